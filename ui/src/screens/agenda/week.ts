// A week of the agenda as a picture: which days, which hours, who stands beside whom. Nothing here knows the screen.

import type { AgendaDay, SessionLine, VisitLine } from '../../lib/host';

/** When a session is. */
export interface Slot {
  readonly date: string;
  readonly startsMin: number;
  readonly endsMin: number;
}

/** A day later or earlier. */
export function shifted(date: string, days: number): string {
  const at = new Date(`${date}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}

/** The Monday of a day's week. */
export function monday(date: string): string {
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  return shifted(date, -((weekday + 6) % 7));
}

/** First and last day on which a session can be. */
export interface Bounds {
  readonly first: string;
  readonly last: string;
}

/** The programme's days; where it has none, those of its sessions. Sessions that stand outside are shown too. */
export function bounds(days: readonly AgendaDay[], starts: string | null, ends: string | null): Bounds {
  const all = [...days.map((day) => day.date), ...[starts, ends].filter((one) => one !== null)].sort();
  return { first: all[0] ?? '', last: all.at(-1) ?? '' };
}

/** The days of a week that belong to the programme. */
export function weekDays(start: string, { first, last }: Bounds): string[] {
  return Array.from({ length: 7 }, (_, index) => shifted(start, index)).filter((date) => date >= first && date <= last);
}

/** The Mondays of a programme. */
export function weeks({ first, last }: Bounds): string[] {
  const found: string[] = [];
  for (let at = first ? monday(first) : ''; at && at <= last; at = shifted(at, 7)) found.push(at);
  return found;
}

/** From when to when a picture goes, in whole hours: the hours of a training day, and more where a session needs them. */
export function span(slots: readonly Slot[]): { readonly from: number; readonly to: number } {
  const from = Math.min(8 * 60, ...slots.map((slot) => slot.startsMin));
  const to = Math.max(17 * 60, ...slots.map((slot) => slot.endsMin));
  return { from: Math.floor(from / 60) * 60, to: Math.ceil(to / 60) * 60 };
}

/** When a visit is that is no session, called so that no session is called the same; none where nobody said when it leaves. One of which nobody
    knows when it is back is drawn for an hour. */
export function visitSlot({ id, date, startsMin, endsMin }: VisitLine): (Slot & { readonly id: string }) | null {
  return startsMin === null ? null : { id: `visit-${id}`, date, startsMin, endsMin: Math.max(endsMin ?? Math.min(startsMin + 60, 24 * 60), startsMin + SHORTEST) };
}

/** Where a session stands among those that are on at the same time. */
export interface Lane {
  readonly lane: number;
  readonly lanes: number;
}

/** Sessions that are on together stand side by side; all of a cluster are equally wide. */
export function lanes(slots: readonly (Slot & { readonly id: string })[]): Map<string, Lane> {
  const placed = new Map<string, Lane>();
  let cluster: { id: string; lane: number }[] = [];
  let free: number[] = [];
  const close = (): void => {
    for (const { id, lane } of cluster) placed.set(id, { lane, lanes: free.length });
    cluster = [];
    free = [];
  };
  for (const slot of [...slots].sort((a, b) => a.startsMin - b.startsMin || a.endsMin - b.endsMin || a.id.localeCompare(b.id))) {
    if (free.every((until) => until <= slot.startsMin)) close();
    const found = free.findIndex((until) => until <= slot.startsMin);
    const lane = found < 0 ? free.length : found;
    free[lane] = slot.endsMin;
    cluster.push({ id: slot.id, lane });
  }
  close();
  return placed;
}

/** The shortest session that can be made by hand. */
export const SHORTEST = 5;

/** Moved by minutes and days, as far as its day and the programme go. */
export function moved(slot: Slot, minutes: number, days: number, { first, last }: Bounds): Slot {
  const length = slot.endsMin - slot.startsMin;
  const startsMin = Math.min(Math.max(slot.startsMin + minutes, 0), 24 * 60 - length);
  const date = shifted(slot.date, days);
  return { date: date < first || date > last ? slot.date : date, startsMin, endsMin: startsMin + length };
}

/** Made longer or shorter at its end. */
export function lengthened(slot: Slot, minutes: number): Slot {
  return { ...slot, endsMin: Math.min(Math.max(slot.endsMin + minutes, slot.startsMin + SHORTEST), 24 * 60) };
}

export function sameSlot(a: Slot, b: Slot): boolean {
  return a.date === b.date && a.startsMin === b.startsMin && a.endsMin === b.endsMin;
}

/** All sessions in the order of the agenda. */
export function inOrder(days: readonly AgendaDay[]): SessionLine[] {
  return days.flatMap((day) => day.sessions);
}
