import type { JsonValue } from '../../lib/host/wire/serde_json/JsonValue';
import { isStatus, type Mark } from '../../lib/marks';
import { t, tOr } from '../../lib/words';
import { country, longDate, organisationType } from '../../lib/words/format';
import { markWords } from '../../lib/words/marks';

/** One of two values, as a person would say it. */
export interface ValueWords {
  readonly title: string;
  readonly about: string;
  readonly mark: Pick<Mark, 'status' | 'minutes'> | null;
  readonly long: boolean;
}

const LONG = 80;

/** Says a value of any field; a mark with its reason and approver below it. */
export function valueWords(kind: string, value: JsonValue): ValueWords {
  if (value === null) return { title: t('decide.cleared'), about: '', mark: null, long: false };
  if (typeof value !== 'object' || Array.isArray(value)) {
    const title = plain('', value);
    return { title, about: '', mark: null, long: title.length > LONG };
  }
  const status = value['status'];
  if (kind === 'mark' && typeof status === 'string' && isStatus(status)) {
    const minutes = typeof value['minutes'] === 'number' ? value['minutes'] : null;
    const about = [value['reason'], value['approver']].filter((one): one is string => typeof one === 'string' && one !== '').join(' · ');
    return { title: markWords({ status, minutes }), about, mark: { status, minutes }, long: false };
  }
  if (kind === 'programme' && 'min_percent' in value) {
    const figure = (part: string): number => Number(value[part] ?? 0);
    const title = t('rules.words', { percent: figure('min_percent'), grace: figure('grace_minutes'), months: figure('follow_up_months') });
    return { title, about: '', mark: null, long: false };
  }
  const parts = Object.entries(value)
    .filter((part): part is [string, JsonValue] => part[1] !== null && part[1] !== undefined && part[1] !== '')
    .map(([part, one]) => plain(part, one));
  const title = parts.join(' · ') || t('decide.cleared');
  return { title, about: '', mark: null, long: title.length > LONG };
}

function plain(part: string, value: JsonValue): string {
  if (typeof value === 'boolean') return t(value ? 'common.yes' : 'common.no');
  if (typeof value === 'string') {
    if (part === 'country') return country(value);
    if (part === 'org_type') return organisationType(value);
    if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return longDate(value);
    return tOr(`sex.${part === 'sex' ? value : ''}`, tOr(`output.${part === 'state' ? value : ''}`, value));
  }
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** Which field differs. */
export function fieldWords(kind: string, field: string): string {
  return tOr(`decide.${kind}.${field}`, tOr(`field.${field}`, field));
}
