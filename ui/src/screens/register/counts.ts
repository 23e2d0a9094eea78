import { attended, STATUSES, type Shown } from '../../lib/marks';
import type { Row } from './row.svelte';

/** How many lines show what. */
export type Counts = Record<Shown, number>;

/** Counts the participants by what is painted, which may be ahead of what is kept. */
export function tally(rows: readonly Row[]): Counts {
  const counts = { unmarked: 0 } as Counts;
  for (const status of STATUSES) counts[status] = 0;
  for (const row of rows) if (isCounted(row)) counts[row.mark?.status ?? 'unmarked'] += 1;
  return counts;
}

/** On the list, but only nominated or no show, and nobody has said that they came. */
export function awaited(rows: readonly Row[]): number {
  return rows.filter((row) => row.person.belongs === 'not_come' && !hasCome(row)).length;
}

/** A participant who is there; the mark that says so may still be on its way to the disk. */
export function isCounted(row: Row): boolean {
  return row.person.counts || (row.person.role === 'participant' && hasCome(row));
}

function hasCome(row: Row): boolean {
  return row.person.belongs === 'not_come' && attended(row.mark);
}

/** Observers, staff and interpreters: how many there are, and how many of them are here. */
export function beside(rows: readonly Row[]): { all: number; here: number } {
  const others = rows.filter((row) => row.person.belongs === 'beside' || (row.person.role !== 'participant' && hasCome(row)));
  return { all: others.length, here: others.filter((row) => attended(row.mark)).length };
}

/** Participants whom nobody has marked: those to fill in, and those of whom other registers say that they are not there. */
export function toFill(rows: readonly Row[]): { unmarked: readonly Row[]; away: readonly Row[] } {
  const wanted = rows.filter((row) => row.mark === null && row.person.counts);
  return { unmarked: wanted.filter((row) => row.person.away !== true), away: wanted.filter((row) => row.person.away === true) };
}
