// What a key means. Physical positions count where the letter does not: with a Thai
// keyboard layout the key printed `P` types `ย`, and a badge scanner types through that same layout.

import type { Status } from './marks';

/** The letter or digit that the key carries on a Latin keyboard, in lower case. */
export function latinKey(event: Pick<KeyboardEvent, 'key' | 'code'>): string {
  if (/^[a-z0-9/]$/i.test(event.key)) return event.key.toLowerCase();
  const letter = /^Key([A-Z])$/.exec(event.code)?.[1];
  if (letter) return letter.toLowerCase();
  const digit = /^(?:Digit|Numpad)([0-9])$/.exec(event.code)?.[1];
  if (digit) return digit;
  return event.code === 'Slash' ? '/' : event.key;
}

const STATUS_KEYS: Readonly<Record<string, Status>> = { p: 'present', l: 'late', e: 'excused', a: 'absent' };

/** The mark a letter stands for. */
export function statusOf(key: string): Status | undefined {
  return STATUS_KEYS[key];
}

/** A key counts for the roll call only where nobody is typing a text or answering a question. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, select, [contenteditable], [role="dialog"], [role="menu"]') !== null;
}

/**
 * A key that belongs to an input method. WebKit sends the Enter that ends a word after the composition is over: that
 * one is known only by its number.
 */
export function composing(event: Pick<KeyboardEvent, 'isComposing' | 'keyCode'>): boolean {
  return event.isComposing || event.keyCode === 229;
}
