import type { ExplainedWhy, HeadcountView, NewHeadcount, Rider, VehicleView, VisitView } from '../../lib/host';
import { t } from '../../lib/words';

export const WHYS = ['excused', 'not_here', 'stayed_behind', 'own_way'] as const satisfies readonly ExplainedWhy[];

/** What a checkpoint is called. */
export function checkpointWords(visit: VisitView, { point, stop }: Pick<HeadcountView, 'point' | 'stop'>): string {
  const name = visit.stops.find((one) => one.id === stop)?.facts.name;
  if (point === 'stop' || point === 'boarding') return name === undefined ? t(`headcount.${point}`) : t(`headcount.${point}At`, { name });
  return t(`headcount.${point}`);
}

/** Why the register says that somebody is not counted. */
function ofRegister(mark: string | null): ExplainedWhy | null {
  if (mark === 'excused') return 'excused';
  return mark === 'absent' || mark === 'not_arrived' || mark === 'departed' ? 'not_here' : null;
}

/** How heads are counted: as numbers, or name by name. */
export type Way = 'heads' | 'names';

/** Where all are counted together. */
export const TOGETHER = 'together';

/** A count being taken at one checkpoint. */
export class Tally {
  way = $state<Way>('heads');
  /** The vehicle that is being counted. */
  place = $state<string>(TOGETHER);
  numbers = $state<Readonly<Record<string, number>>>({});
  /** Who is here, name by name. */
  here = $state<ReadonlySet<string>>(new Set());
  explained = $state<ReadonlyMap<string, ExplainedWhy>>(new Map());
  /** Somebody touched it since it was noted. */
  touched = $state(false);
  /** The next digit begins a new number. */
  #fresh = true;

  readonly expected: readonly Rider[];
  readonly vehicles: readonly VehicleView[];

  constructor(visit: VisitView, shown: HeadcountView) {
    this.expected = visit.people.filter((one) => one.counts);
    this.vehicles = visit.vehicles;
    const { count } = shown;
    if (!count) {
      if (this.vehicles.length > 1) this.place = this.vehicles[0]?.id ?? TOGETHER;
      return;
    }
    const known = count.vehicles.filter((one) => this.vehicles.some((vehicle) => vehicle.id === one.vehicle));
    const apart = known.length > 0 && known.length === count.vehicles.length;
    this.numbers = apart ? Object.fromEntries(known.map((one) => [one.vehicle, one.counted])) : { [TOGETHER]: count.counted };
    this.place = apart ? (known[0]?.vehicle ?? TOGETHER) : TOGETHER;
    this.explained = new Map(count.explained.map((one) => [one.participant, one.why]));
  }

  /** Whether vehicles are counted one by one. */
  get apart(): boolean {
    return this.place !== TOGETHER;
  }

  get counted(): number {
    if (this.way === 'names') return this.here.size;
    if (!this.apart) return this.numbers[TOGETHER] ?? 0;
    return this.vehicles.reduce((sum, one) => sum + (this.numbers[one.id] ?? 0), 0);
  }

  get roster(): number {
    return this.expected.length;
  }

  /** How many are still to be found; below zero, how many are too many. */
  get missing(): number {
    return this.roster - this.counted - this.explained.size;
  }

  /** The number that is being entered. */
  get shown(): number {
    return this.numbers[this.place] ?? 0;
  }

  /** How many should be at the place that is counted: those who ride there, or everybody, without who is accounted for. */
  get all(): number {
    const there = this.expected.filter((one) => !this.apart || one.vehicle === this.place);
    return there.filter((one) => !this.explained.has(one.participant)).length;
  }

  /** Whom the register does not expect here, and nobody has accounted for yet. */
  get suggested(): readonly (readonly [Rider, ExplainedWhy])[] {
    return this.expected.flatMap((one) => {
      const why = ofRegister(one.mark);
      return why && !this.explained.has(one.participant) && !this.here.has(one.participant) ? [[one, why] as const] : [];
    });
  }

  set(number: number): void {
    this.numbers = { ...this.numbers, [this.place]: Math.min(999, Math.max(0, number)) };
    this.touched = true;
    this.#fresh = true;
  }

  add(step: number): void {
    this.set(this.shown + step);
  }

  /** A digit of the keyboard: the first begins anew, the next ones follow it. */
  digit(digit: number): void {
    const before = this.#fresh ? 0 : this.shown;
    this.set(before * 10 + digit > 999 ? digit : before * 10 + digit);
    this.#fresh = false;
  }

  /** Takes the last digit away. */
  back(): void {
    this.set(Math.floor(this.shown / 10));
    this.#fresh = false;
  }

  go(place: string): void {
    this.place = place;
    this.touched = true;
    this.#fresh = true;
  }

  /** On to the next vehicle. */
  next(step: number): void {
    if (!this.apart) return;
    const at = this.vehicles.findIndex((one) => one.id === this.place);
    const next = this.vehicles[(at + step + this.vehicles.length) % this.vehicles.length];
    if (next) this.go(next.id);
  }

  count(way: Way): void {
    this.way = way;
    this.touched = true;
  }

  /** Somebody is here, or is not. Who is here needs no account. */
  tap(person: string): void {
    const here = new Set(this.here);
    if (!here.delete(person)) here.add(person);
    this.here = here;
    if (here.has(person)) this.explain(person, null);
    this.touched = true;
  }

  explain(person: string, why: ExplainedWhy | null): void {
    const explained = new Map(this.explained);
    if (why === null) explained.delete(person);
    else {
      explained.set(person, why);
      const here = new Set(this.here);
      if (here.delete(person)) this.here = here;
    }
    this.explained = explained;
    this.touched = true;
  }

  /** As the desk takes it. */
  taken(overridden: NewHeadcount['overridden']): NewHeadcount {
    const apart = this.way === 'heads' && this.apart;
    return {
      counted: this.counted,
      vehicles: apart ? this.vehicles.map((one) => ({ vehicle: one.id, counted: this.numbers[one.id] ?? 0 })) : [],
      explained: [...this.explained].map(([participant, why]) => ({ participant, why })),
      overridden,
    };
  }
}
