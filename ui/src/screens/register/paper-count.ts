import { attended } from '../../lib/marks';
import { isCounted } from './counts';
import type { Row } from './row.svelte';

/** The signatures on a sheet held against the register. */
export interface Compared {
  /** Participants who were there. */
  readonly attended: number;
  readonly othersAttended: number;
  /** Signatures that are missing on the sheet; less than none where it has more. */
  readonly missing: number;
  readonly othersMissing: number;
  readonly agree: boolean;
}

const was = (row: Row): boolean => attended(row.mark);

export function compare(rows: readonly Row[], signatures: number, others: number): Compared {
  const there = rows.filter(was);
  const attended = there.filter(isCounted).length;
  const othersAttended = there.length - attended;
  const [missing, othersMissing] = [attended - signatures, othersAttended - others];
  return { attended, othersAttended, missing, othersMissing, agree: missing === 0 && othersMissing === 0 };
}

/**
 * The lines among which the difference is to be looked for: who was there where a signature is missing, who was not where there is one too many.
 * Somebody who was only nominated may have come and signed, and nobody marked them: theirs is a participant's signature.
 */
export function suspects(rows: readonly Row[], { missing, othersMissing }: Compared): Set<string> {
  const among = rows.filter((row) => {
    const off = isCounted(row) || (row.person.belongs === 'not_come' && row.person.role === 'participant') ? missing : othersMissing;
    return off > 0 ? was(row) : off < 0 && !was(row);
  });
  return new Set(among.map((row) => row.person.participant));
}
