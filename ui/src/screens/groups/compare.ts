import { diffWords } from 'diff';
import type { FrozenCanvas, FrozenFile } from '../../lib/host';
import { t } from '../../lib/words';

/** A stretch of a text that both versions have, or only the side on which it stands. */
export interface Stretch {
  readonly text: string;
  readonly changed: boolean;
  readonly side: 'before' | 'after';
}

/** Two texts word by word, in any script: words of Thai, Lao, Khmer and Burmese are not parted by spaces. */
export function textDifference(before: string, after: string): { before: Stretch[]; after: Stretch[] } {
  const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' });
  const parts = diffWords(before, after, { intlSegmenter: segmenter });
  const side = (own: 'before' | 'after'): Stretch[] =>
    parts.filter((part) => (own === 'before' ? !part.added : !part.removed)).map((part) => ({ text: part.value, changed: part.added || part.removed, side: own }));
  return { before: side('before'), after: side('after') };
}

/** One thing that differs: where, and what it was and is; none where it was not there. */
export interface Difference {
  readonly where: string;
  readonly before: string | null;
  readonly after: string | null;
}

export function fileDifferences(before: readonly FrozenFile[], after: readonly FrozenFile[]): Difference[] {
  const has = (files: readonly FrozenFile[], one: FrozenFile): boolean => files.some((file) => file.hash === one.hash && file.name === one.name);
  const gone = before.filter((file) => !has(after, file)).map((file) => ({ where: '', before: file.name, after: null }));
  const come = after.filter((file) => !has(before, file)).map((file) => ({ where: '', before: null, after: file.name }));
  return [...gone, ...come];
}

/** What a canvas says, place by place. */
function said(canvas: FrozenCanvas | null): Map<string, { where: string; text: string }> {
  const places = new Map<string, { where: string; text: string }>();
  if (!canvas) return places;
  const notes = new Map(canvas.items.map((item) => [item.id, item.note]));
  for (const { id, region, note, influence, interest, beneath } of canvas.items) {
    const weight = influence !== null && interest !== null ? t('canvas.spot', { influence, interest }) : '';
    const above = beneath ? (notes.get(beneath) ?? '') : '';
    places.set(id, { where: t(`canvas.region.${region}`), text: [note, weight, above && `↳ ${above}`].filter(Boolean).join(' · ') });
  }
  for (const { line, column, text } of canvas.cells) {
    places.set(`${line} ${column}`, { where: t('canvas.cellOf', { line: notes.get(line) ?? '', column: notes.get(column) ?? '' }), text });
  }
  return places;
}

export function canvasDifferences(before: FrozenCanvas | null, after: FrozenCanvas | null): Difference[] {
  const [was, is] = [said(before), said(after)];
  return [...new Set([...was.keys(), ...is.keys()])]
    .map((place) => ({ where: (is.get(place) ?? was.get(place))?.where ?? '', before: was.get(place)?.text ?? null, after: is.get(place)?.text ?? null }))
    .filter((one) => one.before !== one.after);
}
