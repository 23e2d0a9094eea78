// Where a new store goes that is made of a backup or of what can be read of a damaged one: the usual folder, or one that somebody chose.
import { asProblem, host, type RestorePlace } from '../../lib/host';
import { desk } from '../../lib/stores/desk.svelte';
import { problemWords, type ProblemWords } from '../../lib/words/problems';

const OF_THE_FOLDER: readonly string[] = ['folder_not_empty', 'store_exists', 'folder_unnameable'];

export class Place {
  chosen = $state.raw<RestorePlace | null>(null);
  /** Why no store can go there. */
  wrong = $state.raw<ProblemWords | null>(null);

  /** The folder as commands name it; `null` is the usual one. */
  get folder(): string | null {
    return this.chosen?.folder ?? null;
  }

  async choose(): Promise<void> {
    this.wrong = null;
    try {
      this.chosen = (await host.backupPlace()) ?? this.chosen;
    } catch (reason) {
      if (!this.refuses(reason)) desk.refused(reason);
    }
  }

  usual(): void {
    this.chosen = this.wrong = null;
  }

  /** Whether the reason speaks of the folder; then it is said beside it. */
  refuses(reason: unknown): boolean {
    const problem = asProblem(reason);
    if (!OF_THE_FOLDER.includes(problem.code)) return false;
    this.wrong = problemWords(problem);
    return true;
  }
}
