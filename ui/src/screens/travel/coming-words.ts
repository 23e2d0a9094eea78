// What a file would change in one record, in the words that Decide uses.
import type { ComingField, ComingRecord } from '../../lib/host';
import type { JsonValue } from '../../lib/host/wire/serde_json/JsonValue';
import { t, tOr } from '../../lib/words';
import { longDate } from '../../lib/words/format';
import { recordWords } from '../../lib/words/values';
import { fieldWords, valueWords, type ValueWords } from '../../lib/words/values';

/** In which part of the list a record stands. */
export type Part = 'decide' | 'changed' | 'new';

export interface Line {
  /** Which field; none where the record's kind says it. */
  readonly field: string;
  /** What stands here now. */
  readonly before: readonly ValueWords[];
  /** What would stand here; of a difference, what the file brings beside it. */
  readonly after: readonly ValueWords[];
  /** What becomes of it, where the values do not say it. */
  readonly becomes: string;
  readonly differs: boolean;
  /** A value is kept for review: nothing becomes of what stands here. */
  readonly aside: boolean;
}

export function partOf(record: ComingRecord): Part {
  // What is kept for review waits for somebody too.
  if (record.fields.some((field) => field.becomes === 'differs' || field.becomes === 'aside')) return 'decide';
  return record.isNew ? 'new' : 'changed';
}

/** What to call a record that is no person. */
export function titleWords(record: ComingRecord): string {
  const { subject, place } = recordWords(record.kind, record.name);
  if (place) return `${subject} · ${place}`;
  return subject || (record.register ? halfDay(record.register) : tOr(`coming.kind.${record.kind}`, record.kind));
}

/** What kind of record it is and where it belongs. */
export function placeWords(record: ComingRecord): string {
  const { kind, register, of, programmeCode } = record;
  const named = record.person !== null || record.name !== '';
  const day = register && named ? [t('decide.register', { day: longDate(register.date), half: half(register.half) })] : [];
  // A mark says itself that it is one; its register is what matters.
  const what = kind === 'mark' && day.length > 0 ? [] : [tOr(`coming.kind.${kind}`, kind)];
  const to = kind === 'commitment' ? of.map((one) => Object.values(recordWords('plan_version', one)).filter(Boolean).join(' · ')) : of;
  return [...what, ...day, ...to, ...(kind === 'programme' ? [programmeCode] : [])].filter(Boolean).join(' · ');
}

function half(code: string): string {
  return tOr(`half.${code}.long`, code);
}

function halfDay({ date, half: code }: { date: string; half: string }): string {
  return `${longDate(date)}, ${half(code)}`;
}

/** What changes in a record, line by line. What a new record is called is not said twice. */
export function lines(record: ComingRecord): Line[] {
  if (!record.isNew || record.fields.length < 2) return record.fields.map((field) => line(record, field));
  const told = record.fields.filter((field) => !NAMING.includes(field.field) && field.becomes === 'added').flatMap((field) => say(record, field.after).slice(0, 1));
  const all = told.map((one) => one.title).join(' · ');
  const others = record.fields.filter((field) => field.becomes !== 'added').map((field) => line(record, field));
  return all === '' ? others : [{ field: '', before: [], after: [{ title: all, about: '', mark: null, long: all.length > 80 }], becomes: '', differs: false, aside: false }, ...others];
}

/** Fields that make up a record's own name. */
const NAMING: readonly string[] = ['name', 'title', 'code', 'host'];

function line(record: ComingRecord, field: ComingField): Line {
  const { becomes, after } = field;
  const unsaid = record.isNew || field.before.length > 0 ? undefined : UNSAID[`${record.kind}.${field.field}`];
  const before = unsaid ? [unsaid] : field.before;
  const differs = becomes === 'differs';
  const aside = becomes === 'aside';
  const isRemoval = field.field === 'removed';
  const without = (values: readonly JsonValue[], known: readonly JsonValue[]): JsonValue[] => values.filter((value) => !known.some((one) => JSON.stringify(one) === JSON.stringify(value)));
  // Of a difference the value that stands here is told once; the others come with the file. So it is with what is kept for review.
  const news = differs || aside ? without(after, before) : after.slice(0, 1);
  // Beside a value that is kept for review, what stays as it is says nothing.
  const was = differs ? before : aside ? without(before.slice(0, 1), after) : before.slice(0, 1);
  const own = record.fields.length === 1 && (field.field === record.kind || SPEAKS[record.kind] === field.field);
  return {
    field: isRemoval || own ? '' : fieldWords(record.kind, field.field),
    before: isRemoval ? [] : say(record, was),
    after: isRemoval ? [] : say(record, news),
    becomes: isRemoval ? t(differs ? 'decide.removedEdited' : becomes === 'removed' ? 'coming.removed' : 'coming.back') : tOr(`coming.${becomes}`, ''),
    differs,
    aside,
  };
}

/** What a field means while nobody has said anything. */
const UNSAID: Readonly<Record<string, JsonValue>> = { 'register.state': { state: 'open' }, 'output.state': { state: 'draft' }, 'plan.state': { state: 'draft' } };

/** The one field of a kind that everybody means. */
const SPEAKS: Readonly<Record<string, string>> = { membership: 'place', attachment: 'file', sheet: 'page', ride: 'seat', headcount: 'count', review_note: 'text', output_version: 'frozen', plan_member: 'member_role', plan_partner: 'partner', plan_output: 'output', plan_version: 'frozen', commitment: 'committed', progress_report: 'progress', plan_rating: 'rating' };

function say(record: ComingRecord, values: readonly JsonValue[]): ValueWords[] {
  const own = `${record.name} · `;
  // The name stands on the left: here stands what else is said.
  const words = values.map((value) => valueWords(record.kind, value, record.names)).map((one) => (record.name && one.title.startsWith(own) ? { ...one, title: one.title.slice(own.length) } : one));
  return words.filter((one) => one.title !== '' && one.title !== record.name);
}
