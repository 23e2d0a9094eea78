import type { AgendaDay, Overlap, SessionLine } from '../../lib/host';
import { t, tOr } from '../../lib/words';
import { dayName, minuteOfDay, shortDate } from '../../lib/words/format';
import type { Slot } from './week';

/** "09:00–12:00". */
export function hours({ startsMin, endsMin }: { startsMin: number; endsMin: number }): string {
  return `${minuteOfDay(startsMin)}–${minuteOfDay(endsMin)}`;
}

/** "held 08:40–09:55", where that was not as planned. */
export function heldWords({ status, actual }: SessionLine): string {
  return status === 'held' && actual ? t('agenda.heldAt', { hours: hours(actual) }) : '';
}

/** Where, and with whom. */
export function placeWords({ room, trainers }: SessionLine): string {
  return [room, trainers.join(', ')].filter(Boolean).join(' · ');
}

/** Two sessions that get in each other's way; `of` is named by where it stands. */
export function overlapWords(day: AgendaDay, overlap: Overlap, of?: string): string {
  // What is no session of the agenda is a visit, and is called by its host.
  const title = (id: string): string => day.sessions.find((one) => one.id === id)?.title ?? overlap.what ?? '';
  const facts = { first: title(overlap.first), second: title(overlap.second), what: overlap.what ?? '', hours: hours(overlap) };
  if (of === undefined) return tOr(`overlap.${overlap.code}`, t('overlap.other', facts), facts);
  const other = title(overlap.first === of ? overlap.second : overlap.first);
  return tOr(`overlap.${overlap.code}.with`, t('overlap.other.with', { ...facts, other }), { ...facts, other });
}

/** Everything that overlaps on some days, line by line, with its day where that is not said beside it. */
export function overlapLines(days: readonly AgendaDay[], dated: boolean): { head: string; text: string }[] {
  return days.flatMap((day) => day.overlaps.map((overlap) => ({ head: dated ? `${shortDate(day.date)} ·` : '', text: overlapWords(day, overlap) })));
}

/** What overlaps with a session on its day. */
export function overlapsOf(day: AgendaDay | undefined, id: string): string[] {
  if (!day) return [];
  return day.overlaps.filter((one) => one.first === id || one.second === id).map((one) => overlapWords(day, one, id));
}

/** All of a session in one sentence, for whoever hears it. */
export function spoken(session: SessionLine, slot: Slot, overlaps: readonly string[]): string {
  const status = session.status === 'planned' ? '' : tOr(`session.${session.status}`, session.status);
  const parts = [session.title, dayName(slot.date), hours(slot), tOr(`method.${session.method}`, session.method), status, session.reason ?? '', heldWords(session), placeWords(session), ...overlaps];
  return parts.filter(Boolean).join(', ');
}
