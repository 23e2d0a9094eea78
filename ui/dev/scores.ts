import type {
  AddCriteriaArgs, AddFeedbackArgs, AddJurorArgs, Criterion, DeclareArgs, DrawOrderArgs, EditCriterionArgs, EditFeedbackArgs, EditJurorArgs, ExerciseArgs, Feedback, FeedbackByArgs, GiveArgs, HoldArgs, MinutesArgs, OfOutputArgs,
  OrderArgs, OutputResult, PlaceCriterionArgs, Presentations, RemoveCriterionArgs, RemoveFeedbackArgs, RemoveJurorArgs, Results, ScoreColumn, Scorer, ScorerLine, ScoreRemarkArgs, ScoringSheet,
  SheetArgs, SheetResult, Tally, TallyBoth, Turn, WithdrawArgs,
} from '../src/lib/host';
import type { StandIn } from './desk';

interface Sheet {
  points: Map<string, number>;
  interest: ScoreColumn['interest'];
  remark: string;
}

const NOBODY: Sheet = { points: new Map(), interest: null, remark: '' };
const two = (value: number): string => (Math.round(value * 100) / 100).toFixed(2);

/** Presentations, rubrics and scores, kept in memory. `crowd` fills a screen: 25 outputs, 12 criteria. */
export class Scores {
  /** By exercise. */
  readonly turns = new Map<string, Turn[]>();
  readonly criteria = new Map<string, Criterion[]>();
  readonly jurors: Scorer[] = [];
  /** Of jurors. */
  readonly organisations = new Map<string, string>();
  /** By output and scorer. */
  readonly sheets = new Map<string, Sheet>();
  readonly written: (Feedback & { output: string })[] = [];
  seed: number | null = 520_011;
  /** What the desk's clock says. */
  now = (): number => Date.now();

  constructor(private readonly desk: StandIn, crowd = false) {
    const turn = (output: string, groupName: string, title: string, state: Turn['state']): Turn => ({ output, groupName, title, state, minutes: 10, minutesSeen: '1', held: null, heldSeen: '' });
    const mapping = desk.outputs.filter((one) => one.exercise === 'exercise-1').map((one) => turn(one.id, one.groupName, one.title, one.state));
    mapping.push(turn('output-4', 'C', 'Dehydrated vegetables, Shan State', 'submitted'), turn('output-5', 'D', 'Coffee of the Central Highlands', 'draft'));
    if (crowd) for (let at = 5; at <= 25; at += 1) mapping.push(turn(`output-x${at}`, `${at}`, `Cluster map number ${at}, with a title that is rather long`, 'draft'));
    const began = this.now() - 86_400_000;
    if (mapping[0]) mapping[0] = { ...mapping[0], held: { beganMs: began, pausedSinceMs: null, pausedMs: 0, endedMs: began + 680_000 }, heldSeen: '1' };
    this.turns.set('exercise-1', mapping);
    this.turns.set('exercise-2', desk.outputs.filter((one) => one.exercise === 'exercise-2').map((one) => turn(one.id, one.groupName, one.title, one.state)));
    const lines = [['Content', 'It says what is there, and what is missing.', 40], ['Evidence', 'Figures and names stand behind it.', 30], ['Clarity', 'Somebody from another sector can follow.', 20], ['Time', 'Within the minutes that were given.', 10]] as const;
    const all = lines.map(([name, meaning, weight], at) => this.#line(`c${at + 1}`, { name, meaning, weight, outOf: 5 }));
    if (crowd) for (let at = 5; at <= 12; at += 1) all.push(this.#line(`c${at}`, { name: `A further point of view, number ${at}`, meaning: '', weight: 5, outOf: 10 }));
    this.criteria.set('exercise-1', all);
    this.jurors.push({ kind: 'juror', id: 'juror-1', name: 'Dr. Ploy Tuayang', code: null, side: 'panel' }, { kind: 'juror', id: 'juror-2', name: 'Bounthong Tuayang', code: null, side: 'panel' });
    const give = (output: string, scorer: string, points: readonly number[], more: Partial<Sheet> = {}): void => void this.sheets.set(`${output} ${scorer}`, { ...NOBODY, points: new Map(points.map((point, at) => [`c${at + 1}`, point])), ...more });
    give('output-1', 'juror-1', [5, 4, 4, 4]);
    give('output-1', 'juror-2', [4, 4, 5, 3], { interest: { relation: 'helped', why: 'Worked with the group the evening before.' } });
    give('output-1', 'group-B', [4, 3, 4, 3]);
    give('output-1', 'group-C', [5, 4, 5, 4]);
    give('output-1', 'person-12', [5, 5, 5, 5]);
    give('output-2', 'juror-1', [4, 5, 3, 5], { remark: 'Good figures.' });
    give('output-2', 'group-A', [4, 4]);
    const said = (id: string, output: string, word: Feedback['word'], by: string, text: string): void => void this.written.push({ id, output, word, by, text, author: 'Thida N.', at: '2012-05-15T09:20:00Z', textSeen: '1', bySeen: '1', contents: 'all' });
    said('f1', 'output-1', 'strength', 'Group C', 'The strength of each link can be seen at once.');
    said('f2', 'output-1', 'suggestion', 'Dr. Ploy Tuayang', 'Say how many weavers there are in each village.');
  }

  commands(): Record<string, (args: never) => unknown> {
    const of = ({ exercise }: ExerciseArgs): Presentations => this.#shown(exercise);
    const rubric = (exercise: string): Criterion[] => this.#shares(exercise);
    const set = <T>(map: Map<string, T>, key: string, value: T): void => {
      const before = map.get(key);
      this.desk.undo.push(() => (before === undefined ? map.delete(key) : map.set(key, before)));
      map.set(key, value);
    };
    const turns = (exercise: string): Turn[] => this.turns.get(exercise) ?? [];
    return {
      presentations_show: of,
      presentations_project: () => true,
      presentations_order: (args: OrderArgs) => {
        set(this.turns, args.exercise, args.outputs.flatMap((id) => turns(args.exercise).filter((turn) => turn.output === id)));
        this.seed = null;
        return of(args);
      },
      presentations_draw: (args: DrawOrderArgs) => {
        set(this.turns, args.exercise, [...turns(args.exercise)].reverse());
        this.seed = args.seed ?? 731_204;
        return of(args);
      },
      presentations_minutes: (args: MinutesArgs) => {
        set(this.turns, args.exercise, turns(args.exercise).map((turn) => ({ ...turn, minutes: args.planned.find((one) => one.output === turn.output)?.minutes ?? turn.minutes })));
        return of(args);
      },
      presentations_hold: (args: HoldArgs) => {
        set(this.turns, args.exercise, turns(args.exercise).map((turn) => (turn.output === args.output ? this.#held(turn, args.step) : turn)));
        return of(args);
      },
      scores_rubric: ({ exercise }: ExerciseArgs) => rubric(exercise),
      scores_add_criteria: ({ exercise, criteria }: AddCriteriaArgs) => {
        const known = this.criteria.get(exercise) ?? [];
        set(this.criteria, exercise, [...known, ...criteria.map((text, at) => this.#line(`c${known.length + at + 1}`, text))]);
        return rubric(exercise);
      },
      scores_edit_criterion: ({ exercise, criterion, text }: EditCriterionArgs) => {
        set(this.criteria, exercise, (this.criteria.get(exercise) ?? []).map((one) => (one.id === criterion ? { ...one, ...text } : one)));
        return rubric(exercise);
      },
      scores_place_criterion: ({ exercise, criterion, to }: PlaceCriterionArgs) => {
        const all = this.criteria.get(exercise) ?? [];
        const rest = all.filter((one) => one.id !== criterion);
        set(this.criteria, exercise, [...rest.slice(0, to - 1), ...all.filter((one) => one.id === criterion), ...rest.slice(to - 1)]);
        return rubric(exercise);
      },
      scores_remove_criterion: ({ exercise, criterion }: RemoveCriterionArgs) => {
        set(this.criteria, exercise, (this.criteria.get(exercise) ?? []).filter((one) => one.id !== criterion));
        return rubric(exercise);
      },
      scores_scorers: ({ exercise }: ExerciseArgs) => this.#lines(exercise),
      scores_add_juror: ({ exercise, name }: AddJurorArgs) => {
        this.jurors.push({ kind: 'juror', id: `juror-${this.jurors.length + 1}`, name, code: null, side: 'panel' });
        this.desk.undo.push(() => this.jurors.pop());
        return this.#lines(exercise);
      },
      scores_edit_juror: ({ exercise, juror, name, organisation }: EditJurorArgs) => {
        const at = this.jurors.findIndex((one) => one.id === juror);
        const before = this.jurors[at] as Scorer;
        this.jurors[at] = { ...before, name: name ?? before.name };
        if (organisation !== null) set(this.organisations, juror, organisation);
        this.desk.undo.push(() => (this.jurors[at] = before));
        return this.#lines(exercise);
      },
      scores_remove_juror: ({ exercise, juror }: RemoveJurorArgs) => {
        this.jurors.splice(this.jurors.findIndex((one) => one.id === juror), 1);
        return this.#lines(exercise);
      },
      scores_sheet: (args: SheetArgs) => this.#sheet(args),
      scores_give: ({ sheet, output, criterion, points }: GiveArgs) => {
        const known = this.#kept(output, sheet.scorer);
        const now = new Map(known.points);
        if (points === null) now.delete(criterion);
        else now.set(criterion, points);
        set(this.sheets, `${output} ${sheet.scorer}`, { ...known, points: now });
        return this.#sheet(sheet);
      },
      scores_declare: ({ sheet, output, interest }: DeclareArgs) => {
        set(this.sheets, `${output} ${sheet.scorer}`, { ...this.#kept(output, sheet.scorer), interest });
        return this.#sheet(sheet);
      },
      scores_remark: ({ sheet, output, remark }: ScoreRemarkArgs) => {
        set(this.sheets, `${output} ${sheet.scorer}`, { ...this.#kept(output, sheet.scorer), remark });
        return this.#sheet(sheet);
      },
      scores_withdraw: ({ sheet, output }: WithdrawArgs) => {
        const key = `${output} ${sheet.scorer}`;
        const before = this.sheets.get(key);
        this.sheets.delete(key);
        this.desk.undo.push(() => before && this.sheets.set(key, before));
        return this.#sheet(sheet);
      },
      scores_results: ({ exercise }: ExerciseArgs) => this.#results(exercise),
      scores_feedback: ({ output }: OfOutputArgs) => this.#feedback(output),
      scores_add_feedback: ({ output, word, by, text }: AddFeedbackArgs) => {
        this.written.push({ id: `f${this.written.length + 1}`, output, word, by, text, author: 'Thida N.', at: '2012-05-21T09:20:00Z', textSeen: '1', bySeen: '1', contents: 'all' });
        this.desk.undo.push(() => this.written.pop());
        return this.#feedback(output);
      },
      scores_edit_feedback: ({ output, id, text }: EditFeedbackArgs) => {
        const one = this.written.find((feedback) => feedback.id === id);
        if (one) one.text = text;
        return this.#feedback(output);
      },
      scores_feedback_by: ({ output, id, by }: FeedbackByArgs) => {
        const one = this.written.find((feedback) => feedback.id === id);
        if (one) one.by = by;
        return this.#feedback(output);
      },
      scores_remove_feedback: ({ output, id }: RemoveFeedbackArgs) => {
        const at = this.written.findIndex((feedback) => feedback.id === id);
        const gone = this.written.splice(at, 1);
        this.desk.undo.push(() => this.written.splice(at, 0, ...gone));
        return this.#feedback(output);
      },
    };
  }

  #line(id: string, text: { name: string; meaning: string; weight: number; outOf: number }): Criterion {
    return { id, ...text, share: '', seen: { name: '1', meaning: '1', weight: '1', scale: '1' }, contents: `all-${id}` };
  }

  #shares(exercise: string): Criterion[] {
    const all = this.criteria.get(exercise) ?? [];
    const sum = all.reduce((weights, one) => weights + one.weight, 0);
    return all.map((one) => ({ ...one, share: two((one.weight * 100) / sum) }));
  }

  #shown(exercise: string): Presentations {
    const title = exercise === 'exercise-1' ? 'Cluster mapping exercise' : 'SWOT of a home cluster';
    return { exercise, title, turns: this.turns.get(exercise) ?? [], seed: exercise === 'exercise-1' ? this.seed : null, orderSeen: '1', nowMs: this.now() };
  }

  #held(turn: Turn, step: HoldArgs['step']): Turn {
    const now = this.now();
    const { held } = turn;
    if (step === 'take_back') return { ...turn, held: null };
    if (!held) return { ...turn, held: { beganMs: now, pausedSinceMs: null, pausedMs: 0, endedMs: null }, state: 'submitted' };
    const running = { ...held, pausedMs: held.pausedMs + (held.pausedSinceMs === null ? 0 : now - held.pausedSinceMs), pausedSinceMs: null };
    if (step === 'pause') return { ...turn, held: { ...held, pausedSinceMs: now } };
    return step === 'end' ? { ...turn, held: { ...running, endedMs: now }, state: 'presented' } : { ...turn, held: running };
  }

  #scorers(): Scorer[] {
    const groups = this.desk.sets.flatMap((set) => set.groups).map(({ id, name }): Scorer => ({ kind: 'group', id, name, code: null, side: 'peers' }));
    const people = this.desk.people.map(({ id, facts }): Scorer => ({ kind: 'person', id, name: facts.name, code: facts.code, side: 'peers' }));
    return [...this.jurors, ...groups, ...people];
  }

  #own(scorer: string, turn: Turn): boolean {
    const group = this.desk.sets.flatMap((set) => set.groups).find((one) => one.name === turn.groupName);
    return group !== undefined && (group.id === scorer || group.members.some((member) => member.participant === scorer));
  }

  #kept(output: string, scorer: string): Sheet {
    return this.sheets.get(`${output} ${scorer}`) ?? NOBODY;
  }

  #share(exercise: string, sheet: Sheet): number | null {
    const all = this.#shares(exercise);
    if (all.length === 0 || all.some((one) => !sheet.points.has(one.id))) return null;
    const weights = all.reduce((sum, one) => sum + one.weight, 0);
    return all.reduce((sum, one) => sum + (one.weight * (sheet.points.get(one.id) ?? 0)) / one.outOf, 0) / weights * 100;
  }

  #lines(exercise: string): ScorerLine[] {
    const turns = this.turns.get(exercise) ?? [];
    return this.#scorers().map((scorer) => {
      const mine = turns.filter((turn) => !this.#own(scorer.id, turn));
      const begun = mine.map((turn) => this.#kept(turn.output, scorer.id)).filter((sheet) => sheet.points.size > 0);
      const complete = begun.filter((sheet) => this.#share(exercise, sheet) !== null).length;
      return { scorer, complete, begun: begun.length - complete, of: mine.length, juror: scorer.kind === 'juror' ? { organisation: this.organisations.get(scorer.id) ?? '', nameSeen: '1', organisationSeen: '1', contents: 'all' } : null };
    });
  }

  #sheet({ exercise, scorer }: SheetArgs): ScoringSheet {
    const columns = (this.turns.get(exercise) ?? []).map((turn): ScoreColumn => {
      const sheet = this.#kept(turn.output, scorer);
      const share = this.#share(exercise, sheet);
      const points = this.#shares(exercise).map((one) => ({ criterion: one.id, points: sheet.points.get(one.id) ?? null, seen: '1' }));
      return { output: turn.output, groupName: turn.groupName, title: turn.title, ownGroup: this.#own(scorer, turn), noticed: [], interest: sheet.interest, interestSeen: '1', remark: sheet.remark, remarkSeen: '1', points, share: share === null ? null : two(share), contents: this.sheets.has(`${turn.output} ${scorer}`) ? 'all' : null };
    });
    return { scorer: this.#scorers().find((one) => one.id === scorer) as Scorer, columns };
  }

  #results(exercise: string): Results {
    const criteria = this.#shares(exercise);
    const outputs = (this.turns.get(exercise) ?? []).map((turn): OutputResult => {
      const sheets = this.#scorers().flatMap((scorer): SheetResult[] => {
        const sheet = this.#kept(turn.output, scorer.id);
        const share = this.#share(exercise, sheet);
        if (sheet.points.size === 0) return [];
        return [{ scorer, share: share === null ? null : two(share), given: sheet.points.size, ownGroup: this.#own(scorer.id, turn), declared: sheet.interest?.relation ?? null, noticed: [] }];
      });
      const counting = sheets.filter((one) => one.share !== null && !one.ownGroup);
      const both = (side: string | null): TallyBoth => {
        const mine = counting.filter((one) => side === null || one.scorer.side === side);
        return { counted: tally(mine.map((one) => Number(one.share))), unflagged: tally(mine.filter((one) => one.declared === null).map((one) => Number(one.share))) };
      };
      const byCriterion = criteria.map((one) => {
        const points = (side: string | null): Tally | null => tally(sheets.filter((sheet) => !sheet.ownGroup && (side === null || sheet.scorer.side === side)).flatMap((sheet) => this.#kept(turn.output, sheet.scorer.id).points.get(one.id) ?? []));
        return { criterion: one.id, panel: points('panel'), peers: points('peers'), everybody: points(null) };
      });
      return { output: turn.output, groupName: turn.groupName, title: turn.title, panel: both('panel'), peers: both('peers'), everybody: both(null), incomplete: sheets.filter((one) => one.share === null && !one.ownGroup).length, ownGroup: sheets.filter((one) => one.ownGroup).length, flagged: counting.filter((one) => one.declared !== null).length, sheets, byCriterion };
    });
    return { title: this.#shown(exercise).title, criteria, outputs };
  }

  #feedback(output: string): Feedback[] {
    return this.written.filter((one) => one.output === output).map(({ output: _, ...feedback }) => feedback);
  }
}

function median(sorted: readonly number[]): number {
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 ? upper : (upper + (sorted[middle - 1] ?? 0)) / 2;
}

function tally(values: readonly number[]): Tally | null {
  const sorted = [...values].sort((a, b) => a - b);
  const [lowest, highest] = [sorted[0], sorted.at(-1)];
  if (lowest === undefined || highest === undefined) return null;
  const middle = median(sorted);
  const spread = median(sorted.map((value) => Math.abs(value - middle)).sort((a, b) => a - b));
  return { n: sorted.length, mean: two(sorted.reduce((sum, value) => sum + value, 0) / sorted.length), median: two(middle), spread: two(spread), lowest: two(lowest), highest: two(highest) };
}
