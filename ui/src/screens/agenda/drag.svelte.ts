import type { SessionLine } from '../../lib/host';
import { lengthened, moved, type Bounds, type Slot } from './week';

interface Grabbed {
  readonly session: SessionLine;
  readonly slot: Slot;
  /** Its lower edge was taken: it grows. */
  readonly edge: boolean;
  readonly area: DOMRect;
  readonly columns: readonly string[];
  readonly from: number;
  readonly to: number;
}

/** Nearer than this a press is a press. */
const STILL = 4;
const STEP = 15;
const FINE = 5;

/** What the pointer does with a session of the picture: it says where the session goes, and writes nothing. */
export class Drag {
  #grabbed: (Grabbed & { x: number; y: number; moved: boolean }) | null = null;
  /** Something is being dragged, or about to be. */
  on = $state(false);
  /** The session with which the one in the hand would exchange its time. */
  over = $state<string | null>(null);
  #ended = false;

  begin(event: PointerEvent, grabbed: Grabbed): void {
    this.#grabbed = { ...grabbed, x: event.clientX, y: event.clientY, moved: false };
    this.on = true;
    this.#ended = false;
  }

  /** Where it is now; none while the hand is still. Alt places it by five minutes, and beside others instead of exchanging. */
  pull(event: PointerEvent, shown: readonly (Slot & { readonly id: string })[], bounds: Bounds): { session: SessionLine; slot: Slot } | null {
    const hand = this.#grabbed;
    if (!hand) return null;
    const [dx, dy] = [event.clientX - hand.x, event.clientY - hand.y];
    if (!hand.moved && Math.hypot(dx, dy) < STILL) return null;
    hand.moved = true;
    const { session, slot, area, columns, from, to } = hand;
    const step = event.altKey ? FINE : STEP;
    const minutes = Math.round(((dy / area.height) * (to - from)) / step) * step;
    if (hand.edge) return { session, slot: lengthened(slot, minutes) };
    const column = (x: number): number => Math.floor(((x - area.left) / area.width) * columns.length);
    const wanted = Math.min(Math.max(column(event.clientX), 0), columns.length - 1);
    const days = wanted - Math.max(columns.indexOf(slot.date), 0);
    const minute = from + ((event.clientY - area.top) / area.height) * (to - from);
    const date = columns[wanted];
    // In the middle of another session it changes places with that one; at its ends it is put where it is.
    const under = shown.find((one) => {
      const quarter = (one.endsMin - one.startsMin) / 4;
      return one.id !== session.id && one.date === date && minute >= one.startsMin + quarter && minute < one.endsMin - quarter;
    });
    this.over = under && !event.altKey ? under.id : null;
    return { session, slot: moved(slot, minutes, days, bounds) };
  }

  end(): { session: SessionLine | null; over: string | null } {
    const hand = this.#grabbed;
    const ended = { session: hand?.moved ? hand.session : null, over: this.over };
    this.#grabbed = null;
    this.on = false;
    this.over = null;
    this.#ended = hand?.moved ?? false;
    return ended;
  }

  /** A drag ends with a click that is none; answers whether this one was it. */
  tookClick(): boolean {
    const ended = this.#ended;
    this.#ended = false;
    return ended;
  }
}
