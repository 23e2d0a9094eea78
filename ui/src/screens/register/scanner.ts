// A badge scanner is a keyboard that types a code and Enter faster than anybody can. Its first letter
// may be a key of the roll call, so that key acts at once (a mark must not wait) but can be taken back
// until the burst shows what it was.

/** Keys of one hand are further apart than this, keys of a scanner closer. Milliseconds. */
export const BURST = 45;

export interface ScannerPorts {
  /** Whether a badge may begin like this: if not, nothing is held back. */
  startsCode(text: string): boolean;
  /** Whether this looks like a whole code, known or not. */
  isCode(text: string): boolean;
  /** Does what the key means by hand. Answers how to take it back, if it did something. */
  press(key: string): void;
  /** Takes back what the last `press` painted and has not been sent. */
  retract(): void;
  /** Sends what the last `press` painted. */
  confirm(): void;
  scanned(code: string): void;
}

/** Tells a scanner from a hand. */
export class Scanner {
  #held = '';
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly ports: ScannerPorts) {}

  /** A letter or digit arrived. */
  key(key: string): void {
    if (this.#held === '') {
      this.ports.press(key);
      if (!this.ports.startsCode(key)) {
        this.ports.confirm();
        return;
      }
      this.#hold(key);
    } else if (this.ports.startsCode(this.#held + key)) {
      this.#hold(this.#held + key);
    } else {
      // It cannot become a code any more: these were keys of a quick hand.
      this.settle();
      this.key(key);
    }
  }

  /** Enter arrived. Answers whether it ended a scan and means nothing else. */
  enter(): boolean {
    const code = this.#held;
    // One letter and Enter is a hand; a badge is longer than that.
    if (code.length < 2 || !this.ports.isCode(code)) {
      this.settle();
      return false;
    }
    this.#clear();
    this.ports.retract();
    this.ports.scanned(code);
    return true;
  }

  /** No code came of it: what was held counts as pressed by hand. */
  settle(): void {
    const held = this.#held;
    this.#clear();
    if (held === '') return;
    this.ports.confirm();
    for (const key of held.slice(1)) {
      this.ports.press(key);
      this.ports.confirm();
    }
  }

  #hold(text: string): void {
    this.#held = text;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.settle(), BURST);
  }

  #clear(): void {
    clearTimeout(this.#timer);
    this.#held = '';
  }
}

/** Tells a badge from the text around it, where a scanner types into a field in which somebody is writing. */
export class Burst {
  #typed = '';
  #before = '';
  #last = -Infinity;

  constructor(private readonly isCode: (text: string) => boolean) {}

  /**
   * A key arrived at `now` in a field that says `text` so far. Answers with the Enter that ends a badge: its code, and what
   * the field said before it.
   */
  key(key: string, text: string, now: number): { code: string; before: string } | null {
    const quick = now - this.#last < BURST;
    this.#last = now;
    if (key === 'Shift') return null;
    const typed = quick ? this.#typed : '';
    this.#typed = '';
    if (key === 'Enter') {
      if (typed.length >= 2 && this.isCode(typed)) return { code: typed, before: this.#before };
      // A slow scanner, or a code by hand: a field that says nothing else is a badge too.
      return this.isCode(text.trim()) ? { code: text.trim(), before: '' } : null;
    }
    if (key.length !== 1) return null;
    if (typed === '') this.#before = text;
    this.#typed = typed + key;
    return null;
  }
}
