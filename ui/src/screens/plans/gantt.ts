import type { PlanActivity, PlanDays } from '../../lib/host';

const DAY = 86_400_000;

/** A stretch of days, as a share of the whole width, 0 to 1. */
export interface Bar {
  readonly from: number;
  readonly width: number;
}

export interface Months {
  /** First days of months, ISO 8601. */
  readonly months: readonly { readonly first: string; readonly at: number }[];
  readonly starts: number;
  readonly ends: number;
}

const day = (iso: string): number => Date.parse(`${iso}T00:00:00Z`);

/** The months that the picture shows: those in which the plan is followed, and those in which something is planned beside them. */
export function monthsOf(activities: readonly PlanActivity[], follows: PlanDays | null): Months | null {
  const days = [follows?.starts, follows?.ends, ...activities.flatMap((one) => [one.starts, one.ends])].filter((one): one is string => Boolean(one)).map(day);
  if (days.length === 0) return null;
  const first = new Date(Math.min(...days));
  const last = new Date(Math.max(...days));
  const starts = Date.UTC(first.getUTCFullYear(), first.getUTCMonth(), 1);
  const ends = Date.UTC(last.getUTCFullYear(), last.getUTCMonth() + 1, 1);
  const months: { first: string; at: number }[] = [];
  for (let at = new Date(starts); at.getTime() < ends && months.length < 240; at = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 1))) {
    months.push({ first: at.toISOString().slice(0, 10), at: (at.getTime() - starts) / (ends - starts) });
  }
  return { months, starts, ends };
}

/** Where an activity stands among the months; with one day alone it lasts that day. None where it has no day. */
export function barOf({ starts, ends }: Pick<PlanActivity, 'starts' | 'ends'>, months: Months): Bar | null {
  const [from, to] = [starts ?? ends, ends ?? starts];
  if (!from || !to) return null;
  const whole = months.ends - months.starts;
  return { from: (day(from) - months.starts) / whole, width: (day(to) + DAY - day(from)) / whole };
}

/** Where today stands among the months; none outside of them. */
export function todayAt(today: string, months: Months): number | null {
  const at = day(today);
  return at < months.starts || at >= months.ends ? null : (at - months.starts) / (months.ends - months.starts);
}

/** How wide a day is where the months are so wide. */
export function dayWidth(width: number, months: Months): number {
  return (width * DAY) / (months.ends - months.starts);
}

/** The same day, so many days later. */
export function shifted(iso: string, days: number): string {
  return new Date(day(iso) + days * DAY).toISOString().slice(0, 10);
}
