// Visits and the review of a day on the stand-in desk: a bus, a van, and what was counted on the way.
import type {
  AddNoteArgs, AddStopArgs, AddVehicleArgs, AddVisitArgs, Asked, CancelVisitArgs, CountArgs, DayReview, EditNoteArgs, EditVehicleArgs, EditVisitArgs, Headcount, HeadcountView, MoveStopArgs, ObserveArgs, PastHeadcount,
  RemoveNoteArgs, RemovePartArgs, ReviewNote, Rider, SameVehiclesArgs, SeatArgs, StopView, VehicleView, VisitArgs, VisitFacts, VisitLine, VisitView,
} from '../src/lib/host';
import type { StandIn } from './desk';

const refuse = (code: string, params: Record<string, string | number> = {}): never => {
  throw { code, params };
};
let next = 0;
const version = (): string => `v${(next += 1)}`;

function stop(name: string, startsMin: number, endsMin: number, host = ''): StopView {
  return { id: `stop-${name}`, facts: { name, host, startsMin, endsMin }, seen: { name: '1', host: '1', times: '1' }, contents: `all-${name}` };
}

function vehicle(name: string, seats: number, plate: string, driver: string): VehicleView {
  return { id: `vehicle-${name}`, facts: { name, plate, seats, driver, phone: '' }, seen: { name: '1', plate: '1', seats: '1', driver: '1' }, contents: `all-${name}`, tooMany: null };
}

/** Keeps visits as the desk would. */
export class Visits {
  readonly all: VisitView[];
  notes: ReviewNote[] = [];

  constructor(private readonly desk: StandIn) {
    this.all = [
      this.#visit('visit-1', { date: '2012-05-17', host: 'Korat Food Cluster', startsMin: 480, endsMin: 720 }),
      this.#visit('visit-2', { date: '2012-05-17', host: 'International Harmony Life Company', startsMin: 780, endsMin: 1020 }),
      this.#visit('visit-3', { date: '2012-05-18', host: 'Dan Kwian Pottery', startsMin: 480, endsMin: 735 }),
      this.#visit('visit-4', { date: '2012-05-18', host: 'Taku Noodle Cooperative Group', startsMin: 780, endsMin: 1005 }),
    ];
    const [first, , third] = this.all;
    if (first) this.#plan(first);
    if (third) this.#plan(third, true);
    this.#note('2012-05-17', 'change', 'Leave half an hour earlier: the road to Korat is being mended.', 'Bounthong');
    this.#note('2012-05-18', 'expect', 'Group B wants to see how the firing is shared; groups D and E ask about prices.', 'Thida N.');
    this.#note('2012-05-21', 'keep', 'Two people at the door of the bus, one with the list.', 'Thida N.');
  }

  #visit(id: string, more: Partial<VisitFacts>): VisitView {
    const people: Rider[] = this.desk.people.map(({ id: participant, facts }) => ({ participant, code: facts.code, name: facts.name, native: facts.native, language: facts.language, country: facts.country, role: 'participant', counts: true, vehicle: null, seen: `seat-${facts.code}`, mark: facts.code === 'P07' ? 'excused' : 'present' }));
    const written = { text: '', seen: '' };
    const observed = this.desk.sets.flatMap((set) => set.groups.map((group) => ({ set: set.id, setName: set.name, group: group.id, groupName: group.name, seen: { ...written }, lesson: { ...written }, applicable: { ...written }, question: { ...written } })));
    return {
      id, facts: { date: '', session: null, host: '', purpose: '', contact: '', phone: '', startsMin: null, endsMin: null, ...more },
      seen: { date: '1', host: '1', purpose: '1', contact: '1', times: '1', session: '1', status: '1' }, contents: `all-${id}`, startsMin: null, endsMin: null, sessionTitle: null, cancelled: false, bySession: false, reason: null, stops: [], vehicles: [], people, roster: people.length, headcounts: this.#points([]), observed,
    };
  }

  #plan(visit: VisitView, counted = false): void {
    visit.facts = { ...visit.facts, purpose: 'How small producers share one kiln, one brand and one buyer.', contact: 'Khun Somsri', phone: '+66 44 000 123' };
    visit.stops = [stop('Shared kilns', 540, 630), stop('Showroom and shop', 640, 700, 'Village committee')];
    visit.vehicles = [vehicle('Bus', 24, '40-0123', 'Khun Boon'), vehicle('Van', 4, 'นข 4567', 'Khun Lek')];
    visit.people.forEach((one, index) => (one.vehicle = index < 22 ? 'vehicle-Bus' : index < 27 ? 'vehicle-Van' : null));
    visit.headcounts = this.#points(visit.stops);
    this.#seats(visit);
    if (!counted) return;
    const explained = [{ participant: 'person-7', code: 'P07', name: visit.people[6]?.name ?? '', why: 'excused' as const }];
    const [roster, rest] = [visit.roster, visit.roster - 22 - explained.length];
    const full: Headcount = { counted: roster - 1, roster, explained, vehicles: [{ vehicle: 'vehicle-Bus', name: 'Bus', counted: 22 }, { vehicle: 'vehicle-Van', name: 'Van', counted: rest }], overridden: false, overrideBy: null, overrideReason: null };
    const over: Headcount = { ...full, counted: roster - 2, vehicles: [], overridden: true, overrideBy: 'Thida N.', overrideReason: 'P11 phoned: she walks from the temple and meets the bus at the shop.' };
    [full, full, over].forEach((count, index) => {
      const at = visit.headcounts[index];
      if (at) Object.assign(at, { count, seen: version(), author: 'Bounthong', replicaLabel: 'LAP-B', at: `2012-05-18T0${index + 1}:10:00Z`, conflict: index === 1 });
    });
    const [a, b] = visit.observed;
    if (a) Object.assign(a, { seen: { text: 'Two kilns, one of them cold. Fourteen families fire together once a week.', seen: 's1' }, lesson: { text: 'Nobody owns the kiln: the committee rents it by the shelf.', seen: 's2' }, applicable: { text: '', seen: '' }, question: { text: 'Who pays when a whole firing cracks?', seen: 's3' } });
    if (b) Object.assign(b, { seen: { text: 'ร้านค้าเดียวขายของทุกครอบครัว ราคาเดียวกัน', seen: 's4' } });
  }

  #points(stops: readonly StopView[]): HeadcountView[] {
    const one = (point: HeadcountView['point'], id: string | null): HeadcountView => ({ point, stop: id, count: null, seen: '', conflict: false, author: null, replicaLabel: null, at: null });
    const between = stops.length === 0 ? [one('boarding', null)] : stops.flatMap(({ id }) => [one('stop', id), one('boarding', id)]);
    return [one('leaving', null), ...between, one('return', null)];
  }

  #seats(visit: VisitView): VisitView {
    for (const one of visit.vehicles) {
      const over = visit.people.filter((rider) => rider.vehicle === one.id).length - (one.facts.seats ?? 999);
      one.tooMany = over > 0 ? over : null;
    }
    return visit;
  }

  /** Does something to a visit that can be taken back. */
  #change(id: string, work: (visit: VisitView) => void): VisitView {
    const at = this.all.findIndex((one) => one.id === id);
    const before = this.all[at] ?? refuse('no_such_visit');
    const changed = structuredClone(before);
    work(changed);
    this.all[at] = this.#seats(changed);
    this.desk.undo.push(() => (this.all[at] = before));
    return this.#following(changed);
  }

  /** A visit that is a session has its day and hours, and does not happen where that does not. */
  #following(visit: VisitView): VisitView {
    const session = this.desk.days.flatMap((day) => day.sessions).find((one) => one.id === visit.facts.session);
    const own = visit.facts;
    if (!session) return { ...visit, startsMin: own.startsMin, endsMin: own.endsMin };
    const bySession = !visit.cancelled && session.status === 'cancelled';
    const { date, startsMin, endsMin, title } = session;
    return { ...visit, facts: { ...own, date }, startsMin: own.startsMin ?? startsMin, endsMin: own.endsMin ?? endsMin, sessionTitle: title, bySession, cancelled: visit.cancelled || bySession, reason: bySession ? session.reason : visit.reason };
  }

  #note(date: string, asked: Asked, text: string, author: string, group: string | null = null): void {
    const id = `note-${this.notes.length + 1}`;
    const groupName = this.desk.sets.flatMap((set) => set.groups).find((one) => one.id === group)?.name ?? null;
    this.notes = [...this.notes, { id, date, asked, group, groupName, text, seen: version(), contents: `all-${id}`, author, at: `${date}T11:05:00Z`, changedBy: null }];
  }

  #day(date: string): DayReview {
    const last = this.notes.filter((one) => one.asked === 'change' && one.date < date).map((one) => one.date).sort().at(-1);
    return { date, notes: this.notes.filter((one) => one.date === date), toChange: this.notes.filter((one) => one.asked === 'change' && one.date === last), groups: this.desk.sets.flatMap((set) => set.groups.map(({ id, name }) => ({ id, name }))) };
  }

  #notes(date: string, changed: ReviewNote[]): DayReview {
    const before = this.notes;
    this.desk.undo.push(() => (this.notes = before));
    this.notes = changed;
    return this.#day(date);
  }

  commands(): Record<string, (args: never) => unknown> {
    const list = (): VisitLine[] =>
      this.all.map((one) => this.#following(one)).map(({ id, facts, startsMin, endsMin, cancelled, reason, stops, vehicles, headcounts, observed }) => ({
        cancelled, reason, session: facts.session,
        id, date: facts.date, host: facts.host, startsMin, endsMin, stops: stops.length, vehicles: vehicles.length, checkpoints: headcounts.length,
        counted: headcounts.filter((one) => one.count).length, overridden: headcounts.filter((one) => one.count?.overridden).length,
        observations: observed.filter((one) => [one.seen, one.lesson, one.applicable, one.question].some(({ text }) => text)).length,
      }));
    const facts = (changed: EditVisitArgs | EditVehicleArgs): object => changed.facts;
    return {
      visits_list: list,
      visits_one: ({ visit }: { visit: string }) => this.#following(this.all.find((one) => one.id === visit) ?? refuse('no_such_visit')),
      visits_is_no_session: ({ visit }: VisitArgs) => {
        const before = this.desk.checks;
        this.desk.checks = before.filter((check) => check.params['visit'] !== visit);
        this.desk.undo.push(() => (this.desk.checks = before));
        return list();
      },
      visits_cancel: ({ visit, reason, seen }: CancelVisitArgs) =>
        this.#change(visit, (one) => {
          if (seen !== one.seen.status) refuse('stale_in_test', { seen, now: one.seen.status });
          if (reason !== null && !reason.trim()) refuse('reason_missing');
          Object.assign(one, { cancelled: reason !== null, reason, seen: { ...one.seen, status: version() } });
        }),
      visits_add: ({ facts }: AddVisitArgs) => {
        const made = this.#visit(`visit-${this.all.length + 1}`, facts);
        this.all.push(made);
        this.desk.undo.push(() => void this.all.pop());
        return made;
      },
      visits_edit: (args: EditVisitArgs) => this.#change(args.visit, (visit) => Object.assign(visit.facts, facts(args))),
      visits_remove: ({ id }: { id: string }) => {
        const at = this.all.findIndex((one) => one.id === id);
        const [gone] = this.all.splice(at, 1);
        this.desk.undo.push(() => void (gone && this.all.splice(at, 0, gone)));
        return list();
      },
      visits_add_stop: ({ visit, facts }: AddStopArgs) =>
        this.#change(visit, (one) => {
          one.stops.push({ ...stop(facts.name, 0, 0), facts });
          one.headcounts = this.#points(one.stops);
        }),
      visits_move_stop: ({ visit, id, to }: MoveStopArgs) =>
        this.#change(visit, (one) => {
          const [moved] = one.stops.splice(one.stops.findIndex((known) => known.id === id), 1);
          if (moved) one.stops.splice(to - 1, 0, moved);
        }),
      visits_remove_stop: ({ visit, id }: RemovePartArgs) =>
        this.#change(visit, (one) => {
          const counts = one.headcounts.filter((at) => at.stop === id && at.count).length;
          if (counts > 0) refuse('stop_has_headcounts', { count: counts });
          one.stops = one.stops.filter((known) => known.id !== id);
        }),
      visits_add_vehicle: ({ visit, facts }: AddVehicleArgs) => this.#change(visit, (one) => void one.vehicles.push({ ...vehicle(facts.name, 0, '', ''), facts })),
      visits_edit_vehicle: (args: EditVehicleArgs) => this.#change(args.visit, (one) => Object.assign(one.vehicles.find((known) => known.id === args.id)?.facts ?? {}, facts(args))),
      visits_remove_vehicle: ({ visit, id }: RemovePartArgs) =>
        this.#change(visit, (one) => {
          one.vehicles = one.vehicles.filter((known) => known.id !== id);
          for (const rider of one.people) if (rider.vehicle === id) rider.vehicle = null;
        }),
      visits_seat: ({ visit, people, vehicle: to }: SeatArgs) =>
        this.#change(visit, (one) => {
          for (const { participant } of people) Object.assign(one.people.find((rider) => rider.participant === participant) ?? {}, { vehicle: to, seen: version() });
        }),
      visits_same_vehicles: ({ visit, from }: SameVehiclesArgs) =>
        this.#change(visit, (one) => {
          const other = this.all.find((known) => known.id === from) ?? refuse('no_such_visit');
          one.vehicles = structuredClone(other.vehicles);
          one.people.forEach((rider, index) => (rider.vehicle ??= other.people[index]?.vehicle ?? null));
        }),
      visits_count: ({ visit, point, stop: id, count, seen }: CountArgs) =>
        this.#change(visit, (one) => {
          const at = one.headcounts.find((known) => known.point === point && known.stop === id) ?? refuse('no_such_stop');
          if (seen !== at.seen) refuse('stale_in_test', { seen, now: at.seen });
          if (count && count.counted + count.explained.length !== one.roster && !count.overridden) refuse('headcount_does_not_add_up', { counted: count.counted, explained: count.explained.length, roster: one.roster });
          const who = (participant: string): Rider | undefined => one.people.find((rider) => rider.participant === participant);
          const noted: Headcount | null = count && {
            counted: count.counted, roster: one.roster, overridden: count.overridden !== null, overrideBy: count.overridden?.by ?? null, overrideReason: count.overridden?.reason ?? null,
            explained: count.explained.map(({ participant, why }) => ({ participant, why, code: who(participant)?.code ?? '', name: who(participant)?.name ?? '' })),
            vehicles: count.vehicles.map((counted) => ({ ...counted, name: one.vehicles.find((known) => known.id === counted.vehicle)?.facts.name ?? '' })),
          };
          Object.assign(at, { count: noted, seen: version(), author: noted ? 'Thida N.' : null, replicaLabel: noted ? 'LAP-A' : null, at: noted ? '2012-05-18T01:20:00Z' : null, conflict: false });
        }),
      visits_count_history: ({ visit, point, stop: id }: CountArgs): PastHeadcount[] => {
        const at = this.all.find((one) => one.id === visit)?.headcounts.find((known) => known.point === point && known.stop === id);
        return at?.count ? [{ count: { ...at.count, counted: 25 }, author: 'Thida N.', replicaLabel: 'LAP-A', at: '2012-05-18T01:02:00Z', replaced: true }, { count: at.count, author: 'Bounthong', replicaLabel: 'LAP-B', at: '2012-05-18T01:10:00Z', replaced: false }] : [];
      },
      visits_observe: ({ visit, group, aspect, text, seen }: ObserveArgs) =>
        this.#change(visit, (one) => {
          const observation = one.observed.find((known) => known.group === group) ?? refuse('no_such_group');
          if (seen !== observation[aspect].seen) refuse('stale_in_test', { seen, now: observation[aspect].seen });
          observation[aspect] = { text: text.trim(), seen: version() };
        }),
      action_review_day: ({ date }: { date: string }) => this.#day(date),
      action_review_add: ({ date, asked, group, text }: AddNoteArgs) => {
        const before = this.notes;
        if (!text.trim()) refuse('text_missing', { field: 'text' });
        this.#note(date, asked, text.trim(), 'Thida N.', group);
        this.desk.undo.push(() => (this.notes = before));
        return this.#day(date);
      },
      action_review_edit: ({ date, id, text }: EditNoteArgs) => (text.trim() ? this.#notes(date, this.notes.map((one) => (one.id === id ? { ...one, text: text.trim(), changedBy: one.author === 'Thida N.' ? null : 'Thida N.' } : one))) : refuse('text_missing', { field: 'text' })),
      action_review_remove: ({ date, id }: RemoveNoteArgs) => this.#notes(date, this.notes.filter((one) => one.id !== id)),
    };
  }
}
