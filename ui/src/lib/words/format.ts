import { tOr } from './index';
import { locale } from './locale.svelte';

const cache = new Map<string, Intl.DateTimeFormat>();

function dates(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale.tag + JSON.stringify(options);
  let made = cache.get(key);
  if (!made) cache.set(key, (made = new Intl.DateTimeFormat(locale.tag, options)));
  return made;
}

/** A calendar date has no hour and no zone: it is read and printed in UTC so that it cannot slip a day. */
function calendarDate(iso: string): Date {
  return new Date(`${iso}T00:00:00Z`);
}

/** "Monday 21 May 2012". */
export function longDate(iso: string): string {
  return dates({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
    .format(calendarDate(iso))
    .replace(/^(\p{L}+), /u, '$1 ');
}

/** "Monday 21 May". */
export function dayName(iso: string): string {
  return dates({ weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' })
    .format(calendarDate(iso))
    .replace(/^(\p{L}+), /u, '$1 ');
}

/** "Mon 21 May". */
export function shortDate(iso: string): string {
  return dates({ weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' })
    .format(calendarDate(iso))
    .replace(/^(\p{L}+), /u, '$1 ');
}

/** "21", as a heading of a narrow column; below it the month. */
export function dayOfMonth(iso: string): string {
  return number(calendarDate(iso).getUTCDate());
}

/** "May". */
export function monthName(iso: string): string {
  return dates({ month: 'short', timeZone: 'UTC' }).format(calendarDate(iso));
}

/** "14–25 May 2012". */
export function dateRange(from: string, to: string): string {
  return dates({ day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).formatRange(
    calendarDate(from),
    calendarDate(to),
  );
}

/** The day of an instant on this laptop's clock, as dates are stored. */
export function localDay(instant: string): string {
  const date = new Date(instant);
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** "08:41" of an instant, on this laptop's clock. */
export function clockTime(instant: string): string {
  return dates({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(instant));
}

/** "21 May 2012, 08:41". */
export function dateAndTime(instant: string): string {
  return dates({ day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(
    new Date(instant),
  );
}

/** "08:30" from minutes after midnight, as the agenda keeps them. */
export function minuteOfDay(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/** The same back, from what a time field holds. */
export function minutesOf(clock: string): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));
}

export function number(value: number, options?: Intl.NumberFormatOptions): string {
  return new Intl.NumberFormat(locale.tag, options).format(value);
}

/** "91%". */
export function percent(ratio: number): string {
  // Rounded down: 79.6 % must not read as 80 % beside a line drawn at 80.
  return number(Math.floor(ratio * 100) / 100, { style: 'percent', maximumFractionDigits: 0 });
}

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** "2.1 MB". */
export function size(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return number(value, { style: 'unit', unit: UNITS[unit], unitDisplay: 'short', maximumFractionDigits: unit > 1 ? 1 : 0 });
}

/** The country as the programme names it; other countries as the language names them. */
export function country(code: string | null): string {
  if (!code) return '';
  return tOr(`country.${code}`, regionName(code));
}

function regionName(code: string): string {
  try {
    return new Intl.DisplayNames(locale.tag, { type: 'region', style: 'short' }).of(code) ?? code;
  } catch {
    // Not a region code at all: show what was written rather than nothing.
    return code;
  }
}

/** The organisation type, or what the spreadsheet called it. */
export function organisationType(kind: string | null): string {
  return kind ? tOr(`organisation.${kind}`, kind) : '';
}

/** "1,250.50 USD", as the language writes amounts; the currency always by its code, which nobody can mistake. */
export function money(amount: string, currency: string): string {
  try {
    // As a text, so that no figure is lost on the way through a floating number.
    // The desk knows how finely a currency is written; the window's own tables leave out the att of the kip.
    const digits = amount.split('.')[1]?.length ?? 0;
    const style = { style: 'currency', currency, currencyDisplay: 'code', minimumFractionDigits: digits, maximumFractionDigits: digits } as const;
    return new Intl.NumberFormat(locale.tag, style).format(amount as unknown as number);
  } catch {
    return `${amount} ${currency}`;
  }
}
