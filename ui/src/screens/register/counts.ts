import { attended, STATUSES, type Shown } from '../../lib/marks';
import type { Row } from './row.svelte';

/** How many lines show what. */
export type Counts = Record<Shown, number>;

/** Counts the participants by what is painted, which may be ahead of what is kept. */
export function tally(rows: readonly Row[]): Counts {
  const counts = { unmarked: 0 } as Counts;
  for (const status of STATUSES) counts[status] = 0;
  for (const row of rows) if (row.person.counts) counts[row.mark?.status ?? 'unmarked'] += 1;
  return counts;
}

/** Observers, staff and interpreters: how many there are, and how many of them are here. */
export function beside(rows: readonly Row[]): { all: number; here: number } {
  const others = rows.filter((row) => !row.person.counts);
  return { all: others.length, here: others.filter((row) => attended(row.mark)).length };
}
