import type { StandIn } from './desk';

/** Screens beyond the register: outputs, conflicts, imports. */
export function later(desk: StandIn): void {
  desk.conflicts = [];
}
