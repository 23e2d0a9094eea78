import type { Held, Turn } from '../../lib/host';
import { t } from '../../lib/words';

/** How long a presentation took, or took so far, pauses left out; in milliseconds. */
export function usedMs(held: Held | null, nowMs: number): number {
  if (!held) return 0;
  return Math.max(0, (held.endedMs ?? held.pausedSinceMs ?? nowMs) - held.beganMs - held.pausedMs);
}

export type Standing = 'waiting' | 'running' | 'paused' | 'over';

export function standing({ held }: Pick<Turn, 'held'>): Standing {
  if (!held) return 'waiting';
  if (held.endedMs !== null) return 'over';
  return held.pausedSinceMs !== null ? 'paused' : 'running';
}

/** When the time is short: its last fifth, and two minutes at most. */
export function shortMs(minutes: number): number {
  return Math.min(120_000, (minutes * 60_000) / 5);
}

export type Pressure = 'calm' | 'short' | 'over';

/** How a presentation stands against its minutes; calm where nobody planned any. */
export function pressure(minutes: number | null, used: number): Pressure {
  if (minutes === null) return 'calm';
  const left = minutes * 60_000 - used;
  return left <= 0 ? 'over' : left <= shortMs(minutes) ? 'short' : 'calm';
}

/** `9:05`; of what is left, a second that has begun still counts, and of what is over one that is complete. */
export function clock(ms: number, up: boolean): string {
  const seconds = Math.max(0, up ? Math.floor(ms / 1000) : Math.ceil(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** Who is on: whoever is before the others now, else the first whom nobody has heard. */
export function onNow(turns: readonly Turn[]): number {
  const running = turns.findIndex((turn) => ['running', 'paused'].includes(standing(turn)));
  if (running >= 0) return running;
  const waiting = turns.findIndex((turn) => standing(turn) === 'waiting');
  return waiting >= 0 ? waiting : Math.max(0, turns.length - 1);
}

/** Who comes after: the next one whom nobody has heard. */
export function nextOf(turns: readonly Turn[], at: number): Turn | undefined {
  return turns.slice(at + 1).find((one) => standing(one) === 'waiting');
}

/** Whose output it is, in words. */
export function groupOf({ groupName }: Pick<Turn, 'groupName'>): string {
  return groupName ? t('groups.name', { name: groupName }) : t('order.everybody');
}

/** An order in which one has gone a step up or down; none at the edge. */
export function stepped(order: readonly string[], id: string, by: 1 | -1): string[] | null {
  const at = order.indexOf(id);
  const to = at + by;
  if (at < 0 || to < 0 || to >= order.length) return null;
  return placed(order, id, to);
}

/** An order in which one stands at another place. */
export function placed(order: readonly string[], id: string, to: number): string[] {
  const rest = order.filter((one) => one !== id);
  return [...rest.slice(0, to), id, ...rest.slice(to)];
}
