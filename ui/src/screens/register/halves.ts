import type { ProgrammeFacts, RegisterLine } from '../../lib/host';

/** What stands in the place of the halves where a programme takes one register a session. */
export const PER_SESSION = 'SESSION';

/** The halves of a day that have a register; none where each session has its own. */
export function halvesOf(facts: ProgrammeFacts): readonly string[] {
  return facts.halves.filter((half) => half !== PER_SESSION);
}

/** Somebody may be marked in it: it is open, and one that the programme has. */
export function takesMarks(register: RegisterLine): boolean {
  return register.state === 'open' && !register.stray;
}
