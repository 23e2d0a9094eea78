import type { SessionLine } from '../../lib/host';
import { sameSlot, type Slot } from './week';

/** What a gesture needs from its screen. */
export interface Ports {
  /** Writes another slot; answers the session as it is then, or none where that was refused. */
  move(session: SessionLine, slot: Slot): Promise<SessionLine | undefined>;
  /** A gesture was given up, or what it wrote was refused: everything stands as before. */
  left(session: SessionLine): void;
}

interface Held {
  session: SessionLine;
  slot: Slot;
}

/** How long a pause ends a gesture of the keyboard. */
export const PAUSE = 1500;

/**
 * A session that is being moved: on the screen at once, on disk once, at the end. Keys end it by a pause, Enter, or leaving;
 * the pointer by letting go. Escape gives it up.
 */
export class Gesture {
  /** In the hand. */
  #held = $state.raw<Held | null>(null);
  /** On its way to the disk: painted where it will be. */
  #sent = $state.raw<readonly Held[]>([]);
  #pause: ReturnType<typeof setTimeout> | undefined;
  #work: Promise<void> = Promise.resolve();

  constructor(private readonly ports: Ports) {}

  /** Whether something is in the hand. */
  get active(): boolean {
    return this.#held !== null;
  }

  holds(id: string): boolean {
    return this.#held?.session.id === id;
  }

  /** Where a session stands on the screen. */
  slot(session: SessionLine): Slot {
    if (this.#held?.session.id === session.id) return this.#held.slot;
    return this.#sent.findLast((one) => one.session.id === session.id)?.slot ?? session;
  }

  /** Takes a session to another place; another one that is in the hand is put down first. */
  take(session: SessionLine, to: (slot: Slot) => Slot): Slot {
    if (this.#held && this.#held.session.id !== session.id) void this.keep();
    const slot = to(this.slot(session));
    this.#held = { session: this.#held?.session ?? session, slot };
    return slot;
  }

  /** The same by a key: kept after a pause. */
  press(session: SessionLine, to: (slot: Slot) => Slot): Slot {
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => void this.keep(), PAUSE);
    return this.take(session, to);
  }

  /** Puts down what is in the hand; answers once all is on disk. */
  keep(): Promise<void> {
    clearTimeout(this.#pause);
    const held = this.#held;
    this.#held = null;
    if (!held || sameSlot(held.slot, held.session)) return this.#work;
    this.#sent = [...this.#sent, held];
    this.#work = this.#work.then(() => this.#send(held));
    return this.#work;
  }

  async #send(held: Held): Promise<void> {
    const now = await this.ports.move(held.session, held.slot);
    this.#sent = this.#sent.filter((one) => one !== held);
    if (!now) return this.ports.left(held.session);
    // What was taken up again meanwhile rests on what was just written here.
    for (const one of [...this.#sent, ...(this.#held ? [this.#held] : [])]) if (one.session.id === now.id) one.session = now;
  }

  /** Gives it up: nothing was written. */
  leave(): void {
    clearTimeout(this.#pause);
    const held = this.#held;
    this.#held = null;
    if (held) this.ports.left(held.session);
  }
}
