// An in-memory stand-in for the desk: it answers the commands of the wire from the demo's files. Only the
// development page and the component tests load it; the product's bundle never does.
import type { Channel } from '@tauri-apps/api/core';
import type {
  AgendaDay, AppEvent, AppStart, BackupAccount, Conflict, Counters, GroupSetView, MarkView, OutputView, Person, Problem, Programme, ProgrammeFacts, ProgrammeLine,
  RescuedStore, ReviewLine, SessionLine, Status, StoreFacts, Today,
} from '../src/lib/host';
import * as facts from './facts';
import { agenda, agendaDays } from './agenda';
import { account } from './draw';
import { later } from './later';
import { Registers } from './registers';
import type { Scores } from './scores';
import type { Plans } from './plans';
import type { Visits } from './visits';

export interface StandInOptions {
  /** No store yet: the start screen. */
  empty?: boolean;
  role?: 'hq' | 'site';
  /** How many people; more than 29 are invented. */
  people?: number;
  /** Milliseconds that a write takes. */
  slow?: number;
  /** Days before this one have their marks. */
  until?: string;
  /** As many outputs and criteria as fill a screen. */
  crowd?: boolean;
  /** Why the store cannot be opened. */
  broken?: Problem;
}

const P = 'programme-1';
const some = (text: string | undefined): string | null => (text ? text : null);

/** Answers commands; keeps what they change. */
export class StandIn extends Registers {
  readonly calls: { command: string; args: never }[] = [];
  readonly crowd: boolean;
  readonly halves = ['AM', 'PM'];
  facts: ProgrammeFacts = { code: 'SMECEC-2012', title: 'SME Cluster Development and Export Consortia', category: '', organiser: 'Mekong Institute', partner: '', venue: 'Khon Kaen', timezone: 'Asia/Bangkok', starts: '2012-05-14', ends: '2012-05-25', halves: this.halves, minPercent: 80, graceMinutes: 15, followUpMonths: 6 };
  days: AgendaDay[];
  sets: GroupSetView[];
  outputs: OutputView[] = [];
  conflicts: Conflict[] = [];
  disputed: string[] = [];
  review: ReviewLine[] = [];
  visits!: Visits;
  plans!: Plans;
  scores!: Scores;
  /** Titles of programmes that turn out to share a code when a laptop is accepted. */
  sharedCodes: string[][] = [];
  /** There is no room for what waits in quarantine. */
  isFull = false;
  /** What stands at the head of the window; while something stops writing, marks are refused. */
  standing: Problem[] = [];
  store: StoreFacts | null;
  /** What the backup is that somebody chooses, or why it is none. */
  backup: BackupAccount | Problem = { organisation: 'Mekong Institute', otherOrganisation: false, label: 'LAP-A', role: 'site', made: '2012-05-21T18:30:00Z', programmes: 1, pages: 61, entries: 1204, attachments: 3, lostAttachments: 0, bytes: 14_200_000 };
  /** The secret without which no key opens it. */
  recovery: string | null = null;
  /** Why the store cannot be opened. */
  broken: Problem | null = null;
  /** What comes of rescuing a damaged store, or why nothing does. */
  rescue: RescuedStore | Problem = { label: 'LAP-A 2', former: 'LAP-A', role: 'site', fingerprint: 'seven green boats', path: '/home/thida/.local/share/sala rescued 2012-05-22 080000', unreadable: 2, whole: false, forgotten: [], pages: 58, entries: 1180, openActions: 12, missingPages: 3, notVerified: 0, withheld: 1, attachments: 3, lostAttachments: 0 };
  newKeys: Problem | null = null;
  /** What is due of the plans once the training is over. */
  due: Today['due'] = null;
  /** What headquarters has not carried to the laptops. */
  toCarry: Today['toCarry'] = [];
  checks: Problem[] = [];
  /** How often somebody was seen, by code. */
  seen: Record<string, number> = {};
  events: Channel<AppEvent> | null = null;

  constructor(private readonly options: StandInOptions = {}) {
    super();
    this.crowd = options.crowd ?? false;
    this.people = Array.from({ length: options.people ?? 29 }, (_, index) => this.#person(index));
    this.days = this.#agenda();
    this.sets = this.#groups();
    this.store = options.empty ? null : this.#store(options.role ?? 'site');
    this.broken = options.broken ?? null;
    this.#past(options.until ?? '2012-05-21');
    later(this);
    agenda(this);
  }

  async answer(command: string, payload: Record<string, unknown> | undefined): Promise<unknown> {
    if (command === 'app_listen') {
      this.events = payload?.['events'] as Channel<AppEvent>;
      return null;
    }
    const args = (payload?.['args'] ?? {}) as never;
    this.calls.push({ command, args });
    const verb = (this as unknown as Record<string, ((args: never) => unknown) | undefined>)[command];
    if (!verb) throw new Error(`the stand-in knows no ${command}`);
    if (this.options.slow) await new Promise((done) => setTimeout(done, this.options.slow));
    const answer = await verb.call(this, args);
    return answer instanceof ArrayBuffer ? answer : structuredClone(answer);
  }

  tell(event: AppEvent): void {
    this.events?.onmessage(event);
  }

  // The application.
  app_start(): AppStart {
    return { version: '0.1.0', language: null, store: this.broken ? null : this.store, problem: this.broken };
  }
  app_store(): StoreFacts | null {
    return this.store && { ...this.store, counts: this.app_counters() };
  }
  app_counters(): Counters {
    return { journey: { recorded: this.recorded, carried: 1157, received: 1098, ofOthers: 212, waitingAttachments: 3, lastHeard: '2012-05-18T10:20:00Z' }, conflicts: this.conflicts.length, review: this.review.length, disputed: this.disputed, standing: this.standing };
  }
  app_try_writing(): Counters {
    this.standing = [];
    return this.app_counters();
  }
  app_set_language(): null {
    return null;
  }
  app_set_author({ name }: { name: string }): StoreFacts | null {
    this.store = this.store && { ...this.store, author: name };
    return this.store;
  }
  app_load_demo(): StoreFacts {
    this.store = this.#store('site');
    return this.store;
  }
  app_create_store({ role, label, author }: { role: 'hq' | 'site'; label: string; author: string }): StoreFacts {
    this.store = { ...this.#store(role), label, author, programmes: [], currentProgramme: null, recoverySecret: role === 'hq' ? 'AGE-SECRET-KEY-OF-THE-STAND-IN' : null };
    return this.store;
  }
  app_writing(): null {
    return null;
  }
  app_close(): null {
    return null;
  }
  app_recovery_written_down(): StoreFacts | null {
    this.store = this.store && { ...this.store, recoverySecret: null };
    return this.store;
  }
  app_undo(): { what: string } | null {
    const undo = this.undo.pop();
    undo?.();
    return undo ? { what: 'mark' } : null;
  }
  programme_choose(): StoreFacts | null {
    return this.app_store();
  }
  programme_facts(): Programme {
    return { id: P, facts: this.facts, seen: { title: '1', category: '1', organiser: '1', partner: '1', venue: '1', dates: '1', rules: '1' } };
  }
  programme_edit({ facts }: { facts: ProgrammeFacts }): Programme {
    const before = this.facts;
    this.undo.push(() => this.#describe(before));
    this.#describe(facts);
    return this.programme_facts();
  }
  #describe(facts: ProgrammeFacts): void {
    this.facts = facts;
    if (this.store) this.store = { ...this.store, programmes: [this.#line()] };
  }
  today_show({ date }: { date: string | null }): Today {
    const days = this.days.map((day) => day.date);
    const shown = date ?? '2012-05-21';
    return {
      programme: this.#line(), date: shown, isToday: false, dayNumber: days.indexOf(shown) + 1, days,
      sessions: this.days.find((day) => day.date === shown)?.sessions ?? [],
      registers: this.attendance_registers().filter((one) => one.date === shown),
      stillOpen: this.attendance_registers().filter((one) => one.date < shown && (one.state === 'open' || one.counts.unmarked > 0)),
      checks: this.checks, afterLock: [], papersGone: [], drafts: [{ id: 'output-2', title: 'แผนที่คลัสเตอร์ผ้าไหม', groupName: 'B' }], withoutRapporteur: ['D'], uncounted: [], silent: [],
      due: this.due, toCarry: this.toCarry,
      counts: this.app_counters(),
    };
  }

  today_checks(): Problem[] {
    return this.checks;
  }

  // Facts.
  #person(index: number): Person {
    const row = facts.people[index % facts.people.length] ?? [];
    const more = index >= facts.people.length ? ` ${Math.floor(index / facts.people.length) + 1}` : '';
    const s = '1';
    return {
      id: `person-${index + 1}`,
      belongs: 'counted',
      replaces: null,
      replacedBy: null,
      facts: { code: `P${String(index + 1).padStart(2, '0')}`, name: (row[1] ?? '') + more, native: some(row[2]), language: some(row[3]), sex: some(row[4]), country: some(row[5]), organisation: some(row[6]), orgType: some(row[7]), position: some(row[8]), email: some(row[9]), phone: null, role: 'participant', status: 'active' },
      seen: { code: s, name: s, language: s, sex: s, country: s, organisation: s, position: s, contact: s, role: s, status: s },
    };
  }
  #agenda(): AgendaDay[] {
    const minutes = (clock = '0:0'): number => Number(clock.split(':')[0]) * 60 + Number(clock.split(':')[1]);
    const lines = facts.sessions.map(([date = '', starts, ends, method = '', title = '', room = '', names = ''], index): SessionLine => ({
      id: `session-${index}`, date, startsMin: minutes(starts), endsMin: minutes(ends), method, title, status: date < '2012-05-21' ? 'held' : 'planned', reason: null,
      actual: title === 'Country papers' ? { startsMin: 780, endsMin: 1030 } : null, room: some(room), trainers: names.split('; ').filter(Boolean),
      seen: { slot: '1', method: '1', title: '1', status: '1', actual: '1', room: '1', trainers: '1' },
    }));
    return agendaDays(lines);
  }
  #groups(): GroupSetView[] {
    const member = (code: string, role: string) => {
      const person = this.people.find((one) => one.facts.code === code);
      // A smaller roster has smaller groups.
      if (!person) return [];
      return [{ participant: person.id, code, name: person.facts.name, native: person.facts.native, language: person.facts.language, sex: person.facts.sex, country: person.facts.country, orgType: person.facts.orgType, role, seen: `place-${code}` }];
    };
    const names = [...new Set(facts.places.map(([group = '']) => group))];
    const groups = names.map((name) => ({ id: `group-${name}`, name, seen: `name-${name}`, contents: `all-${name}`, members: facts.places.filter(([group]) => group === name).flatMap(([, code = '', role = '']) => member(code, role)) }));
    return [{ id: 'set-1', name: 'Working groups', seen: 'name-set', contents: 'all-set', groups, unplaced: [], draws: [], account: account(groups, []) }];
  }
  #past(until: string): void {
    for (const { date } of this.days) {
      for (const half of this.halves) {
        const id = `${date}-${half}`;
        if (date > until || (date === until && half === 'PM')) continue;
        this.registers.push({ id, date, half, state: 'locked', sheets: 1 });
        for (const person of this.people) {
          const found = facts.marks.find(([day, part, code]) => day === date && part === half && code === person.facts.code);
          const mark: MarkView = { status: (found?.[3] ?? 'present') as Status, minutes: found?.[4] ? Number(found[4]) : null, reason: some(found?.[5]), approver: found?.[3] === 'excused' ? 'Thida N.' : null, leftEarly: null };
          this.cells.set(`${id}/${person.id}`, { mark, remark: null, version: 1, history: [{ entry: `${id}${person.id}`, value: mark, author: 'Thida N.', replicaLabel: 'LAP-A', at: `${date}T${half === 'AM' ? '01' : '06'}:41:00Z`, replaced: false, page: 14, verified: true, kept: false, withheld: false, journey: date < '2012-05-18' ? 'received' : 'carried' }] });
        }
      }
    }
    this.registers.push({ id: `${until}-PM`, date: until, half: 'PM', state: 'open', sheets: 0 });
  }
  #line(): ProgrammeLine {
    return { id: P, code: this.facts.code, title: this.facts.title, starts: this.facts.starts, ends: this.facts.ends, participants: this.people.length, registers: this.registers.length };
  }
  #store(role: 'hq' | 'site'): StoreFacts {
    return { replica: 'a1b2', label: role === 'hq' ? 'HQ' : 'LAP-A', role, organisation: 'Mekong Institute', fingerprint: 'river amber lotus seven quiet garden', certified: true, author: 'Thida N.', programmes: [this.#line()], currentProgramme: P, counts: { journey: { recorded: 1204, carried: 1157, received: 1098, ofOthers: 212, waitingAttachments: 3, lastHeard: '2012-05-18T10:20:00Z' }, conflicts: 2, review: 1, disputed: this.disputed, standing: this.standing }, folder: '/home/thida/.local/share/sala', recoverySecret: null };
  }
}
