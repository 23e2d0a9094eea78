import type { Mark } from '../marks';
import { t } from './index';

/** What words need to know of a mark. */
export type Told = Pick<Mark, 'status' | 'minutes'> & Partial<Pick<Mark, 'leftEarly'>>;

/** "Late 25 min", "Excused", "Present, left 45 min early", "not marked". */
export function markWords(mark: Told | null): string {
  if (!mark) return t('status.unmarked');
  const status = mark.status === 'late' && mark.minutes ? t('register.lateMinutes', { minutes: mark.minutes }) : t(`status.${mark.status}`);
  return mark.leftEarly ? t('register.andLeft', { status, minutes: mark.leftEarly }) : status;
}
