import type { PlanLineField, PlanPart, PlanView } from '../../lib/host';
import type { MessageId } from '../../lib/words';

/** How one value of a line is typed. */
export type Typing = 'text' | 'day' | 'person' | 'stage' | 'currency' | 'given';

/** One value of a line. */
export interface Column {
  readonly name: string;
  readonly typing: Typing;
  readonly label: MessageId;
  /** A line without it has no name. */
  readonly needed?: true;
}

/** Values that are written together, and of which the screen saw one version. */
export interface Group {
  readonly field: PlanLineField['field'];
  /** What its version is called, where that is not the field's name. */
  readonly seen?: string;
  readonly columns: readonly Column[];
}

/** A line as forms know it: its values are texts, an empty one is none. */
export type Values = Record<string, string>;

export interface Line {
  readonly id: string;
  readonly seen: Readonly<Record<string, string>>;
}

const column = (name: string, typing: Typing = 'text', needed = false): Column => ({
  name,
  typing,
  label: `plans.column.${name}` as MessageId,
  ...(needed && { needed: true as const }),
});
const title = column('title', 'text', true);

/** What each list of a plan consists of, in the order in which people read it. */
export const GROUPS: Readonly<Record<PlanPart, readonly Group[]>> = {
  activity: [
    { field: 'activity', columns: [title] },
    { field: 'period', columns: [column('starts', 'day'), column('ends', 'day')] },
    { field: 'responsible', columns: [column('participant', 'person'), column('other')] },
    { field: 'stage', columns: [column('stage', 'stage')] },
  ],
  partner: [{ field: 'partner', columns: [column('name', 'text', true), column('contribution')] }],
  output: [{ field: 'output', columns: [title] }],
  indicator: [
    { field: 'measure', columns: [title, column('unit')] },
    { field: 'baseline', columns: [column('baseline')] },
    { field: 'target', columns: [column('target')] },
    { field: 'actual', seen: 'reached', columns: [column('actual'), column('measured', 'day')] },
  ],
  budget: [
    { field: 'item', columns: [title] },
    { field: 'amount', columns: [column('amount'), column('currency', 'currency')] },
    { field: 'source', columns: [column('source')] },
  ],
  risk: [
    { field: 'risk', columns: [title] },
    { field: 'response', columns: [column('response')] },
  ],
  assistance: [
    { field: 'asked', columns: [title, column('needed', 'day')] },
    { field: 'given', columns: [column('state', 'given'), column('on', 'day'), column('given')] },
  ],
};

/** The lists that stand beside what a plan says itself. */
export const BESIDE = ['partner', 'output'] as const satisfies readonly PlanPart[];
/** The lists below its activities, in the order in which a team writes them. */
export const BELOW = ['indicator', 'budget', 'risk', 'assistance'] as const satisfies readonly PlanPart[];

export function linesOf(plan: PlanView, part: PlanPart): readonly Line[] {
  const { activities, partners, outputs, indicators, budget, risks, assistance } = plan;
  return { activity: activities, partner: partners, output: outputs, indicator: indicators, budget, risk: risks, assistance }[part];
}

/** What a form begins with. */
export function valuesOf(part: PlanPart, line: Line | null): Values {
  const values: Values = {};
  for (const { name } of GROUPS[part].flatMap((group) => group.columns)) {
    const value: unknown = line ? (line as unknown as Record<string, unknown>)[name] : null;
    values[name] = typeof value === 'string' ? value : '';
  }
  if (part === 'assistance' && values['state'] === '') values['state'] = 'asked';
  return values;
}

/** The fields whose values differ, with what the screen saw of each. */
export function editsOf(part: PlanPart, line: Line | null, before: Values, after: Values): { field: PlanLineField; seen: string }[] {
  return GROUPS[part]
    .filter((group) => group.columns.some(({ name }) => (before[name] ?? '') !== (after[name] ?? '').trim()))
    .map((group) => ({ field: fieldOf(group, after), seen: line?.seen[group.seen ?? group.field] ?? '' }));
}

function fieldOf(group: Group, values: Values): PlanLineField {
  const field: Record<string, string | null> = { field: group.field };
  for (const { name, typing } of group.columns) {
    const value = (values[name] ?? '').trim();
    // An empty day, person or stage is none; an empty text is an empty text.
    field[name] = value === '' && ['day', 'person', 'stage'].includes(typing) ? null : value;
  }
  return field as unknown as PlanLineField;
}
