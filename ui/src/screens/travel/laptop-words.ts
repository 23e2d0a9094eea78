// What there is to say of a laptop: what is missing and which file has it, copies, whom headquarters believes.
import type { AskedPages, BundleView, MissingPages, NotCounted, ReplicaLine, WaitingFile } from '../../lib/host';
import { t } from '../../lib/words';
import { dateRange, localDay, number } from '../../lib/words/format';
import { noticeWords, problemWords } from '../../lib/words/problems';

/** One sentence about a laptop. `ask`: somebody can do something about it. */
export interface LaptopNote {
  readonly text: string;
  readonly ask: boolean;
  /** What can be done about it here. */
  readonly act?: { readonly kind: 'ask' | 'withdraw'; readonly pages: Pages; readonly name: string };
}

/** Pages of a laptop; in all programmes where none is named. */
export interface Pages {
  readonly first: number;
  readonly last: number;
  readonly programmeId: string | null;
}

const range = ({ first, last }: { first: number; last: number }): string => (first === last ? number(first) : `${number(first)}–${number(last)}`);
const same = (one: Pages, other: Pages): boolean => one.first === other.first && one.last === other.last && one.programmeId === other.programmeId;

/** What can be done about pages, named so that it is told from its neighbours. */
function act(kind: 'ask' | 'withdraw', label: string, { first, last, programmeId }: MissingPages | AskedPages): LaptopNote['act'] {
  const name = t(kind === 'ask' ? 'laptops.askFor' : 'laptops.withdrawFor', { label, pages: range({ first, last }), count: last - first + 1 });
  return { kind, pages: { first, last, programmeId }, name };
}

/** "Pages 4–6 of LAP-B are missing: ask for the file of 17 May 2012." */
function missing({ label, role, wasHere }: ReplicaLine, gap: MissingPages): string {
  const what = { label, pages: range(gap), count: gap.last - gap.first + 1, programme: gap.programme || 'none' };
  if (wasHere && gap.heldBy) return t('laptops.gapOwnHeld', { ...what, holder: gap.heldBy });
  const since = gap.after ? dateRange(localDay(gap.after), localDay(gap.after)) : 'none';
  if (wasHere && gap.lost && role !== 'hq') return t('laptops.gapOwnLost', { ...what, since });
  if (wasHere) return t('laptops.gapOwn', { ...what, role });
  if (gap.lost) return t('laptops.gapLost', { ...what, since });
  if (!gap.before && gap.after) return t('laptops.gapSince', { ...what, day: dateRange(localDay(gap.after), localDay(gap.after)) });
  if (!gap.before) return t('laptops.gap', what);
  const before = localDay(gap.before);
  const after = gap.after && localDay(gap.after);
  // A clock that was put back would make a range that runs backwards.
  return after && after <= before ? t('laptops.gapOf', { ...what, days: dateRange(after, before) }) : t('laptops.gapUntil', { ...what, day: dateRange(before, before) });
}

/** "evening.sala (came 17 May 2012, 3 pages)": what waits is told by what somebody holds in their hand. */
function waits({ bundle, file, came, pages }: WaitingFile): string {
  const day = came ? dateRange(localDay(came), localDay(came)) : 'none';
  return t('laptops.waitingFile', { name: file ?? bundle.slice(0, 8), day, count: pages });
}

/** "It may only look and wrote 12 entries (pages 3–4 in MEK-2012), which are kept and not taken in: ..." */
function notCounted(found: NotCounted): string {
  const { entries, why, programme, first, last } = found;
  return t('laptops.notCounted', { why, entries, count: last - first + 1, pages: range(found), programme: programme || 'none' });
}

/** "Revoked on 18 May 2012 from page 9 in MEK-2012 on: ..." */
function revoked({ revokedAt, revokedFrom }: ReplicaLine): string {
  const day = revokedAt ? dateRange(localDay(revokedAt), localDay(revokedAt)) : 'none';
  const places = revokedFrom.map((from) => t('laptops.revokedPlace', { page: from.page, programme: from.programme || 'none' }));
  return places.length > 0 ? t('laptops.revokedFrom', { day, places: places.join(', ') }) : t('laptops.revoked', { day });
}

/** Whether the time that headquarters gave it is over. */
export function ended(one: ReplicaLine): boolean {
  return one.until !== null && new Date(one.until) < new Date();
}

/** Whether it asked to be accepted: files may wait of one that never did, and nothing but its id is known of it. */
export function asks(one: ReplicaLine): boolean {
  return !one.certified && one.fingerprint !== '';
}

/** Everything that there is to say of it, what asks for somebody first. */
export function laptopNotes(one: ReplicaLine): LaptopNote[] {
  const { label } = one;
  const notes: LaptopNote[] = one.gaps.map((gap) => ({
    text: missing(one, gap),
    ask: true,
    // Of what this laptop was itself nobody can be asked but headquarters, which is asked anyway; and whoever lost them has them no more.
    ...(!one.wasHere && !gap.lost && !one.asked.some((asked) => same(asked, gap)) && { act: act('ask', label, gap) }),
  }));
  if (notes.length > 0) notes.push({ text: t('laptops.gapAsked'), ask: false });
  if (one.parts) {
    const { made, of, missing: numbers } = one.parts;
    const day = dateRange(localDay(made), localDay(made));
    notes.push({ text: t('laptops.parts', { label, of, day, count: numbers.length, numbers: numbers.map((n) => number(n)).join(', ') }), ask: true });
  }
  for (const asked of one.asked) {
    const text = t('laptops.asked', { label, pages: range(asked), count: asked.last - asked.first + 1, programme: asked.programme || 'none' });
    notes.push({ text, ask: false, act: act('withdraw', label, asked) });
  }
  if (one.waitingFiles.length > 0) {
    const [count, files] = [one.waitingFiles.length, one.waitingFiles.map(waits).join(', ')];
    const known = asks(one) || one.certified;
    notes.push({ text: known ? t('laptops.quarantined', { count, files, fingerprint: one.fingerprint }) : t('laptops.quarantinedUnasked', { count, files }), ask: true });
  }
  if (one.setAside > 0) notes.push({ text: t('laptops.setAside', { label, count: one.setAside }), ask: false });
  if (one.forkedFrom !== null) notes.push({ text: t('laptops.forked', { label, page: one.forkedFrom }), ask: true });
  if (!one.certified) notes.push({ text: one.goesOnFrom ? t('laptops.goesOnFrom', { label: one.goesOnFrom }) : t('laptops.uncertified'), ask: true });
  if (one.certified && one.goesOnFrom) notes.push({ text: t('laptops.wentOnFrom', { label: one.goesOnFrom }), ask: false });
  // Of one that asks it means the laptop that it goes on from.
  if (one.revoked) notes.push({ text: one.certified ? revoked(one) : one.revokedFormer ? noticeWords(one.revokedFormer) : t('laptops.revokedBefore'), ask: true });
  for (const found of one.notCounted) notes.push({ text: notCounted(found), ask: true });
  if (one.programmes) notes.push({ text: t('laptops.onlySome', { count: one.programmes.length }), ask: false });
  if (one.readOnly) notes.push({ text: t('laptops.readOnly'), ask: false });
  if (one.until) {
    const day = one.untilDay ?? localDay(one.until);
    notes.push(ended(one) ? { text: t('laptops.ended', { day: dateRange(day, day) }), ask: true } : { text: t('laptops.until', { day: dateRange(day, day) }), ask: false });
  }
  return notes;
}

/** What was taken in of the files that waited until their laptop was accepted, a sentence for each, and what of it does not count. */
export function takenWords(taken: readonly BundleView[]): string[] {
  return taken.flatMap((one) => {
    const [file, from, changes] = [one.fileName, one.from, one.changes.map(noticeWords).join('; ')];
    const what = changes ? t('laptops.takenIn', { file, from, changes }) : t('laptops.takenInNothing', { file, from });
    return one.why ? [what, problemWords(one.why).title] : [what];
  });
}

/** What a dialog says before something is taken from a laptop. */
export interface LaptopDialogWords {
  readonly title: string;
  readonly about: string;
  readonly points: readonly string[];
  readonly action: string;
}

/** A laptop that was lost: what stays, what does not count any more, and that it can be taken back. */
export function revokeWords({ label }: ReplicaLine): LaptopDialogWords {
  const points = [t('laptops.revokeStays'), t('laptops.revokeLater'), t('laptops.revokeTells'), t('laptops.revokeLift')];
  return { title: t('laptops.revokeTitle', { label }), about: t('laptops.revokeAbout'), points, action: t('laptops.revokeDo', { label }) };
}

/** A laptop that asks to join and is turned away: what is dropped here, and that nothing is lost by it. */
export function turnAwayWords(one: ReplicaLine): LaptopDialogWords {
  const [label, count] = [one.label, one.waitingFiles.length];
  const points = [t(asks(one) ? 'laptops.turnAwayDrops' : 'laptops.turnAwayDropsUnasked', { count }), t('laptops.turnAwayHas'), t('laptops.turnAwayAgain')];
  return { title: t('laptops.turnAwayTitle', { label }), about: t('laptops.turnAwayAbout'), points, action: t('laptops.turnAwayDo', { label }) };
}
