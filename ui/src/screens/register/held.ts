import type { Mark } from '../../lib/marks';
import type { Row } from './row.svelte';

/** Digits that follow each other within this are one number. Milliseconds. */
const DIGITS_REST = 500;

/** An excuse being written: the mark is painted, but waits for its reason. */
export interface Excuse {
  readonly row: Row;
  readonly before: Mark | null;
}

/** What the last key painted, and how it is sent; where the cursor and the search were before it. */
export interface Tentative {
  readonly paints: { row: Row; before: Mark | null }[];
  readonly cursor: number;
  readonly query: string;
  send: () => void;
}

/** Minutes being typed: painted with each digit, sent once. `2` and `5` are one lateness of 25 minutes: the history shall not say 2 first. */
export class TypedMinutes {
  #held: { row: Row; before: Mark | null; mark: Mark; timer: ReturnType<typeof setTimeout> } | null = null;

  constructor(private readonly sends: (row: Row, before: Mark | null, mark: Mark) => void) {}

  typed(row: Row, before: Mark | null, mark: Mark): void {
    const first = this.#held?.row === row ? this.#held.before : before;
    if (this.#held?.row === row) clearTimeout(this.#held.timer);
    else this.send();
    this.#held = { row, before: first, mark, timer: setTimeout(() => this.send(), DIGITS_REST) };
  }

  send(): void {
    const held = this.#held;
    this.#held = null;
    if (!held) return;
    clearTimeout(held.timer);
    this.sends(held.row, held.before, held.mark);
  }
}
