import { remember, remembered } from './remember';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];
export const TEXT_SIZES = ['100', '125', '150', '200'] as const;
export type TextSize = (typeof TEXT_SIZES)[number];

const dark = window.matchMedia('(prefers-color-scheme: dark)');

class Settings {
  theme = $state<Theme>(THEMES.find((one) => one === remembered('theme')) ?? 'system');
  text = $state<TextSize>(TEXT_SIZES.find((one) => one === remembered('text')) ?? '100');

  constructor() {
    dark.addEventListener('change', () => this.apply());
  }

  useTheme(theme: Theme): void {
    this.theme = theme;
    remember('theme', theme);
    this.apply();
  }

  useText(size: TextSize): void {
    this.text = size;
    remember('text', size);
    this.apply();
  }

  /** Puts the choice on the document, before the first paint and after every change. */
  apply(): void {
    const root = document.documentElement;
    const shown = this.theme === 'system' ? (dark.matches ? 'dark' : 'light') : this.theme;
    root.dataset['theme'] = shown;
    root.dataset['text'] = this.text;
  }
}

export const settings = new Settings();
