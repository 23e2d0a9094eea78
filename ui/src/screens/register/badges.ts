import type { Row } from './row.svelte';

/** The badges of those in a register: whose one is, and what one looks like, so that a stranger's is known as a badge too. */
export class Badges {
  readonly #shapes: readonly string[];

  constructor(private readonly rows: readonly Row[]) {
    this.#shapes = [...new Set(rows.map((row) => shape(row.person.code)))];
  }

  of(code: string): Row | undefined {
    const wanted = code.trim().toLowerCase();
    const found = this.rows.filter((row) => row.person.code.toLowerCase() === wanted);
    // Two people with one code: a badge must not mark the wrong one.
    return found.length === 1 ? found[0] : undefined;
  }

  mayBegin(text: string): boolean {
    const start = shape(text);
    return this.#shapes.some((one) => one.startsWith(start));
  }

  mayBe(text: string): boolean {
    return this.#shapes.includes(shape(text));
  }
}

/** `P07` and `P31` have one shape: letters as they are, any digit. */
function shape(code: string): string {
  return code.toLowerCase().replace(/\d/g, '#');
}
