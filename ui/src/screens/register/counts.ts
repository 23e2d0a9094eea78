import { STATUSES, type Shown } from '../../lib/marks';
import type { Row } from './row.svelte';

/** How many lines show what. */
export type Counts = Record<Shown, number>;

/** Counts what is painted, which may be ahead of what is kept. */
export function tally(rows: readonly Row[]): Counts {
  const counts = { unmarked: 0 } as Counts;
  for (const status of STATUSES) counts[status] = 0;
  for (const row of rows) counts[row.mark?.status ?? 'unmarked'] += 1;
  return counts;
}
