import type { ContactWay, Doing, GlanceCell, HelpUnit, PlanLight } from '../../../lib/host';
import { t } from '../../../lib/words';
import { localDay, monthName } from '../../../lib/words/format';

export const DOING = ['not_started', 'under_way', 'done', 'stopped'] as const satisfies readonly Doing[];
export const LIGHTS = ['green', 'amber', 'red'] as const satisfies readonly PlanLight[];
export const WAYS = ['visit', 'telephone', 'mail', 'message'] as const satisfies readonly ContactWay[];
export const UNITS = ['hours', 'days'] as const satisfies readonly HelpUnit[];

/** "Jun 2012" of `2012-06`. */
export function monthOf(month: string): string {
  return `${monthName(`${month}-01`)} ${month.slice(0, 4)}`;
}

/** What a cell of the glance says. */
export function cellWords({ light, reason, reports, moving }: GlanceCell): string {
  const told = reports === 0 ? t('months.noReport') : moving === 0 ? t('months.noProgress') : t('months.told');
  return light ? [t(`light.${light}`), reason, reports === 0 ? t('months.noReport') : ''].filter(Boolean).join(' · ') : told;
}

/** The last month that is over, or the first: what one tells of today. */
export function currentMonth(months: readonly string[]): string {
  const now = localDay(new Date().toISOString()).slice(0, 7);
  return months.findLast((month) => month < now) ?? months[0] ?? now;
}
