import { host, type FileSource, type FileView, type Sheet } from '../../lib/host';
import { desk } from '../../lib/stores/desk.svelte';
import type { Job } from '../../lib/stores/jobs.svelte';
import { notices } from '../../lib/stores/notices.svelte';
import { t } from '../../lib/words';

/** Where the photographs hang. */
interface Place {
  programme(): string;
  /** The register on the screen: another one may be there by the time a file is read. */
  register(): string | undefined;
  readonly job: Job;
  /** Something hangs on it, or hangs there no more. */
  show(register: string, sheet: Sheet): void;
}

/** The photographs of the signed sheet of the register on the screen. */
export class HungPapers {
  files = $state.raw<readonly FileView[]>([]);
  /** Everything live in the sheet of each photograph, as it was shown. */
  #contents: readonly string[] = [];

  constructor(private readonly place: Place) {}

  /** As they hang there now. */
  hung(sheet: Sheet): void {
    this.files = sheet.papers;
    this.#contents = sheet.papersContents;
  }

  async photograph(from: FileSource): Promise<void> {
    const register = this.place.register();
    if (!register || this.place.job.busy) return;
    const sheet = await desk.attempt(this.place.job.run((job) => host.attendanceAttachPaper({ programme: this.place.programme(), register, from, job })));
    if (!sheet) return;
    this.#shown(register, sheet);
    notices.show({ tone: 'good', title: t('register.photographed') });
  }

  async remove(file: FileView): Promise<void> {
    const at = this.files.indexOf(file);
    const register = this.place.register();
    if (!register || at < 0) return;
    const sheet = await desk.attempt(host.attendanceRemovePaper({ programme: this.place.programme(), register, file: file.id, seen: this.#contents[at] ?? '' }));
    if (!sheet) return;
    this.#shown(register, sheet);
    notices.show({ tone: 'plain', title: t('register.paperRemoved', { name: file.name }), action: { label: t('common.undo'), run: () => void desk.undo() } });
  }

  #shown(register: string, sheet: Sheet): void {
    if (this.place.register() === register) this.hung(sheet);
    this.place.show(register, sheet);
  }
}
