import { host } from '../host';

/** The rail, in the order of a day. */
export const SCREENS = ['today', 'register', 'agenda', 'people', 'groups', 'visits', 'plans', 'travel'] as const;
export type Screen = (typeof SCREENS)[number] | 'settings';

/** Saves what is being written; false where that was refused, and the person has been told why. */
type Save = () => Promise<boolean>;

/** Where the window is. There is no address bar, so a place is a value and not a URL. */
class Nav {
  screen = $state<Screen>('today');
  /** The training day that Today, Register, Agenda and Visits show. */
  day = $state<string | null>(null);
  half = $state<string | null>(null);
  /** The plan that somebody asked for on another screen. */
  plan = $state<string | null>(null);
  /** All that is due of the plans was asked for. */
  due = $state(false);
  #save: Save | null = null;
  /** Dialogs in which something was typed. */
  readonly #forms = new Set<symbol>();
  /** What the shell knows: that closing the window has to wait. */
  #told = false;

  go(screen: Screen): void {
    this.leave(() => (this.screen = screen));
  }

  register(day: string, half: string): void {
    this.leave(() => {
      this.day = day;
      this.half = half;
      this.screen = 'register';
    });
  }

  toPlan(plan: string): void {
    this.leave(() => {
      this.plan = plan;
      this.screen = 'plans';
    });
  }

  toDue(): void {
    this.leave(() => {
      this.due = true;
      this.screen = 'plans';
    });
  }

  /** Something is being written on this screen: whoever leaves it, by whatever way, saves it first. */
  writing(save: Save | null): void {
    this.#save = save;
    this.#tell();
  }

  /** Something was typed in a dialog, which only its own button can send; or the dialog is gone. */
  typing(form: symbol, typed: boolean): void {
    if (typed) this.#forms.add(form);
    else this.#forms.delete(form);
    this.#tell();
  }

  /** Some dialog has words in it that are not sent. */
  get typed(): boolean {
    return this.#forms.size > 0;
  }

  /** Somebody closes the window: the shell waits once, and whoever goes on writing makes it wait again. */
  closing(): void {
    this.#told = false;
  }

  #tell(): void {
    const writing = this.#save !== null || this.typed;
    if (writing === this.#told) return;
    this.#told = writing;
    void host.appWriting({ writing }).catch(() => undefined);
  }

  /** Goes on once what is being written is saved; stays where it cannot be. */
  leave(then: () => void): void {
    if (this.#save) void this.#save().then((saved) => saved && then());
    else then();
  }

  /** True once nothing is left to save. */
  async saved(): Promise<boolean> {
    return this.#save ? this.#save() : true;
  }
}

export const nav = new Nav();
