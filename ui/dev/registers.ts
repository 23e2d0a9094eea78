// Registers as the stand-in keeps them: lines, marks and their history.
import type { FileView, Grid, HistoryLine, MarkView, Person, RegisterLine, Sheet, SheetRow, Status } from '../src/lib/host';

interface Cell {
  mark: MarkView | null;
  remark: string | null;
  version: number;
  history: HistoryLine[];
}

const bad = (code: string, params: Record<string, string | number> = {}): never => {
  // Commands reject with plain data, as they do over the wire.
  throw { code, params };
};

/** The registers of the stand-in, and the commands that ask about them. */
export class Registers {
  people: Person[] = [];
  cells = new Map<string, Cell>();
  registers: { id: string; date: string; half: string; state: RegisterLine['state']; sheets: number; paper?: RegisterLine['paper']; stray?: boolean }[] = [];
  undo: (() => void)[] = [];
  papers: FileView[] = [];
  /** Registers for which nothing is planned any more. */
  idle: string[] = [];
  /** The codes of those of whom other registers say that they were not there. */
  away: string[] = [];
  recorded = 1204;

  attendance_registers(): RegisterLine[] {
    return this.registers.map((one) => this.#register(one.id));
  }
  attendance_open({ date, half }: { date: string; half: string }): RegisterLine {
    const id = `${date}-${half}`;
    if (!this.registers.some((one) => one.id === id)) this.registers.push({ id, date, half, state: 'open', sheets: 0 });
    return this.#register(id);
  }
  attendance_sheet({ register }: { register: string }): Sheet {
    return { register: this.#register(register), rows: this.people.map((person) => this.#row(register, person)), papers: this.papers, papersContents: this.papers.map((paper) => `all-${paper.id}`) };
  }
  attendance_mark({ register, participant, mark, seen }: { register: string; participant: string; mark: MarkView | null; seen: string }): unknown {
    if (this.registers.find((one) => one.id === register)?.state !== 'open') bad('register_locked');
    const cell = this.cell(register, participant);
    if (seen !== String(cell.version)) bad('stale_in_test', { seen, now: cell.version });
    const before = { ...cell };
    this.undo.push(() => Object.assign(cell, before, { version: cell.version + 1 }));
    cell.history = [{ entry: `${register}-${participant}-${cell.version}`, value: mark, author: 'Thida N.', replicaLabel: 'LAP-A', at: '2012-05-21T06:05:00Z', replaced: false, page: null, verified: false, kept: false, withheld: false, journey: 'recorded' }, ...cell.history.map((line) => ({ ...line, replaced: true }))];
    cell.mark = mark;
    cell.version += 1;
    this.recorded += 1;
    return { row: this.#row(register, this.people.find((one) => one.id === participant) as Person), register: this.#register(register) };
  }
  attendance_remark({ register, participant, remark }: { register: string; participant: string; remark: string }): unknown {
    this.cell(register, participant).remark = remark || null;
    return { row: this.#row(register, this.people.find((one) => one.id === participant) as Person), register: this.#register(register) };
  }
  attendance_fill({ register, status }: { register: string; status: Status }): Sheet {
    for (const person of this.people) {
      const cell = this.cell(register, person.id);
      if (!cell.mark && !this.away.includes(person.facts.code)) {
        cell.mark = { status, minutes: null, reason: null, approver: null, leftEarly: null };
        cell.version += 1;
      }
    }
    return this.attendance_sheet({ register });
  }
  attendance_advance({ participants, from, to, fromHalf, toHalf, mark }: { participants: string[]; from: string; to: string; fromHalf: string | null; toHalf: string | null; mark: MarkView }): unknown {
    const named = this.registers.filter((one) => one.date >= from && one.date <= to && (from < to || !fromHalf || fromHalf !== toHalf || one.half === fromHalf));
    const done = { marked: 0, kept: 0, closed: 0 };
    for (const [one, participant] of named.flatMap((one) => participants.map((participant) => [one, participant] as const))) {
      const cell = this.cell(one.id, participant);
      if (cell.mark) done.kept += 1;
      else if (one.state !== 'open' && mark.status !== 'not_arrived') done.closed += 1;
      else {
        Object.assign(cell, { mark, version: cell.version + 1 });
        done.marked += 1;
      }
    }
    return done;
  }
  attendance_move_marks({ register, date, half }: { register: string; date: string; half: string }): unknown {
    const to = this.attendance_open({ date, half }).id;
    const people = this.people.filter((person) => this.cell(register, person.id).mark);
    for (const { id } of people) Object.assign(this.cell(to, id), { mark: this.cell(register, id).mark });
    this.attendance_clear_marks({ register });
    return { moved: people.length, kept: 0 };
  }
  attendance_clear_marks({ register }: { register: string }): number {
    const cells = this.people.map((person) => this.cell(register, person.id)).filter((cell) => cell.mark);
    const before = cells.map((cell) => cell.mark);
    this.undo.push(() => cells.forEach((cell, at) => Object.assign(cell, { mark: before[at], version: cell.version + 1 })));
    for (const cell of cells) Object.assign(cell, { mark: null, version: cell.version + 1 });
    return cells.length;
  }
  attendance_lock({ register }: { register: string }): RegisterLine {
    if (this.#register(register).counts.unmarked > 0) bad('register_unmarked', { count: this.#register(register).counts.unmarked });
    return this.#state(register, 'locked');
  }
  attendance_verify({ register }: { register: string }): RegisterLine {
    return this.#state(register, 'verified');
  }
  attendance_reopen({ register }: { register: string }): RegisterLine {
    return this.#state(register, 'open');
  }
  attendance_attach_paper(): null {
    return null;
  }
  attendance_remove_paper({ register, file }: { register: string; file: string }): Sheet {
    const before = this.papers;
    this.undo.push(() => (this.papers = before));
    this.papers = before.filter((paper) => paper.id !== file);
    return this.attendance_sheet({ register });
  }
  attendance_grid(): Grid {
    const registers = this.attendance_registers();
    return {
      registers, minPercent: 80,
      people: this.people.map((person) => {
        const marks = registers.map((one) => this.cells.get(`${one.id}/${person.id}`)?.mark?.status ?? null);
        const of = marks.filter(Boolean).length;
        const attended = marks.filter((mark) => mark === 'present' || mark === 'late').length;
        return { participant: person.id, code: person.facts.code, name: person.facts.name, native: person.facts.native, language: person.facts.language, country: person.facts.country, role: 'participant', counts: true, marks, attended, of, eligible: of === 0 || attended * 100 >= of * 80 };
      }),
    };
  }
  attendance_history({ register, participant }: { register: string; participant: string }): HistoryLine[] {
    return this.cell(register, participant).history;
  }
  attendance_report(): unknown {
    return { name: 'attendance.xlsx', folder: '/home/thida/Documents', bytes: 12_000 };
  }

  protected cell(register: string, participant: string): Cell {
    const key = `${register}/${participant}`;
    const cell = this.cells.get(key) ?? { mark: null, remark: null, version: 0, history: [] };
    this.cells.set(key, cell);
    return cell;
  }
  /** Whoever is only nominated counts from the first mark that says they came. */
  #belongs(id: string, { status, role }: Person['facts']): { counts: boolean; belongs: Person['belongs'] } {
    const came = () => [...this.cells].some(([key, { mark }]) => key.endsWith(`/${id}`) && (mark?.status === 'present' || mark?.status === 'late'));
    const belongs = ['declined', 'withdrawn', 'replaced'].includes(status ?? '') ? 'gone' : ['nominated', 'no_show'].includes(status ?? '') && !came() ? 'not_come' : role === 'participant' ? 'counted' : 'beside';
    return { counts: belongs === 'counted', belongs };
  }
  #row(register: string, { id, facts: person }: Person): SheetRow {
    const cell = this.cell(register, id);
    return { participant: id, code: person.code, name: person.name, native: person.native, language: person.language, country: person.country, organisation: person.organisation, orgType: person.orgType, role: person.role ?? '', ...this.#belongs(id, person), away: this.away.includes(person.code) && cell.mark === null, mark: cell.mark, remark: cell.remark, seen: String(cell.version), remarkSeen: '0', conflict: false };
  }
  #register(id: string): RegisterLine {
    const one = this.registers.find((line) => line.id === id) ?? bad('no_such_record', { id });
    const counts = { present: 0, late: 0, excused: 0, absent: 0, notArrived: 0, departed: 0, unmarked: 0 };
    for (const person of this.people) {
      if (!this.#belongs(person.id, person.facts).counts) continue;
      const status = this.cells.get(`${id}/${person.id}`)?.mark?.status;
      counts[status === 'not_arrived' ? 'notArrived' : (status ?? 'unmarked')] += 1;
    }
    return { ...one, seen: one.state === 'open' ? '' : `state-${one.state}`, held: true, cancelled: false, stray: one.stray ?? false, idle: (one.stray ?? false) || this.idle.includes(id), session: null, paper: one.paper ?? null, counts };
  }
  #state(id: string, state: RegisterLine['state']): RegisterLine {
    const one = this.registers.find((line) => line.id === id);
    if (one) one.state = state;
    return this.#register(id);
  }
}
