// Restoring from a backup, step by step: the file, what it is, where its store goes. Nothing happens before the last step.
import { asProblem, host, type BackupAccount, type BackupFile, type BackupSecrets, type Problem, type RestoredStore } from '../../lib/host';
import { desk } from '../../lib/stores/desk.svelte';
import { Job } from '../../lib/stores/jobs.svelte';
import { t } from '../../lib/words';
import { problemWords, type ProblemWords } from '../../lib/words/problems';
import { Place } from './place.svelte';

type Spot = 'file' | 'passphrase' | 'recovery';

/** What is said of the file itself. */
const OF_THE_FILE: readonly string[] = ['not_a_backup', 'is_a_bundle', 'is_a_request', 'backup_newer', 'file_truncated', 'file_damaged', 'file_changed', 'damaged', 'not_a_sala_file', 'file_missing', 'file_failed', 'file_is_folder'];

export class Restoring {
  file = $state.raw<BackupFile | null>(null);
  account = $state.raw<BackupAccount | null>(null);
  /** Why the file needs a secret. */
  closed = $state.raw<'backup_needs_recovery' | 'passphrase_needed' | null>(null);
  passphrase = $state('');
  recovery = $state('');
  readonly place = new Place();
  done = $state.raw<RestoredStore | null>(null);
  looking = $state(false);
  #refused = $state.raw<{ at: Spot; words: ProblemWords } | null>(null);
  readonly job = new Job();

  problem(at: Spot): ProblemWords | undefined {
    return this.#refused?.at === at ? this.#refused.words : undefined;
  }

  /** Something was typed: what was said of it before no longer holds. */
  touched(): void {
    this.#refused = null;
  }

  get #secrets(): BackupSecrets {
    return { passphrase: this.passphrase.trim() || null, recovery: this.recovery.trim() || null };
  }

  async choose(): Promise<void> {
    const file = await desk.attempt(host.backupChoose({ from: { kind: 'pick' } }));
    if (!file) return;
    this.file = file;
    this.account = this.closed = this.#refused = null;
    this.passphrase = this.recovery = '';
    await this.look();
  }

  /** Reads what the file says of itself, with the secrets that were given. */
  async look(): Promise<void> {
    if (!this.file || this.looking) return;
    this.#refused = null;
    if (this.closed && !this.#secrets.passphrase && !this.#secrets.recovery) return this.#say('recovery', { title: t('common.needed'), about: '' });
    this.looking = true;
    try {
      this.account = await host.backupLook({ file: this.file.file, secrets: this.#secrets });
    } catch (reason) {
      this.#failed(reason);
    } finally {
      this.looking = false;
    }
  }

  async restore(): Promise<void> {
    const file = this.file;
    if (!file || !this.account || this.job.busy) return;
    this.#refused = this.place.wrong = null;
    try {
      this.done = await this.job.run((job) => host.backupRestore({ file: file.file, folder: this.place.folder, secrets: this.#secrets, job }));
      this.passphrase = this.recovery = '';
    } catch (reason) {
      this.#failed(reason);
    }
  }

  #say(at: Spot, words: ProblemWords): void {
    this.#refused = { at, words };
  }

  #failed(reason: unknown): void {
    if (this.place.refuses(reason)) return;
    const problem = asProblem(reason);
    const at = this.#spotOf(problem);
    if (at) return this.#say(at, problemWords(problem));
    if (problem.code === 'backup_needs_recovery' || problem.code === 'passphrase_needed') this.closed = problem.code;
    else desk.refused(reason);
  }

  #spotOf({ code }: Problem): Spot | undefined {
    if (code === 'passphrase_wrong') return 'passphrase';
    if (code === 'recovery_secret_wrong' || code === 'recovery_secret_does_not_fit') return 'recovery';
    if (this.#secrets.passphrase && code === 'backup_needs_recovery') return 'passphrase';
    if (OF_THE_FILE.includes(code)) {
      // Nothing of it is to be restored.
      this.account = this.closed = null;
      return 'file';
    }
    return undefined;
  }
}
