import type { Presentations } from '../../lib/host';

/** The desk's clock, as it goes on while the window shows it: counted from when the desk was last asked. Nothing is written meanwhile. */
export class DeskClock {
  now = $state(0);
  #read = 0;
  #at = 0;

  constructor(shown: () => Presentations | null) {
    $effect(() => {
      const read = shown();
      if (!read) return;
      this.#read = read.nowMs;
      this.#at = Date.now();
      this.now = read.nowMs;
    });
    $effect(() => {
      const ticking = setInterval(() => (this.now = this.#read + Math.max(0, Date.now() - this.#at)), 250);
      return () => clearInterval(ticking);
    });
  }
}
