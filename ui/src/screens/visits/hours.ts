import { minuteOfDay, minutesOf } from '../../lib/words/format';

/** "08:30–12:00"; an open end stays open; empty where nobody said. */
export function hours(starts: number | null, ends: number | null): string {
  if (starts === null && ends === null) return '';
  return `${starts === null ? '' : minuteOfDay(starts)}–${ends === null ? '' : minuteOfDay(ends)}`;
}

/** Minutes after midnight of a time field; none where it is empty. */
export function minutesIn(clock: string): number | null {
  return clock ? minutesOf(clock) : null;
}

/** What a time field shows. */
export function clockOf(minutes: number | null): string {
  return minutes === null ? '' : minuteOfDay(minutes);
}
