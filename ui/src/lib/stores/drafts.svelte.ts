import { nav } from './nav.svelte';

/** Several texts of one place that are being written: whoever leaves the place saves all of them first. */
export class Drafts {
  readonly #open = new Map<string, () => Promise<boolean>>();

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
