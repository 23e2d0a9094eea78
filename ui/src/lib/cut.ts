import type { Attachment } from 'svelte/attachments';

/** A text that was cut for room is told whole when the pointer rests on it; one that stands there whole needs no hint over the next line. */
export const toldWhole: Attachment<HTMLElement> = (node) => {
  const tell = (): void => {
    // A whole line is hidden below, not the tail of a tall letter.
    const below = node.scrollHeight > node.clientHeight + 8;
    if (below || node.scrollWidth > node.clientWidth) node.title = node.textContent?.trim() ?? '';
    else node.removeAttribute('title');
  };
  node.addEventListener('pointerenter', tell);
  return () => node.removeEventListener('pointerenter', tell);
};

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
/** So much of what texts share at their start is left out, so much is kept to know it again. */
const [SHARED, KEPT] = [24, 8];

/** Texts that begin alike, from where they differ: what a line has no room for is not the difference. */
export function fromDifference(texts: readonly string[]): readonly string[] {
  const [first = [], ...others] = texts.map((text) => Array.from(graphemes.segment(text), (one) => one.segment));
  const end = first.findIndex((one, at) => others.some((other) => other[at] !== one));
  const same = end < 0 ? first.length : end;
  // Texts that are all the same begin and end alike: there is nothing to go to.
  if (same < SHARED || others.length === 0 || others.every((other) => other.length === first.length && same === first.length)) return texts;
  return [first, ...others].map((text) => `…${text.slice(same - KEPT).join('')}`);
}
