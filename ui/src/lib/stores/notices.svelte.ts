/** `good`: it is done; `plain`: worth knowing; `bad`: it was refused, and it stays until it is read. */
export type Tone = 'good' | 'plain' | 'bad';

export interface Notice {
  readonly id: number;
  readonly tone: Tone;
  readonly title: string;
  readonly about?: string;
  /** It waits to be closed, although nothing was refused. */
  readonly stays?: boolean;
  readonly action?: { label: string; run: () => void };
}

const STAYS = 6000;

class Notices {
  list = $state.raw<readonly Notice[]>([]);
  #next = 1;

  show(notice: Omit<Notice, 'id'>): void {
    const id = this.#next++;
    // Three at most: an older one has been read or does not matter any more.
    this.list = [...this.list.slice(-2), { ...notice, id }];
    if (notice.tone !== 'bad' && !notice.stays) setTimeout(() => this.close(id), STAYS);
  }

  /** What could be taken back from a notice is not the last action any more. */
  settle(): void {
    this.list = this.list.filter((notice) => !notice.action);
  }

  close(id: number): void {
    this.list = this.list.filter((notice) => notice.id !== id);
  }
}

export const notices = new Notices();
