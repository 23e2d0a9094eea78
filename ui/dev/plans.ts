// Action plans on the stand-in desk: one that its team stands for and has changed since, one with stages, one that says nothing yet.
import type {
  AddPlanArgs, AddPlanLineArgs, CommitArgs, EditPlanArgs, EditPlanLineArgs, PlanActivity, PlanDifference, PlanLine, PlanLineField, PlanOriginArgs, PlanPart, PlanSeatArgs, PlanSheetOffArgs, PlanStage, PlanStateArgs, PlanView, RemovePlanLineArgs,
} from '../src/lib/host';
import type { StandIn } from './desk';

const refuse = (code: string, params: Record<string, string | number> = {}): never => {
  throw { code, params };
};
let next = 0;
const version = (): string => `p${(next += 1)}`;

/** Which version each field's value has, by the field's name. */
const SEEN: Readonly<Record<PlanPart, readonly string[]>> = {
  activity: ['activity', 'period', 'responsible', 'stage'], partner: ['partner'], output: ['output'], indicator: ['measure', 'baseline', 'target', 'reached'], budget: ['item', 'amount', 'source'], risk: ['risk', 'response'], assistance: ['asked', 'given'],
};
const LISTS = { activity: 'activities', partner: 'partners', output: 'outputs', indicator: 'indicators', budget: 'budget', risk: 'risks', assistance: 'assistance' } as const satisfies Record<PlanPart, keyof PlanView>;
const EMPTY: Readonly<Record<string, null>> = Object.fromEntries(['starts', 'ends', 'participant', 'other', 'stage', 'unit', 'baseline', 'target', 'actual', 'measured', 'amount', 'currency', 'source', 'response', 'contribution', 'needed', 'on', 'given'].map((name) => [name, null]));

type Line = { id: string; seen: Record<string, string> } & Record<string, unknown>;

function activity(id: string, title: string, starts: string | null, ends: string | null, participant: string | null, stage: PlanStage | null = null): PlanActivity {
  return { id, title, starts, ends, participant, other: participant ? null : 'the certification body', stage, seen: { activity: '1', period: '1', responsible: '1', stage: '1' } };
}

/** Keeps plans as the desk would. */
export class Plans {
  all: PlanView[];
  /** What each version said: its activities by title. */
  #kept = new Map<string, PlanView>();

  constructor(private readonly desk: StandIn) {
    const rice = this.#plan('AP01', 'capacity_development', 'KH', 'Milled organic rice', [0, 1, 2]);
    rice.texts = { ...rice.texts, problem: 'Eleven rice mills sell organic rice, but only four hold a certificate.', objective: 'One group certificate by November.', targetGroup: 'Eleven mills.' };
    rice.activities = [
      activity('act-1', 'Visit all eleven mills and write down how each one buys, stores and labels', '2012-06-04', '2012-06-22', 'person-1'),
      activity('act-2', 'Train two people of each mill', '2012-07-16', '2012-08-10', 'person-2'),
      activity('act-3', 'Visit of the certification body', '2012-10-08', '2012-10-19', null),
    ];
    rice.outputs = [{ id: 'out-1', title: 'A common label', seen: { output: '1' } }];
    rice.indicators = [{ id: 'ind-1', title: 'Mills under the certificate', unit: 'mills', baseline: '4', target: '11', actual: '6', measured: '2012-09-21', seen: { measure: '1', baseline: '1', target: '1', reached: '1' } }];
    rice.budget = [{ id: 'bud-1', title: 'Trainer of auditors', amount: '2400.00', currency: 'USD', source: 'Mekong Institute', seen: { item: '1', amount: '1', source: '1' } }];
    rice.sums = [{ amount: '2400.00', currency: 'USD' }];
    rice.line.state = 'presented';
    this.#keep(rice);
    const noodles = this.#plan('AP07', 'consortium_formation', 'KH', 'Instant noodles', [3, 4]);
    noodles.texts.stage = 'trust_building';
    noodles.activities = [activity('act-4', 'Choose the firms', '2012-06-04', '2012-06-22', 'person-4', 'selection'), activity('act-5', 'First container', '2012-11-05', '2012-11-23', 'person-5', 'operation')];
    this.all = [rice, this.#plan('AP02', 'capacity_development', 'LA', 'Silk', [6, 7]), noodles];
  }

  #plan(code: string, kind: PlanLine['kind'], country: string, sector: string, team: readonly number[]): PlanView {
    const seen = { kind: '1', country: '1', sector: '1', stage: '1', problem: '1', objective: '1', targetGroup: '1' };
    const members = team.flatMap((at) => this.desk.people[at] ?? []).map(({ id, facts, belongs }) => ({ participant: id, code: facts.code, name: facts.name, native: facts.native, language: facts.language, role: 'member', belongs, instead: null, seen: `m-${facts.code}` }));
    return {
      line: { id: `plan-${code}`, code, kind, country, sector, isic: null, state: 'draft', reason: null, successor: null, team: members },
      texts: { kind, country, sector, isic: null, stage: null, problem: '', objective: '', targetGroup: '' }, seen, stateSeen: 's0', origin: null, originSeen: 'o0', contents: `all-${code}`,
      partners: [], activities: [], outputs: [], indicators: [], budget: [], sums: [], risks: [], assistance: [], versions: [], kept: false, follows: { starts: '2012-05-25', ends: '2012-11-25' },
    };
  }

  #keep(plan: PlanView): void {
    if (plan.kept) return;
    if (plan.activities.length === 0 && !plan.texts.problem && !plan.texts.objective && plan.outputs.length === 0) refuse('plan_empty');
    const id = `${plan.line.code}-v${plan.versions.length + 1}`;
    this.#kept.set(id, structuredClone(plan));
    plan.versions.push({ id, number: plan.versions.length + 1, at: '2012-05-25T03:00:00Z', author: 'Thida N.', commitments: [], sheets: [] });
    plan.kept = true;
  }

  #find(id: string): PlanView {
    return this.all.find((one) => one.line.id === id) ?? refuse('no_such_plan');
  }

  /** Everything that changes a plan can be taken back. */
  #change(id: string, work: (plan: PlanView) => void, says = true): PlanView {
    const before = structuredClone(this.all);
    const plan = this.#find(id);
    work(plan);
    if (says) plan.kept = false;
    this.desk.undo.push(() => (this.all = before));
    return plan;
  }

  #fresh(now: string, seen: string): void {
    // A real desk would keep both values: here a version that is not the one shown is a mistake of the screen.
    if (now !== seen) refuse('stale_in_test', { seen, now });
  }

  #put(line: Line, { field, ...values }: PlanLineField): void {
    Object.assign(line, Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value === '' ? null : value])));
    const of = field === 'actual' ? 'reached' : field;
    line.seen[of] = version();
  }

  #part(fields: readonly PlanLineField[]): PlanPart {
    const of = fields[0]?.field === 'actual' ? 'reached' : (fields[0]?.field ?? '');
    return (Object.keys(SEEN) as PlanPart[]).find((part) => SEEN[part].includes(of)) ?? refuse('line_fields_mixed');
  }

  commands(): Record<string, (args: never) => unknown> {
    const lists = (plan: PlanView, part: PlanPart): Line[] => plan[LISTS[part]] as unknown as Line[];
    return {
      plans_list: () => this.all.map((plan) => plan.line),
      plans_one: ({ id }: { id: string }) => this.#find(id),
      plans_add: ({ code, kind, country, sector, isic }: AddPlanArgs) => {
        if (this.all.some((one) => one.line.code === code)) refuse('plan_code_taken', { code });
        const made = this.#plan(code, kind, country, sector, []);
        made.line.isic = made.texts.isic = isic;
        this.all = [...this.all, made];
        return made;
      },
      plans_edit: ({ id, texts }: EditPlanArgs) =>
        this.#change(id, (plan) => {
          plan.texts = texts;
          Object.assign(plan.line, { kind: texts.kind, country: texts.country, sector: texts.sector, isic: texts.isic });
        }),
      plans_add_line: ({ id, fields }: AddPlanLineArgs) =>
        this.#change(id, (plan) => {
          const part = this.#part(fields);
          const line: Line = { ...EMPTY, ...(part === 'assistance' && { state: 'asked' }), id: version(), seen: Object.fromEntries(SEEN[part].map((of) => [of, version()])) };
          for (const field of fields) this.#put(line, field);
          lists(plan, part).push(line);
        }),
      plans_edit_line: ({ id, line: which, edits }: EditPlanLineArgs) =>
        this.#change(id, (plan) => {
          const part = this.#part(edits.map((edit) => edit.field));
          const line = lists(plan, part).find((one) => one.id === which) ?? refuse('no_such_line');
          for (const { field, seen } of edits) {
            this.#fresh(line.seen[field.field === 'actual' ? 'reached' : field.field] ?? '', seen);
            this.#put(line, field);
          }
        }),
      plans_remove_line: ({ id, part, line }: RemovePlanLineArgs) =>
        this.#change(id, (plan) => {
          const at = lists(plan, part).findIndex((one) => one.id === line);
          if (at < 0) refuse('no_such_line');
          lists(plan, part).splice(at, 1);
        }),
      plans_seat: ({ id, participant, role, seen }: PlanSeatArgs) =>
        this.#change(id, ({ line }) => {
          const member = line.team.find((one) => one.participant === participant);
          if (member && seen !== null) this.#fresh(member.seen, seen);
          line.team = line.team.filter((one) => one !== member || role !== null);
          const person = this.desk.people.find((one) => one.id === participant);
          if (member && role) Object.assign(member, { role, seen: version() });
          else if (person && role) {
            const { facts, belongs } = person;
            line.team.push({ participant, code: facts.code, name: facts.name, native: facts.native, language: facts.language, role, belongs, instead: null, seen: version() });
            for (const one of line.team) if (one.instead === participant) one.instead = null;
          }
        }),
      plans_set_state: ({ id, state, reason, successor, seen }: PlanStateArgs) =>
        this.#change(
          id,
          (plan) => {
            this.#fresh(plan.stateSeen, seen);
            if (state === 'presented') this.#keep(plan);
            if (state === 'committed' && plan.versions.every((one) => one.commitments.length === 0)) refuse('plan_without_commitment');
            if ((state === 'in_progress' || state === 'completed') && !reason && plan.versions.every((one) => one.commitments.length === 0)) refuse('plan_steps_skipped', { to: state });
            Object.assign(plan.line, { state, reason: reason || null, successor });
            plan.stateSeen = version();
          },
          false,
        ),
      plans_came_from: ({ id, origin, seen }: PlanOriginArgs) =>
        this.#change(
          id,
          (plan) => {
            this.#fresh(plan.originSeen, seen);
            Object.assign(plan, { origin, originSeen: version() });
          },
          false,
        ),
      plans_keep: ({ id }: { id: string }) => this.#change(id, (plan) => this.#keep(plan), false),
      plans_commit: ({ id, version: which, participant, how, since, seen }: CommitArgs) =>
        this.#change(
          id,
          (plan) => {
            const kept = plan.versions.find((one) => one.id === which) ?? refuse('no_such_version');
            const found = kept.commitments.find((one) => one.participant === participant);
            this.#fresh(found?.seen ?? '', seen ?? '');
            kept.commitments = kept.commitments.filter((one) => one !== found);
            const person = this.desk.people.find((one) => one.id === participant)?.facts;
            if (!how && plan.line.state === 'committed' && plan.versions.every((one) => one.commitments.length === 0)) plan.line.state = 'presented';
            if (how && person) kept.commitments.push({ participant, code: person.code, name: person.name, how, since: since ?? '2012-05-25', seen: version() });
          },
          false,
        ),
      plans_attach_sheet: () => null,
      plans_take_off_sheet: ({ id, version, file }: PlanSheetOffArgs) =>
        this.#change(
          id,
          (plan) => {
            for (const one of plan.versions) if (one.id === version) one.sheets = one.sheets.filter((sheet) => sheet.id !== file);
          },
          false,
        ),
      plans_compare: ({ id, from, to }: { id: string; from: string; to: string | null }): PlanDifference[] => {
        const [before, after] = [this.#kept.get(from) ?? refuse('no_such_version'), to ? (this.#kept.get(to) ?? refuse('no_such_version')) : this.#find(id)];
        return before.activities.flatMap((one) => {
          const now = after.activities.find((other) => other.id === one.id);
          return now?.ends === one.ends ? [] : [{ list: 'activities', line: one.title, field: 'ends', before: one.ends, after: now?.ends ?? null }];
        });
      },
      plans_remove: ({ id }: { id: string }) => {
        const before = this.all;
        if (this.#find(id).versions.some((one) => one.commitments.length > 0)) refuse('plan_committed', { commitments: 1 });
        this.all = this.all.filter((one) => one.line.id !== id);
        this.desk.undo.push(() => (this.all = before));
        return this.all.map((plan) => plan.line);
      },
    };
  }
}
