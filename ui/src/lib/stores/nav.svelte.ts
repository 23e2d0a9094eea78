/** The rail, in the order of a day. */
export const SCREENS = ['today', 'register', 'agenda', 'people', 'groups', 'travel'] as const;
export type Screen = (typeof SCREENS)[number] | 'settings';

/** Where the window is. There is no address bar, so a place is a value and not a URL. */
class Nav {
  screen = $state<Screen>('today');
  /** The training day that Today, Register and Agenda show. */
  day = $state<string | null>(null);
  half = $state<string | null>(null);

  go(screen: Screen): void {
    this.screen = screen;
  }

  register(day: string, half: string): void {
    this.day = day;
    this.half = half;
    this.screen = 'register';
  }
}

export const nav = new Nav();
