import type { Mark } from '../marks';
import { t } from './index';

/** "Late 25 min", "Excused", "not marked". */
export function markWords(mark: Pick<Mark, 'status' | 'minutes'> | null): string {
  if (!mark) return t('status.unmarked');
  if (mark.status === 'late' && mark.minutes) return t('register.lateMinutes', { minutes: mark.minutes });
  return t(`status.${mark.status}`);
}
