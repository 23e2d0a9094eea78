import type { PlanActivity } from '../../lib/host';
import { shifted } from './gantt';

export type Days = Pick<PlanActivity, 'starts' | 'ends'>;

/** How long a hand may rest between two keys of one gesture. */
const PAUSE = 700;

/** An activity that is being moved: each key paints at once, and the whole gesture is written once. */
export class Moving {
  #now = $state.raw<{ readonly id: string; readonly days: Days } | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #writing = false;

  /** `write` looks the activity up: what it says of its version may be younger than the gesture. */
  constructor(private readonly write: (id: string, days: Days) => Promise<void>) {}

  /** Where an activity stands on the screen. */
  days(activity: PlanActivity): Days {
    return this.#now?.id === activity.id ? this.#now.days : activity;
  }

  /** Moves an activity by days, or, where only its end moves, makes it longer. A pointer that holds it may rest as long as it likes. Answers
   * whether it moved. */
  by(activity: PlanActivity, days: number, onlyEnd: boolean, held = false): boolean {
    if (this.#now && this.#now.id !== activity.id) void this.end();
    const { starts, ends } = this.days(activity);
    const last = ends ?? starts;
    if (last === null) return false;
    const to = onlyEnd ? { starts, ends: shifted(last, days) } : { starts: starts && shifted(starts, days), ends: ends && shifted(ends, days) };
    if (to.starts && to.ends && to.ends < to.starts) return false;
    this.#now = { id: activity.id, days: to };
    clearTimeout(this.#timer);
    if (!held) this.#timer = setTimeout(() => void this.end(), PAUSE);
    return true;
  }

  /** Leaves it where it was. */
  giveUp(): boolean {
    clearTimeout(this.#timer);
    const was = this.#now !== null && !this.#writing;
    if (was) this.#now = null;
    return was;
  }

  /** Writes where it stands now. What is moved on meanwhile is written when this is done. */
  async end(): Promise<void> {
    clearTimeout(this.#timer);
    const now = this.#now;
    if (!now || this.#writing) return;
    this.#writing = true;
    try {
      await this.write(now.id, now.days);
    } finally {
      this.#writing = false;
      if (this.#now === now) this.#now = null;
    }
  }
}
