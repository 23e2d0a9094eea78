import { untrack } from 'svelte';

/** `good`: it is done; `plain`: worth knowing; `bad`: it was refused. */
export type Tone = 'good' | 'plain' | 'bad';

/** A dialog that is open; `null` is the page under all of them. */
export type Place = symbol | null;

export interface Notice {
  readonly id: number;
  readonly tone: Tone;
  readonly title: string;
  readonly about?: string;
  /** It waits to be closed, whatever happens meanwhile. */
  readonly stays?: boolean;
  readonly action?: { label: string; run: () => void };
  readonly place: Place;
  readonly since: number;
}

const STAYS = 6000;
/** An error stands at least this long: what was on its way already when it came must not sweep it away unread. */
const READ = 5000;

const bad = (notice: Pick<Notice, 'tone'>): boolean => notice.tone === 'bad';

class Notices {
  list = $state.raw<readonly Notice[]>([]);
  /** Dialogs that are open, the topmost last. */
  #open = $state.raw<readonly symbol[]>([]);
  #next = 1;

  /** Where the person is: what is said is said there. */
  get place(): Place {
    return this.#open.at(-1) ?? null;
  }

  show(notice: Omit<Notice, 'id' | 'place' | 'since'>): void {
    const id = this.#next++;
    this.list = [...this.#room(notice), { ...notice, id, place: this.place, since: Date.now() }];
    if (!bad(notice) && !notice.stays) setTimeout(() => this.close(id), STAYS);
  }

  /** One error at a time, and two other words: an older one has been read or does not matter any more. */
  #room(next: Pick<Notice, 'tone'>): Notice[] {
    const alike = this.list.filter((one) => !one.stays && bad(one) === bad(next));
    const gone = bad(next) ? alike : alike.slice(0, -1);
    return this.list.filter((one) => !gone.includes(one));
  }

  /** What could be taken back from a notice is not the last action any more. */
  settle(): void {
    this.list = this.list.filter((notice) => !notice.action);
  }

  /** Something was done, or another screen is shown: what was refused before does not matter any more. */
  done(): void {
    for (const { id, since } of untrack(() => this.list).filter((one) => bad(one) && !one.stays)) {
      const rest = since + READ - Date.now();
      if (rest > 0) setTimeout(() => this.close(id), rest);
      else this.close(id);
    }
  }

  /** A dialog opens; answers how it closes: what was refused in it goes with it, what was done stays said. */
  enter(place: symbol): () => void {
    untrack(() => (this.#open = [...this.#open, place]));
    // An effect that is torn down reads what stood before its change: what was said in this same stroke would be lost.
    return () => queueMicrotask(() => this.#leave(place));
  }

  #leave(place: symbol): void {
    this.#open = this.#open.filter((one) => one !== place);
    const left = this.list.filter((one) => one.place !== place || !bad(one) || one.stays);
    // What was said in it and is still worth reading is said under it from now on.
    this.list = left.map((one) => (one.place === place ? { ...one, place: this.place } : one));
  }

  close(id: number): void {
    this.list = this.list.filter((notice) => notice.id !== id);
  }
}

export const notices = new Notices();
