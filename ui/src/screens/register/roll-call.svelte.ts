import { bare, sameMark, type Mark, type Status } from '../../lib/marks';
import { matches } from '../../lib/words/plain';
import { awaited, beside, tally, toFill } from './counts';
import { Badges } from './badges';
import { TypedMinutes, type Excuse, type Tentative } from './held';
import type { RollCallPorts } from './ports';
import { Row, type Line } from './row.svelte';

/** Longest lateness that a few digits can mean: a half day. More is a slip of the finger. */
const MOST_MINUTES = 480;

/** One register being taken. Knows lines, cursor and marks; knows no screen and no store. */
export class RollCall {
  rows = $state.raw<readonly Row[]>([]);
  query = $state('');
  cursor = $state(0);
  open = $state(true);
  excuse = $state.raw<Excuse | null>(null);
  /** The last mark made, for the voice of the screen reader. */
  last = $state.raw<{ row: Row; mark: Mark | null } | null>(null);

  shown = $derived(this.rows.filter((row) => matches(this.query, [row.person.code, row.person.name, row.person.native, row.person.organisation])));
  current = $derived<Row | undefined>(this.shown[Math.min(this.cursor, this.shown.length - 1)]);
  counts = $derived(tally(this.rows));
  others = $derived(beside(this.rows));
  awaited = $derived(awaited(this.rows));

  #badges = $derived(new Badges(this.rows));
  /** The line that digits belong to, the one just marked late, and the minutes typed for it since. */
  #late: { row: Row; typed: number } | null = null;
  /** Minutes being typed. */
  #minutes = new TypedMinutes((row, before, mark) => this.#send(row, before, mark));
  /** Painted, not sent: until it is clear that a hand and not a scanner pressed the key. */
  #tentative: Tentative | null = null;

  constructor(private readonly ports: RollCallPorts) {}

  load(lines: readonly Line[], open: boolean): void {
    this.rows = lines.map((line) => new Row(line));
    this.open = open;
    this.excuse = null;
    this.#late = null;
    // Where the trainer left off: the first person nobody has marked.
    this.cursor = Math.max(0, this.rows.findIndex((row) => row.mark === null));
  }

  async refresh(): Promise<void> {
    const lines = await this.ports.reload();
    const known = new Map(this.rows.map((row) => [row.person.participant, row]));
    if (lines.length === known.size && lines.every((line) => known.has(line.participant))) {
      for (const line of lines) known.get(line.participant)?.refresh(line);
    } else {
      this.rows = lines.map((line) => new Row(line));
    }
  }

  /** Everything that the lines show, by its versions: whoever closes the register hands it back. */
  get seen(): readonly string[] {
    return this.rows.flatMap((row) => [row.seen, row.remarkSeen]);
  }

  /** Resolves when everything painted is on disk. */
  async settled(): Promise<void> {
    this.confirm();
    this.#minutes.send();
    await this.#settledRows();
  }

  #settledRows(): Promise<unknown> {
    return Promise.all(this.rows.map((row) => row.settled));
  }

  move(by: number): void {
    this.endDigits();
    this.cursor = clamp(Math.min(this.cursor, this.shown.length - 1) + by, this.shown.length);
  }

  moveTo(index: number): void {
    this.endDigits();
    this.cursor = clamp(index, this.shown.length);
  }

  /** Digits end here: the next digit starts a new lateness on the current line. */
  endDigits(): void {
    this.#late = null;
    this.#minutes.send();
  }

  /** A letter was pressed: marks the current line and moves on. Nothing is sent before `confirm`. */
  press(status: Status): void {
    const row = this.current;
    if (!row || !this.#allowed()) return;
    // What is still held goes first: a digit among it belongs to the line before.
    this.confirm();
    this.endDigits();
    const tentative = this.#hold();
    if (status === 'excused') {
      this.excuse = { row, before: row.mark };
      row.paint(row.mark?.status === 'excused' ? row.mark : bare('excused'));
      tentative.paints.push({ row, before: this.excuse.before });
      tentative.send = () => undefined;
      return;
    }
    const before = row.mark;
    // The same key twice keeps the minutes that are already there.
    const mark = before?.status === status ? before : bare(status);
    row.paint(mark);
    tentative.paints.push({ row, before });
    tentative.send = () => this.#send(row, before, mark);
    this.#late = status === 'late' ? { row, typed: 0 } : null;
    this.#advance();
  }

  /** A digit was pressed: minutes of the line just marked late, else of the current line. */
  digit(digit: number): void {
    const going = this.#late;
    const row = going?.row ?? this.current;
    if (!row || !this.#allowed()) return;
    const minutes = (going?.typed ?? 0) * 10 + digit;
    if (minutes > MOST_MINUTES) return;
    const tentative = this.#hold();
    const before = row.mark;
    const mark: Mark = { ...bare('late'), minutes: minutes === 0 ? null : minutes, leftEarly: before?.leftEarly ?? null };
    row.paint(mark);
    tentative.paints.push({ row, before });
    tentative.send = () => this.#minutes.typed(row, before, mark);
    this.#late = { row, typed: minutes };
    if (!going) this.#advance();
  }

  /** Every participant unmarked is present; a mark that someone set is never touched. Nor is whoever had not arrived yet, or had departed, as other registers say. */
  fill(): void {
    if (!this.#allowed()) return;
    this.dropExcuse();
    this.confirm();
    this.endDigits();
    const { unmarked, away } = toFill(this.rows);
    const tell = (): void => { if (away.length > 0) this.ports.leftOut?.(away); };
    if (unmarked.length === 0) return tell();
    const tentative = this.#hold();
    for (const row of unmarked) {
      row.paint(bare('present'));
      tentative.paints.push({ row, before: null });
    }
    tentative.send = () => {
      this.#fill(unmarked);
      tell();
    };
  }

  /** Sends what the last key painted. */
  confirm(): void {
    const tentative = this.#tentative;
    this.#tentative = null;
    tentative?.send();
  }

  /** Takes back what the last key painted: a scanner pressed it. */
  retract(): void {
    const tentative = this.#tentative;
    this.#tentative = null;
    if (!tentative) return;
    for (const { row, before } of tentative.paints) row.paint(before);
    this.cursor = tentative.cursor;
    this.query = tentative.query;
    this.excuse = null;
    this.#late = null;
  }

  /** A button was pressed: marks that line; the cursor follows the hand and stays. */
  choose(row: Row, mark: Mark | null): void {
    if (!this.#allowed()) return;
    const excusing = mark?.status === 'excused' && mark.reason === null;
    if (excusing && this.excuse?.row === row) return;
    // An excuse begun before has no reason yet: painted and never sent, it would only look kept.
    this.dropExcuse();
    const index = this.shown.indexOf(row);
    if (index >= 0) this.cursor = index;
    this.endDigits();
    this.#late = mark?.status === 'late' ? { row, typed: 0 } : null;
    if (excusing) {
      this.excuse = { row, before: row.mark };
      if (row.mark?.status !== 'excused') row.paint(bare('excused'));
      return;
    }
    const before = row.mark;
    row.paint(mark);
    this.#send(row, before, mark);
  }

  /** The excuse has its reason: the mark is sent, and the roll call moves on. */
  excuseWith(reason: string, approver: string): void {
    const excuse = this.excuse;
    if (!excuse) return;
    this.excuse = null;
    const mark: Mark = { ...bare('excused'), reason: reason.trim() || null, approver: approver.trim() || null };
    excuse.row.paint(mark);
    this.#send(excuse.row, excuse.before, mark);
    if (this.current === excuse.row) this.#advance();
  }

  /** No excuse after all: the line shows again what it showed. */
  dropExcuse(): void {
    this.excuse?.row.paint(this.excuse.before);
    this.excuse = null;
  }

  /** The line whose excuse is being written comes into sight. */
  comeToExcuse(): void {
    const row = this.excuse?.row;
    if (!row) return;
    if (!this.shown.includes(row)) this.query = '';
    this.cursor = clamp(this.shown.indexOf(row), this.shown.length);
  }

  /** A badge was read: its owner is present. Answers whose it was. */
  scanned(code: string): Row | undefined {
    const row = this.byCode(code);
    if (!row || !this.#allowed()) return undefined;
    // Whoever was to be excused is here.
    if (this.excuse?.row === row) this.dropExcuse();
    const before = row.mark;
    // A badge says "I am here"; who was marked late stays late.
    const mark = before?.status === 'late' || before?.status === 'present' ? before : bare('present');
    row.paint(mark);
    this.#send(row, before, mark);
    // While an excuse is being written, its line stays in sight.
    if (this.excuse) return row;
    this.query = '';
    this.cursor = clamp(this.rows.indexOf(row), this.rows.length);
    return row;
  }

  /** Whose badge it is; nobody's where two people have one code. */
  byCode(code: string): Row | undefined {
    return this.#badges.of(code);
  }

  /** Whether a badge may begin like this. */
  startsCode(text: string): boolean {
    return this.#badges.mayBegin(text);
  }

  /** Whether this looks like a whole code. */
  isCode(text: string): boolean {
    return this.#badges.mayBe(text);
  }

  #allowed(): boolean {
    if (!this.open) this.ports.locked();
    return this.open;
  }

  #hold(): Tentative {
    // A key still held belongs to a hand if another one follows it here.
    this.confirm();
    return (this.#tentative = { paints: [], cursor: this.cursor, query: this.query, send: () => undefined });
  }

  #advance(): void {
    // A search that found one person has done its work: the list comes back, after that person.
    if (this.query && this.shown.length === 1) {
      const index = this.current ? this.rows.indexOf(this.current) : 0;
      this.query = '';
      this.cursor = clamp(index + 1, this.rows.length);
      return;
    }
    this.cursor = clamp(Math.min(this.cursor, this.shown.length - 1) + 1, this.shown.length);
  }

  #send(row: Row, before: Mark | null, mark: Mark | null): void {
    this.last = { row, mark };
    if (sameMark(before, mark) && !row.conflict) return;
    row.enqueue(
      (seen) => this.ports.mark(row.person.participant, mark, seen),
      mark,
      (reason) => this.ports.refused(reason, row),
    );
  }

  /** One command for many lines: what is sent for any of them afterwards waits for it and replaces what it wrote. */
  #fill(unmarked: readonly Row[]): void {
    const filled = this.#settledRows().then(() => this.ports.fill());
    for (const row of unmarked) {
      const { participant } = row.person;
      const kept = async (): Promise<Line> => {
        const line = (await filled).find((one) => one.participant === participant);
        // Taken off the roster meanwhile: there is nothing to replace.
        return line ?? { ...row.person, mark: null, remark: null, seen: row.seen, remarkSeen: row.remarkSeen, conflict: false };
      };
      row.enqueue(kept, bare('present'), () => undefined);
    }
    // Each line puts back what it showed; the reason is said once.
    filled.catch((reason: unknown) => this.ports.refused(reason));
  }
}

function clamp(index: number, length: number): number {
  return Math.max(0, Math.min(index, length - 1));
}
