import { Drafts } from '../../lib/stores/drafts.svelte';

/** A text as it stands, and its version. */
export interface Standing {
  readonly text: string;
  readonly seen: string;
}

/** A text that is written where it stands: kept when the hand or anybody leaves it, over what stood there when somebody began. */
export class InPlace {
  text = $state('');
  /** What stood there when somebody began to write; none while nobody does. */
  #began = $state<string | null>(null);
  #keeping: Promise<boolean> | null = null;

  /** `blank` says what an emptied text means: that it is taken away, or nothing. */
  constructor(
    private readonly stands: () => Standing,
    private readonly onkeep: (text: string, seen: string) => Promise<boolean>,
    private readonly blank: 'clears' | 'means nothing',
  ) {
    $effect(() => {
      const now = stands().text;
      if (this.#began === null) this.text = now;
    });
    const drafts = Drafts.around();
    if (!drafts) return;
    const name = drafts.name();
    $effect(() => drafts.writing(name, this.writing && this.text.trim() !== stands().text ? () => this.keep() : null));
    $effect(() => () => drafts.writing(name, null));
  }

  get writing(): boolean {
    return this.#began !== null;
  }

  begin(): void {
    this.#began ??= this.stands().seen;
  }

  /** It is as it was. */
  drop(): void {
    this.#began = null;
    this.text = this.stands().text;
  }

  /** Answers whether nothing is left to keep. */
  keep(): Promise<boolean> {
    // The hand leaves it while whoever closes the window waits for it: one and the same.
    this.#keeping ??= this.#keep().finally(() => (this.#keeping = null));
    return this.#keeping;
  }

  async #keep(): Promise<boolean> {
    const [seen, typed] = [this.#began, this.text.trim()];
    if (seen === null || typed === this.stands().text || (typed === '' && this.blank === 'means nothing')) {
      this.drop();
      return true;
    }
    const kept = await this.onkeep(typed, seen);
    // Refused: what was typed stays for another try.
    this.#began = kept ? null : seen;
    if (!kept) this.text = typed;
    return kept;
  }
}
