import type { Belongs } from '../../lib/host';
import { sameMark, type Mark } from '../../lib/marks';

/** What a person's line says beside the mark. */
export interface Person {
  readonly participant: string;
  readonly code: string;
  readonly name: string | null;
  readonly native: string | null;
  readonly language: string | null;
  readonly country: string | null;
  readonly organisation: string | null;
  readonly orgType: string | null;
  readonly role: string;
  /** A participant who is there: everybody else stands beside the counts. */
  readonly counts: boolean;
  /** Whether they have come at all. */
  readonly belongs: Belongs;
  /** Other registers say that they had not arrived yet at this one, or had departed. */
  readonly away?: boolean;
}

/** What a line holds when it comes from the store. */
export interface Line extends Person {
  readonly mark: Mark | null;
  readonly remark: string | null;
  readonly seen: string;
  readonly remarkSeen: string;
  readonly conflict: boolean;
}

/** What the store answers to a mark. */
export interface Kept {
  /** The version that the mark made. */
  readonly seen: string;
  /** Whether another laptop still says something else. */
  readonly conflict: boolean;
  /** Whether the person counts: the mark may have said that they came, or taken that back. */
  readonly counts?: boolean;
  readonly belongs?: Belongs;
}

/**
 * One line of the roll call. What is painted runs ahead of what is kept: the key press paints, the
 * disk follows. Commands for one line wait for each other, because each must say which value the
 * trainer saw, and for the second that is the value the first one made.
 */
export class Row {
  person = $state.raw() as Person;
  mark = $state.raw<Mark | null>(null);
  remark = $state.raw<string | null>(null);
  conflict = $state.raw(false);
  seen: string;
  remarkSeen: string;
  #kept: Mark | null;
  #waiting = 0;
  #last: Promise<void> = Promise.resolve();

  constructor(line: Line) {
    this.person = line;
    this.mark = line.mark;
    this.#kept = line.mark;
    this.remark = line.remark;
    this.conflict = line.conflict;
    this.seen = line.seen;
    this.remarkSeen = line.remarkSeen;
  }

  /** Whether something painted is not on disk yet. */
  get busy(): boolean {
    return this.#waiting > 0;
  }

  /** Resolves when everything painted so far is on disk or was refused. */
  get settled(): Promise<void> {
    return this.#last;
  }

  paint(mark: Mark | null): void {
    if (!sameMark(this.mark, mark)) this.mark = mark;
  }

  /**
   * Sends after all earlier commands of this line; `send` gets the version that the last of them
   * made. A refusal puts back what is on disk, unless a later key has painted over it.
   */
  enqueue(send: (seen: string) => Promise<Kept>, mark: Mark | null, refused: (reason: unknown) => void): void {
    this.#waiting += 1;
    this.#last = this.#last.then(async () => {
      try {
        const { seen, conflict, counts = this.person.counts, belongs = this.person.belongs } = await send(this.seen);
        this.seen = seen;
        this.conflict = conflict;
        if (belongs !== this.person.belongs) this.person = { ...this.person, counts, belongs };
        this.#kept = mark;
      } catch (reason) {
        if (this.#waiting === 1) this.mark = this.#kept;
        refused(reason);
      } finally {
        this.#waiting -= 1;
      }
    });
  }

  /** Takes what the store says now, unless the trainer is ahead of it. */
  refresh(line: Line): void {
    if (this.busy) return;
    if (line.belongs !== this.person.belongs) this.person = line;
    this.paint(line.mark);
    this.#kept = line.mark;
    this.remark = line.remark;
    this.conflict = line.conflict;
    this.seen = line.seen;
    this.remarkSeen = line.remarkSeen;
  }
}
