// Rescuing what can be read of a damaged store: where the new one goes, and what came of it.
import { asProblem, host, type RescuedStore } from '../../lib/host';
import { desk } from '../../lib/stores/desk.svelte';
import { Job } from '../../lib/stores/jobs.svelte';
import { problemWords, type ProblemWords } from '../../lib/words/problems';
import { Place } from './place.svelte';

/** The store can be rescued where the disk has lost a part of it, be it the beginning, without which no key fits. */
const OF_THE_DISK: readonly string[] = ['store_damaged', 'store_key_wrong', 'disk_failed'];

export const canBeRescued = (code: string): boolean => OF_THE_DISK.includes(code);

export class Rescuing {
  readonly place = new Place();
  done = $state.raw<RescuedStore | null>(null);
  /** Why it came to nothing. */
  refused = $state.raw<ProblemWords | null>(null);
  readonly job = new Job();

  async rescue(): Promise<void> {
    if (this.job.busy) return;
    this.refused = this.place.wrong = null;
    try {
      this.done = await this.job.run((job) => host.backupRescue({ folder: this.place.folder, job }));
    } catch (reason) {
      const problem = asProblem(reason);
      if (problem.code === 'stopped') desk.refused(reason);
      else if (!this.place.refuses(reason)) this.refused = problemWords(problem);
    }
  }
}
