import { getContext, setContext } from 'svelte';
import { nav } from './nav.svelte';

const PLACE = Symbol('drafts');

/** Several texts of one place that are being written: whoever leaves the place saves all of them first. */
export class Drafts {
  #texts = 0;
  readonly #open = new Map<string, () => Promise<boolean>>();

  /** Those of the place that is being made: whatever is written anywhere in it finds them. */
  static ofPlace(): Drafts {
    return setContext(PLACE, new Drafts());
  }

  /** Those of the place around; none where nothing is saved on leaving. */
  static around(): Drafts | undefined {
    return getContext<Drafts | undefined>(PLACE);
  }

  /** A name for one more text. */
  name(): string {
    this.#texts += 1;
    return `text ${this.#texts}`;
  }

  /** This text is being written, or no more. */
  writing(text: string, save: (() => Promise<boolean>) | null): void {
    if (save) this.#open.set(text, save);
    else this.#open.delete(text);
    nav.writing(this.#open.size > 0 ? () => this.#all() : null);
  }

  /** The place is left. */
  end(): void {
    this.#open.clear();
    nav.writing(null);
  }

  async #all(): Promise<boolean> {
    for (const save of [...this.#open.values()]) if (!(await save())) return false;
    return true;
  }
}
