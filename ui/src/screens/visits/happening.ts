import { t } from '../../lib/words';

/** That a visit did not happen, and why where somebody said. */
export function didNotHappen(reason: string | null): string {
  return reason ? t('visits.notHeldBecause', { reason }) : t('visits.notHeld');
}
