import { remember, remembered } from '../stores/remember';

/** Languages whose message file is complete. */
export const LANGUAGES = ['en', 'th'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Which calendar shows the year. Everything is stored Gregorian; the Thai year is for reading only. */
export type Calendar = 'gregory' | 'buddhist';

function known(value: string | null): Language {
  return LANGUAGES.find((language) => language === value) ?? 'en';
}

class Locale {
  language = $state<Language>(known(remembered('language')));
  #calendar = $state<Calendar>(remembered('calendar') === 'buddhist' ? 'buddhist' : 'gregory');

  /** The Buddhist year is offered in Thai alone; elsewhere it would only surprise. */
  get calendar(): Calendar {
    return this.language === 'th' ? this.#calendar : 'gregory';
  }

  /**
   * The tag for every `Intl` object. Calendar and digits are always said: left to itself `th-TH`
   * prints Buddhist years and `my` prints Burmese digits.
   */
  get tag(): string {
    // Day before month, as everybody in the region writes it.
    const region = this.language === 'en' ? 'en-GB' : this.language;
    return `${region}-u-ca-${this.calendar}-nu-latn`;
  }

  use(language: Language): void {
    this.language = language;
    remember('language', language);
    document.documentElement.lang = language;
  }

  useCalendar(calendar: Calendar): void {
    this.#calendar = calendar;
    remember('calendar', calendar);
  }
}

export const locale = new Locale();
