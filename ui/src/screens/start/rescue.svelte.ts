// Rescuing what can be read of a damaged store: where the new one goes, and what came of it.
import { asProblem, host, type RescuedStore, type RestorePlace } from '../../lib/host';
import { desk } from '../../lib/stores/desk.svelte';
import { Job } from '../../lib/stores/jobs.svelte';
import { problemWords, type ProblemWords } from '../../lib/words/problems';

const OF_THE_FOLDER: readonly string[] = ['folder_not_empty', 'store_exists', 'folder_unnameable'];
/** The store can be rescued where the disk has lost a part of it, be it the beginning, without which no key fits. */
const OF_THE_DISK: readonly string[] = ['store_damaged', 'store_key_wrong', 'disk_failed'];

export const canBeRescued = (code: string): boolean => OF_THE_DISK.includes(code);

export class Rescuing {
  place = $state.raw<RestorePlace | null>(null);
  done = $state.raw<RescuedStore | null>(null);
  /** Why it came to nothing, or the folder is no place for it. */
  refused = $state.raw<(ProblemWords & { of: 'folder' | 'store' }) | null>(null);
  readonly job = new Job();

  async choosePlace(): Promise<void> {
    this.refused = null;
    try {
      this.place = (await host.backupPlace()) ?? this.place;
    } catch (reason) {
      this.#failed(reason);
    }
  }

  usualPlace(): void {
    this.place = null;
    this.refused = null;
  }

  async rescue(): Promise<void> {
    if (this.job.busy) return;
    this.refused = null;
    try {
      this.done = await this.job.run((job) => host.backupRescue({ folder: this.place?.folder ?? null, job }));
    } catch (reason) {
      this.#failed(reason);
    }
  }

  #failed(reason: unknown): void {
    const problem = asProblem(reason);
    if (problem.code === 'stopped') return desk.refused(reason);
    this.refused = { ...problemWords(problem), of: OF_THE_FOLDER.includes(problem.code) ? 'folder' : 'store' };
  }
}
