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
  #save: Save | null = null;

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

  /** Something is being written on this screen: whoever leaves it, by whatever way, saves it first. */
  writing(save: Save | null): void {
    if ((save === null) !== (this.#save === null)) void host.appWriting({ writing: save !== null }).catch(() => undefined);
    this.#save = save;
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
