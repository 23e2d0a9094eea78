// The months after the training on the stand-in desk: two told of, one without a report, a plan that became two.
import type {
  CascadeArgs, ContactArgs, DueArgs, FormRead, GlanceCell, GlanceRow, HelpArgs, MonthRateArgs, MonthReportArgs, PlanLight, PlanMonths, PlansGlance, PlanState, RemoveToldArgs,
} from '../src/lib/host';
import type { StandIn } from './desk';
import type { Plans } from './plans';

const refuse = (code: string, params: Record<string, string | number> = {}): never => {
  throw { code, params };
};
let next = 0;
const version = (): string => `m${(next += 1)}`;
const MONTHS = ['2012-06', '2012-07', '2012-08', '2012-09', '2012-10', '2012-11'];

/** A photograph that shows what was done. */
const file = { id: 'ev-1', hash: 'h9', name: 'label.jpg', mime: 'image/jpeg', bytes: 120_000, width: 800, height: 600, here: true };

function empty(): PlanMonths {
  return { months: MONTHS, reports: [], ratings: [], contacts: [], help: [], cascades: [] };
}

function rice(): PlanMonths {
  return {
    months: MONTHS,
    reports: [
      { id: 'rep-1', activity: 'act-1', month: '2012-06', doing: 'done', percent: null, said: 'All eleven mills were visited.', evidence: [file], seen: { progress: '1', said: '1' }, contents: 'all-of-it' },
      { id: 'rep-2', activity: 'act-2', month: '2012-11', doing: 'under_way', percent: 60, said: 'Seven mills have sent two people each.', evidence: [], seen: { progress: '1', said: '1' }, contents: 'all-of-it' },
    ],
    ratings: [{ month: '2012-06', light: 'green', reason: null, seen: '1' }, { month: '2012-11', light: 'amber', reason: 'The certification body comes in December', seen: '1' }],
    contacts: [{ id: 'con-1', date: '2012-09-21', way: 'visit', coach: 'Dr. Ploy', said: 'Six mills are under the certificate.', nextStep: 'Send the list of lots', nextOn: '2012-10-05', seen: { contact: '1', said: '1', next: '1' }, contents: 'all-of-it' }],
    help: [{ id: 'hel-1', date: '2012-07-30', title: 'A lesson for auditors', by: 'Dr. Ploy', amount: 2, unit: 'days', request: null, seen: { gave: '1', request: '' }, contents: 'all-of-it' }],
    cascades: [{ id: 'cas-1', date: '2012-08-20', title: 'How to label organic rice', place: 'Takeo', attended: { women: 12, men: 8, notStated: 1 }, noted: null, seen: { event: '1', attended: '1', noted: '' }, contents: 'all-of-it' }],
  };
}

function rows(plans: Plans): GlanceRow[] {
  const made = (code: string, sector: string, country: string, state: PlanState, lights: readonly (PlanLight | 0 | 1 | null)[], text: string, silent = false): GlanceRow => {
    const months: GlanceCell[] = MONTHS.map((month, at) => {
      const told = lights[at] ?? null;
      const light = typeof told === 'string' ? told : null;
      return { month, light, reason: light && light !== 'green' ? 'The rains came early' : null, reports: told === null ? 0 : 2, moving: told === 0 ? 0 : told === null ? 0 : 1 };
    });
    const id = plans.all.find((one) => one.line.code === code)?.line.id ?? `plan-${code}`;
    const last = text ? { date: '2012-09-21', of: 'contact' as const, text } : null;
    const due = state === 'in_progress' ? { plan: id, code, what: 'activity' as const, date: '2012-10-19', title: 'Visit of the certification body', late: silent } : null;
    return { id, code, sector, country, state, activities: 4, done: state === 'completed' ? 4 : 2, months, last, next: due, silent };
  };
  return [
    made('AP01', 'Milled organic rice', 'KH', 'in_progress', ['green', 'green', 'amber', 'amber', null, 'amber'], 'Six mills are under the certificate, and the seventh has asked for the visit of the auditors.'),
    made('AP02', 'Silk', 'LA', 'superseded', ['amber', 1], 'Becomes AP03 and AP04.'),
    made('AP03', 'Silk weaving', 'LA', 'in_progress', [null, null, 'green', 'green', 'green'], 'Forty weavers test their dye.'),
    made('AP04', 'Natural dyes', 'LA', 'in_progress', [null, null, 0, 'red'], 'No dye has been bought.', true),
    made('AP05', 'Coffee', 'LA', 'dropped', ['red'], 'No money.'),
    made('AP06', 'Lacquerware', 'MM', 'completed', ['green', 'green', 'green', 'green', 'green', 'green'], 'ปิดแผนแล้ว'),
    made('AP07', 'Instant noodles', 'KH', 'in_progress', ['green', 'amber', 'amber'], 'The firms signed.'),
    made('AP08', 'Bamboo and rattan', 'VN', 'committed', [], '', true),
    made('AP09', 'Tea', 'CN', 'in_progress', [1, 1, 'green', 'green'], 'Second picking.'),
    made('AP10', 'Pottery', 'TH', 'partly', ['green', 'amber', 'red', 'amber', 'green', 'green'], 'Two kilns of three.'),
  ];
}

/** Keeps what is told as the desk would. */
export class Months {
  #told = new Map<string, PlanMonths>([['plan-AP01', rice()]]);

  constructor(private readonly desk: StandIn, private readonly plans: Plans) {}

  #of(id: string): PlanMonths {
    return this.#told.get(id) ?? empty();
  }

  #change(id: string, work: (told: PlanMonths) => void): PlanMonths {
    const before = this.#of(id);
    const after = structuredClone(before);
    work(after);
    this.#told.set(id, after);
    this.desk.undo.push(() => this.#told.set(id, before));
    return after;
  }

  commands(): Record<string, (args: never) => unknown> {
    const form = (file: string): FormRead => ({
      file, fileName: 'AP01 2012-11.xlsx', month: '2012-11', added: 3, updated: 1, unchanged: 1, differs: 1, refused: [],
      rows: [{ row: 8, about: 'activity', title: 'Train two people of each mill', outcome: 'updated' }, { row: 9, about: 'activity', title: 'Visit of the certification body', outcome: 'added' }, { row: 11, about: 'rating', title: 'The plan as a whole', outcome: 'differs' }, { row: 20, about: 'indicator', title: 'Mills that share a dryer (mills)', outcome: 'added' }, { row: 24, about: 'request', title: 'A dyer', outcome: 'added' }],
    });
    return {
      months_of: ({ id }: { id: string }) => this.#of(id),
      months_report: ({ id, activity, month, progress, said, seen }: MonthReportArgs) =>
        this.#change(id, (told) => {
          let report = told.reports.find((one) => one.activity === activity && one.month === month);
          if ((report?.seen.progress ?? null) !== (seen?.progress ?? null)) refuse('stale_in_test');
          if (!report) told.reports.push((report = { id: version(), activity, month, doing: null, percent: null, said: null, evidence: [], seen: { progress: '', said: '' }, contents: 'all-of-it' }));
          if (progress) Object.assign(report, progress, { seen: { ...report.seen, progress: version() } });
          if (said !== null) Object.assign(report, { said: said || null, seen: { ...report.seen, said: version() } });
        }),
      months_attach: ({ id, report }: { id: string; report: string }) =>
        this.#change(id, (told) => {
          const found = told.reports.find((one) => one.id === report);
          if (found) found.evidence = [...found.evidence, { ...file, id: 'file-new' }];
        }),
      months_take_off: ({ id, report, file }: { id: string; report: string; file: string }) =>
        this.#change(id, (told) => {
          const found = told.reports.find((one) => one.id === report);
          if (found) found.evidence = found.evidence.filter((one) => one.id !== file);
        }),
      months_rate: ({ id, month, light, reason, seen }: MonthRateArgs) =>
        this.#change(id, (told) => {
          const rating = told.ratings.find((one) => one.month === month);
          if ((rating?.seen ?? null) !== seen) refuse('stale_in_test');
          told.ratings = [...told.ratings.filter((one) => one !== rating), { month, light, reason: reason || null, seen: version() }];
        }),
      months_contact: ({ id, contact, date, way, coach, said, nextStep, nextOn }: ContactArgs) =>
        this.#change(id, (told) => {
          const one = { id: contact ?? version(), date, way, coach, said: said || null, nextStep: nextStep || null, nextOn, seen: { contact: version(), said: version(), next: version() }, contents: 'all-of-it' };
          told.contacts = [one, ...told.contacts.filter((known) => known.id !== contact)];
        }),
      months_help: ({ id, help, date, title, by, amount, unit, request }: HelpArgs) =>
        this.#change(id, (told) => {
          const one = { id: help ?? version(), date, title, by, amount, unit: amount === null ? null : unit, request, seen: { gave: version(), request: version() }, contents: 'all-of-it' };
          told.help = [one, ...told.help.filter((known) => known.id !== help)];
        }),
      months_cascade: ({ id, cascade, date, title, place, attended, noted }: CascadeArgs) =>
        this.#change(id, (told) => {
          const one = { id: cascade ?? version(), date, title, place: place || null, attended, noted: noted || null, seen: { event: version(), attended: version(), noted: version() }, contents: 'all-of-it' };
          told.cascades = [one, ...told.cascades.filter((known) => known.id !== cascade)];
        }),
      months_remove: ({ id, kind, record }: RemoveToldArgs) =>
        this.#change(id, (told) => {
          const list = ({ report: 'reports', contact: 'contacts', help: 'help', cascade: 'cascades' } as const)[kind];
          const left = (told[list] as { id: string }[]).filter((one) => one.id !== record);
          if (left.length === told[list].length) refuse('no_such_word');
          Object.assign(told, { [list]: left });
        }),
      months_glance: (): PlansGlance => ({
        months: MONTHS,
        plans: rows(this.plans),
        places: [{ plan: 'plan-AP02', column: 0 }, { plan: 'plan-AP05', column: 0 }, { plan: 'plan-AP03', column: 1 }, { plan: 'plan-AP04', column: 1 }],
        steps: [{ from: 'plan-AP02', to: 'plan-AP03' }, { from: 'plan-AP02', to: 'plan-AP04' }, { from: 'plan-AP05', to: 'plan-AP04' }],
      }),
      months_due: ({ days }: DueArgs) =>
        days < 1 ? [] : [
          { plan: 'plan-AP01', code: 'AP01', what: 'report', date: '2012-10-31', title: '2012-10', late: true },
          { plan: 'plan-AP01', code: 'AP01', what: 'step', date: '2012-10-05', title: 'Send the list of lots', late: true },
          { plan: 'plan-AP07', code: 'AP07', what: 'activity', date: '2012-11-23', title: 'First container', late: false },
          { plan: 'plan-AP07', code: 'AP07', what: 'assistance', date: '2012-11-30', title: 'Somebody who knows the customs forms', late: false },
        ],
      months_calendar: () => ({ name: 'SMECEC-2012 plans.ics', folder: '/home/thida/Documents', bytes: 9_000 }),
      months_form: ({ month }: { month: string }) => ({ name: `AP01 ${month}.xlsx`, folder: '/home/thida/Documents', bytes: 12_000 }),
      months_read_form: () => form('form-1'),
      months_accept_form: ({ id, file }: { id: string; file: string }) => {
        this.#change(id, (told) => told.reports.push({ id: version(), activity: 'act-3', month: '2012-11', doing: 'not_started', percent: null, said: null, evidence: [], seen: { progress: version(), said: '' }, contents: 'all-of-it' }));
        return form(file);
      },
    };
  }
}
