import { desk } from './desk.svelte';

/**
 * What a screen reads and shows. Only the answer to the last question counts: an older one that comes late must not
 * paint over it.
 */
export class Latest<T> {
  value = $state.raw<T | null>(null);
  /** The first question was answered, be it by a refusal. */
  answered = $state(false);
  #asked = 0;

  /** Shows the answer, unless something newer is shown or asked by then. */
  async ask(work: Promise<T>): Promise<void> {
    const mine = (this.#asked += 1);
    const read = await desk.attempt(work);
    this.answered = true;
    if (read !== undefined && mine === this.#asked) this.value = read;
  }

  /** Shows what a command of the screen answered; a question still on its way is older. */
  show(value: T): void {
    this.#asked += 1;
    this.answered = true;
    this.value = value;
  }
}
