import { asProblem, host, isStopped, type AppEvent, type AppStart, type Counters, type Drive, type DroppedFile, type Problem, type StoreFacts } from '../host';
import { LANGUAGES, locale } from '../words/locale.svelte';
import { problemWords } from '../words/problems';
import { t, tOr } from '../words';
import { jobs } from './jobs.svelte';
import { nav } from './nav.svelte';
import { notices } from './notices.svelte';

/** What keeps the store itself from taking anything, whatever this laptop may do. */
const OF_THE_STORE: readonly string[] = ['disk_full', 'store_read_only', 'store_is_behind'];

export function isOfTheStore(problem: Problem): boolean {
  return OF_THE_STORE.includes(problem.code);
}

/** What stops everything that would be written here. */
const STOPPING: readonly string[] = [...OF_THE_STORE, 'read_only', 'programme_not_given', 'laptop_revoked'];

export function isStopping(problem: Problem): boolean {
  return STOPPING.includes(problem.code);
}

/** What every screen shares: the store that is open, the programme chosen, what the desk tells unasked. */
class Desk {
  store = $state.raw<StoreFacts | null>(null);
  counters = $state.raw<Counters | null>(null);
  /** Training days of the programme shown. */
  days = $state.raw<readonly string[]>([]);
  /** Why the store cannot be opened. */
  problem = $state.raw<Problem | null>(null);
  ready = $state(false);
  /** Grows when something other than the screen's own command changed the data: screens read again. */
  version = $state(0);
  dragging = $state(false);
  #dropped = $state.raw<readonly DroppedFile[]>([]);
  drives = $state.raw<readonly Drive[]>([]);
  /** Resolves when the screen's own commands are all on disk: the last action must be there before it is taken back. */
  settled: (() => Promise<void>) | null = null;
  /** What a gesture met that stops the next ones too, until one succeeds. */
  #met = $state.raw<Problem | null>(null);
  /** What lasts and people must know. */
  standing = $derived(this.#all());
  /** Why nothing can be written now. */
  stopped = $derived(this.standing.find(isStopping) ?? null);
  /** Grows when somebody tries what is stopped. */
  reminded = $state(0);
  #chosen = 0;
  #counting: ReturnType<typeof setTimeout> | undefined;

  programme = $derived(this.store?.programmes.find((one) => one.id === this.store?.currentProgramme) ?? this.store?.programmes[0]);

  async begin(): Promise<void> {
    try {
      const [, start]: [void, AppStart] = await Promise.all([host.appListen((event) => this.#hear(event)), host.appStart()]);
      const language = LANGUAGES.find((one) => one === start.language);
      if (language) locale.use(language);
      this.problem = start.problem;
      if (start.store) await this.open(start.store);
    } catch (reason) {
      this.problem = asProblem(reason);
    }
    this.ready = true;
  }

  /** Shows a store, and of it the day that matters. */
  async open(store: StoreFacts): Promise<void> {
    const before = this.programme?.id;
    this.store = store;
    this.counters = store.counts;
    this.problem = null;
    this.#met = null;
    if (this.programme && (this.programme.id !== before || this.days.length === 0)) await this.#readDays(null);
    this.version += 1;
  }

  #all(): readonly Problem[] {
    const known = this.counters?.standing ?? [];
    const met = this.#met;
    return met && !known.some((one) => one.code === met.code) ? [met, ...known] : known;
  }

  /** Writing works again. */
  writes(counters: Counters): void {
    this.#met = null;
    this.counters = counters;
  }

  /** Whether nothing can be written; `store`: whether the store itself takes nothing, whatever this laptop may do. */
  stops(store: boolean): boolean {
    return this.standing.some((one) => (store ? isOfTheStore(one) : isStopping(one)));
  }

  /** Somebody pressed what cannot work now. */
  remind(): void {
    this.reminded += 1;
  }

  async choose(programme: string): Promise<void> {
    if (!(await nav.saved())) return;
    const mine = (this.#chosen += 1);
    const store = await this.attempt(host.programmeChoose({ programme }));
    // Refused, or another one was chosen meanwhile: what is shown stays whole.
    if (!store || mine !== this.#chosen) return;
    nav.day = null;
    nav.half = null;
    this.days = [];
    await this.open(store);
  }

  /** Reads everything again: a file came in, or a programme changed; or something was refused over what is shown. */
  async refresh(refused = false): Promise<void> {
    notices.settle();
    if (!refused) notices.done();
    await this.#reread();
    this.version += 1;
  }

  async #reread(): Promise<void> {
    const before = this.programme?.id;
    const store = await this.attempt(host.appStore());
    if (!store) return;
    this.store = store;
    this.counters = store.counts;
    await this.#readDays(this.programme?.id === before ? nav.day : null);
  }

  async #readDays(date: string | null): Promise<void> {
    if (!this.programme) return;
    const today = await this.attempt(host.todayShow({ programme: this.programme.id, date }));
    if (!today || this.programme?.id !== today.programme.id) return;
    this.days = today.days;
    nav.day = today.date;
  }

  /** Something was written: the counts in the frame follow, a moment later and once. */
  touched(): void {
    this.#met = null;
    notices.settle();
    notices.done();
    clearTimeout(this.#counting);
    this.#counting = setTimeout(() => {
      void host.appCounters().then((counters) => (this.counters = counters), () => undefined);
    }, 250);
  }

  /** Takes back the last action made on this laptop. */
  async undo(): Promise<boolean> {
    await this.settled?.();
    const undone = await this.attempt(host.appUndo());
    if (undone === undefined) return false;
    notices.show({ tone: 'plain', title: undone ? t('undo.done', { what: tOr(`undone.${undone.what}`, t('undone.other')) }) : t('undo.nothing') });
    this.touched();
    if (!undone) return false;
    this.version += 1;
    // A title, a day of the agenda: what the frame shows may have been taken back too.
    await this.#reread();
    return true;
  }

  /** Waits for a command; says what a refusal means. `undefined`: it was refused. */
  async attempt<T>(work: Promise<T>): Promise<T | undefined> {
    try {
      return await work;
    } catch (reason) {
      this.refused(reason);
      return undefined;
    }
  }

  refused(reason: unknown): void {
    if (isStopped(reason)) {
      notices.show({ tone: 'plain', title: t('job.stopped') });
      return;
    }
    const problem = asProblem(reason);
    if (isStopping(problem)) {
      this.#met = problem;
      this.remind();
      // It stands at the head of the window; a dialog hides that.
      if (notices.place === null) return;
    }
    const { title, about } = problemWords(problem);
    // The damage was met only now: what can be done about it stands where a store that cannot be opened is shown.
    const action = problem.code === 'store_damaged' ? { label: t('rescue.title'), run: () => void this.#leave(problem) } : undefined;
    notices.show({ tone: 'bad', title, about, action });
  }

  /** Shows why the store is not worked with any more, once what is being written is saved or given up. */
  async #leave(problem: Problem): Promise<void> {
    if (!(await nav.saved())) return;
    this.problem = problem;
    this.store = null;
  }

  /** The files just dropped, for the screen they are meant for; read inside an effect. */
  takeDropped(): string[] | null {
    const files = this.#dropped;
    if (files.length === 0) return null;
    this.#dropped = [];
    return files.map((file) => file.token);
  }

  /** The same for a place that reads one file at a time: of several it says which one it took. */
  takeOneDropped(): string[] | null {
    const first = this.#dropped[0];
    const tokens = this.takeDropped();
    if (!tokens || !first) return null;
    if (tokens.length > 1) notices.show({ tone: 'plain', title: t('drop.one', { name: first.name }), about: t('drop.oneAbout', { count: tokens.length - 1 }) });
    return [first.token];
  }

  #drop(files: readonly DroppedFile[]): void {
    if (!this.store) return;
    if (files.length === 0) return notices.show({ tone: 'plain', title: t('drop.folder'), about: t('drop.folderAbout') });
    // A sealed file is for Travel, wherever it lands.
    if (files.some((file) => file.name.toLowerCase().endsWith('.sala'))) nav.go('travel');
    this.#dropped = files;
    // A screen that takes files has taken them by now: these must not wait for the next one.
    setTimeout(() => {
      if (this.takeDropped()) notices.show({ tone: 'plain', title: t('drop.nowhere'), about: t('drop.nowhereAbout') });
    }, 400);
  }

  /** Saves and ends; what cannot be saved keeps the window open once. */
  async #close(): Promise<void> {
    nav.closing();
    if (nav.typed) notices.show({ tone: 'plain', title: t('closing.form'), about: t('closing.formAbout') });
    else if (await nav.saved()) await this.attempt(host.appClose());
    else notices.show({ tone: 'plain', title: t('closing.unsaved'), about: t('closing.again') });
  }

  #hear(event: AppEvent): void {
    switch (event.type) {
      case 'dragging':
        this.dragging = event.over;
        break;
      case 'dropped':
        this.dragging = false;
        this.#drop(event.files);
        break;
      case 'progress':
        jobs.heard(event);
        break;
      case 'drives':
        this.drives = event.drives;
        break;
      case 'closing':
        void this.#close();
        break;
    }
  }
}

export const desk = new Desk();
