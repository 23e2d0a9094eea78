import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import axe from 'axe-core';
import { expect, test } from 'vitest';
import type { ReplicaLine } from '../src/lib/host';
import { locale } from '../src/lib/words/locale.svelte';
import { notices } from '../src/lib/stores/notices.svelte';
import LaptopLine from '../src/screens/travel/LaptopLine.svelte';
import { laptopNotes, turnAwayWords } from '../src/screens/travel/laptop-words';
import { eachInANewWindow, open, sent, standIn, to } from './open-window';

eachInANewWindow();

const text = (element: Element | null | undefined): string => element?.textContent?.replace(/\s+/g, ' ').trim() ?? '';

/** Takes a line of the menu that is open. Without layout nobody knows where a menu stands: it is there and not yet shown. */
const choose = async (line: string): Promise<unknown> => fireEvent.click(await screen.findByText(line, { selector: '[role="menuitem"]' }));

/** What is wrong with a field, as whoever is in it hears it. */
const beside = (field: Element): Promise<string> =>
  waitFor(() => {
    const ids = (field.getAttribute('aria-describedby') ?? '').split(' ');
    const problem = ids.map((id) => document.getElementById(id)).find((one) => one?.getAttribute('role') === 'alert');
    if (!problem) throw new Error('nothing is said beside it');
    return text(problem);
  });

test('headquarters accepts a waiting laptop for some programmes until a day, and is told of codes that programmes share', async () => {
  const user = await open({ role: 'hq' });
  standIn.sharedCodes = [['Clusters', 'Clusters again']];
  standIn.isFull = true;
  await to(user, /^Travel/);
  await to(user, /^Accept…$/);
  const dialog = await screen.findByRole('dialog', { name: 'LAP-E asks to join' });
  expect(text(dialog), 'the words to compare stand first').toContain('seven green boats');
  const name = within(dialog).getByLabelText('Name of the laptop');
  const accept = () => user.click(within(dialog).getByRole('button', { name: /accept$/ }));
  await user.clear(name);
  await user.type(name, 'LAP-B');
  await accept();
  expect(await beside(name), 'a name that another has').toBe('Another laptop is called LAP-B already');
  await user.clear(name);
  await user.type(name, 'LAP-E2');
  const day = within(dialog).getByLabelText('Its files are taken in until');
  await user.type(day, '2012-05-20');
  await accept();
  expect(await beside(day), 'a day that is over').toBe('That day is over already');
  await user.clear(day);
  await user.type(day, '2046-11-30');
  await user.click(within(dialog).getByLabelText('Only these'));
  await accept();
  expect(text(within(dialog).getByText('Choose at least one programme.')), 'no programme at all is a mistake').toBeTruthy();
  expect(sent('travel_accept'), 'the desk was asked only about what the window cannot know').toHaveLength(2);
  const found = await axe.run(dialog.querySelector('form') ?? dialog, { rules: { 'color-contrast': { enabled: false } } });
  expect(found.violations.map((one) => `${one.id}: ${one.nodes[0]?.html}`)).toEqual([]);
  await user.click(within(dialog).getByLabelText(/^SMECEC-2012/));
  await accept();
  await screen.findByText('LAP-E2 is accepted.');
  expect(sent('travel_accept').at(-1)).toEqual({ replica: 'replica-LAP-E', label: 'LAP-E2', readOnly: false, programmes: ['programme-1'], until: '2046-11-30' });
  expect(notices.list.at(-1)?.about, 'one code means two programmes now').toContain('Programmes share the code SMECEC-2012: Clusters, Clusters again');
  expect(notices.list.at(-1)?.about, 'and what is not here yet is said').toContain('A file of LAP-E2 did not fit and waits: make room on the disk and open Sala again.');
  expect(await screen.findByText(/^Its files are taken in until 30 Nov\w* 2046\.$/), 'the day that was given, wherever this window is').toBeTruthy();
  expect(screen.getByText('It may see one programme only.')).toBeTruthy();
});

test('a laptop that was accepted before is shown with what it may do, and that can be changed', async () => {
  const user = await open({ role: 'hq' });
  await to(user, /^Travel/);
  await user.click(await screen.findByRole('button', { name: 'More for LAP-C' }));
  // Its time ran out.
  await choose('Accept again…');
  const dialog = await screen.findByRole('dialog', { name: 'What LAP-C may do' });
  expect((within(dialog).getByLabelText('Its files are taken in until') as HTMLInputElement).value).toBe('2012-05-31');
  expect((within(dialog).getByLabelText(/^May only look/) as HTMLInputElement).checked).toBe(true);
  await user.click(within(dialog).getByLabelText(/^May only look/));
  await user.click(within(dialog).getByRole('button', { name: 'Save' }));
  await screen.findByText('Saved for LAP-C.');
  expect(sent('travel_accept')).toEqual([{ replica: 'replica-LAP-C', label: null, readOnly: false, programmes: null, until: '2012-05-31' }]);
});

test('a laptop that was revoked is told by a file of that word alone', async () => {
  const user = await open({ role: 'hq' });
  await to(user, /^Travel/);
  await user.click(await screen.findByRole('button', { name: 'More for LAP-B' }));
  await choose('Revoke…');
  await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: /^Revoke/ }));
  await user.click(await screen.findByRole('button', { name: 'More for LAP-B' }));
  await choose('A file that tells it…');
  await screen.findByText('The file for LAP-B is written');
  expect(sent('travel_carry')).toMatchObject([{ to: 'replica-LAP-B', onlyRevocation: true, withoutAttachments: true, programme: null }]);
});

test('a laptop that was revoked says when, and from which page on', async () => {
  const user = await open({ role: 'hq' });
  await to(user, /^Travel/);
  expect(await screen.findByText('Revoked on 18 May 2012 from page 9 in SMECEC-2012 on: what it wrote after that is kept and does not count.')).toBeTruthy();
});

test('a laptop that nobody knows is refused, after it is said what goes and what stays', async () => {
  const user = await open({ role: 'hq' });
  await to(user, /^Travel/);
  await to(user, /^Refuse LAP-E…$/);
  const dialog = await screen.findByRole('dialog', { name: 'Refuse LAP-E?' });
  expect(text(dialog)).toContain('Its request and the one file of it that waits here are deleted.');
  expect(text(dialog)).toContain('The laptop still has everything that it recorded');
  await user.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(sent('travel_turn_away'), 'Escape leaves everything as it was').toEqual([]);
  const refuse = screen.getByRole('button', { name: 'Refuse LAP-E…' });
  refuse.focus();
  await user.keyboard('{Enter}');
  const again = await screen.findByRole('dialog', { name: 'Refuse LAP-E?' });
  const found = await axe.run(again.querySelector('ul') ?? again, { rules: { 'color-contrast': { enabled: false } } });
  expect(found.violations.map((one) => `${one.id}: ${one.nodes[0]?.html}`)).toEqual([]);
  within(again).getByRole('button', { name: 'Refuse LAP-E' }).focus();
  await user.keyboard('{Enter}');
  await screen.findByText('LAP-E is turned away.');
  expect(sent('travel_turn_away')).toEqual([{ replica: 'replica-LAP-E' }]);
  expect(notices.list.at(-1)?.about, 'how much was dropped').toContain('One file that waited here was dropped.');
  expect(screen.queryByRole('button', { name: /^Accept…$/ }), 'it asks no more').toBeNull();
  expect(screen.queryByRole('button', { name: /^Refuse LAP-[A-D]/ }), 'whom headquarters accepted is not refused').toBeNull();
});

test('a laptop that never asked is listed with what waits of it, and can only be refused', async () => {
  const nameless: ReplicaLine = {
    replica: 'replica-0b1c2d3e', label: '0b1c2d3e', role: 'site', certified: false, here: false, wasHere: false, lastHeard: null, pages: 0, readOnly: false, gaps: [], setAside: 0, notCounted: [], parts: null, asked: [],
    programmes: null, fingerprint: '', goesOnFrom: null, forkedFrom: null, waitingFiles: [{ bundle: '0011223344', file: 'from-a-stick.sala', came: '2012-05-17T03:00:00Z', pages: 2 }, { bundle: '5566778899', file: null, came: null, pages: 0 }], revoked: false, revokedFormer: null, revokedAt: null, revokedFrom: [], until: null, untilDay: null,
  };
  const nothing = async (): Promise<void> => {};
  render(LaptopLine, { one: nameless, hq: true, onask: nothing, onturnaway: nothing, onrevoke: nothing, onbelieve: nothing, ontell: nothing, onpages: nothing, onact: nothing });
  const waits = screen.getByText(/^2 files of it wait here/);
  expect(text(waits), 'which, since when, and that one brings no page').toMatch(/: from-a-stick\.sala \(came 17 May 2012, 2 pages\), 55667788 \(no pages\)\. It never asked to be accepted/);
  expect(screen.getByRole('button', { name: 'Refuse 0b1c2d3e…' })).toBeTruthy();
  expect(screen.queryByRole('button', { name: /^Accept/ }), 'there are no words to compare').toBeNull();
  expect(turnAwayWords(nameless).points[0], 'there is no request to delete').toBe('The 2 files of it that wait here are deleted.');
});

test('pages that left this very laptop before an old copy of its store came back are told as that, and nobody is asked', () => {
  const former: ReplicaLine = {
    replica: 'replica-LAP-A', label: 'LAP-A', role: 'site', certified: true, here: false, wasHere: true, lastHeard: null, pages: 4, readOnly: false, setAside: 0, notCounted: [], parts: null, asked: [],
    gaps: [{ first: 5, last: 6, programme: 'SMECEC-2012', programmeId: 'programme-1', after: '2012-05-17T02:00:00Z', before: null, heldBy: null, lost: false }],
    programmes: null, fingerprint: 'seven green boats', goesOnFrom: null, forkedFrom: null, waitingFiles: [], revoked: false, revokedFormer: null, revokedAt: null, revokedFrom: [], until: null, untilDay: null,
  };
  const [own] = laptopNotes(former);
  expect(own?.text).toBe('Pages 5–6 of this laptop, from when it was LAP-A, left in a file and are not here in SMECEC-2012: an old copy of its store came back. Headquarters’ next file brings them back where headquarters has them; otherwise look for the stick, or restore a backup that has them beside this one and make a file from there.');
  expect(own?.act, 'only headquarters can have them, and every file asks it').toBeUndefined();
  expect(laptopNotes({ ...former, role: 'hq' })[0]?.text, 'headquarters waits for no file of its own').toMatch(/came back\. The next file of a laptop that has them brings them back\.$/);
  expect(laptopNotes(former)[1]?.text, 'what is missing is asked for with every file').toBe('Each file that is made here asks for what is missing.');
  const nothing = async (): Promise<void> => {};
  render(LaptopLine, { one: former, hq: true, onask: nothing, onturnaway: nothing, onrevoke: nothing, onbelieve: nothing, ontell: nothing, onpages: nothing, onact: nothing });
  expect(text(screen.getByText(/^Pages 5–6 of this laptop/)), 'which is what its line says').toContain('an old copy of its store came back');
  expect(screen.queryByRole('button', { name: /^Ask LAP-A for/ }), 'and nothing to press').toBeNull();
  expect(laptopNotes({ ...former, wasHere: false })[0]?.text, 'of another laptop it is asked for its file').toContain('ask for the files');
  const told = (more: Partial<ReplicaLine['gaps'][number]>): string | undefined =>
    laptopNotes({ ...former, gaps: former.gaps.map((gap) => ({ ...gap, ...more })) })[0]?.text;
  expect(told({ heldBy: 'HQ' }), 'who has them is told').toMatch(/came back\. HQ has them, and its next file brings them back\.$/);
  expect(told({ lost: true }), 'and where nobody has them, which file to look for').toMatch(/Headquarters does not have them: look for the file made from 17 May 2012 on; where a backup has them, restore that beside this one and make a file from there\.$/);
  expect(told({ lost: true, after: null })).toMatch(/look for the file that carried them; where a backup/);
});

test('headquarters is told which pages left a laptop in a file that came nowhere, and asks nobody who has them no more', () => {
  const [line] = laptopNotes({
    replica: 'replica-LAP-A', label: 'LAP-A', role: 'site', certified: true, here: false, wasHere: false, lastHeard: null, pages: 6, readOnly: false, setAside: 0, notCounted: [], parts: null, asked: [],
    gaps: [{ first: 7, last: 7, programme: 'SMECEC-2012', programmeId: 'programme-1', after: '2012-05-17T02:00:00Z', before: null, heldBy: null, lost: true }],
    programmes: null, fingerprint: 'seven green boats', goesOnFrom: null, forkedFrom: null, waitingFiles: [], revoked: false, revokedFormer: null, revokedAt: null, revokedFrom: [], until: null, untilDay: null,
  });
  expect(line?.text).toBe('Page 7 of LAP-A left in a file that came nowhere in SMECEC-2012, and LAP-A has it no more: look for the file made from 17 May 2012 on; where a backup has it, restore that beside this one and make a file from there.');
  expect(line?.act, 'LAP-A cannot send it').toBeUndefined();
});

test('missing pages are asked for by one button, which says so afterwards and can be taken back', async () => {
  const user = await open({ role: 'hq' });
  await to(user, /^Travel/);
  await to(user, /^Ask LAP-B for pages 4–6$/);
  await screen.findByText('Pages 4–6 are asked for in SMECEC-2012: each file to LAP-B says so until they come.');
  expect(sent('travel_ask')).toEqual([{ replica: 'replica-LAP-B', first: 4, last: 6, programme: 'programme-1', withdraw: false }]);
  expect(screen.queryByRole('button', { name: 'Ask LAP-B for pages 4–6' }), 'what is asked need not be asked again').toBeNull();
  expect(screen.getByRole('button', { name: 'Ask LAP-B for page 9' }), 'the other gap is another question').toBeTruthy();
  await to(user, /^Ask LAP-B for pages 4–6 no more$/);
  await screen.findByRole('button', { name: 'Ask LAP-B for pages 4–6' });
  expect(notices.list.at(-1)?.about, 'gaps are asked for anyway, and nobody is told otherwise').toContain('by itself');
});

test('pages that were said to be here can be asked for, and pages that cannot be are answered beside their field', async () => {
  const user = await open({ role: 'hq' });
  await to(user, /^Travel/);
  await user.click(await screen.findByRole('button', { name: 'More for LAP-B' }));
  await choose('Ask for pages again…');
  const dialog = await screen.findByRole('dialog', { name: 'Ask LAP-B for pages again' });
  const [first, last] = [within(dialog).getByLabelText('From page'), within(dialog).getByLabelText('To page')];
  const ask = () => user.click(within(dialog).getByRole('button', { name: 'Ask for them' }));
  await ask();
  expect(await beside(first)).toBe('Pages are counted from 1.');
  await user.type(first, '7');
  await user.type(last, '3');
  await ask();
  expect(await beside(last)).toBe('The last page comes before the first.');
  expect(sent('travel_ask')).toEqual([]);
  await user.clear(last);
  await ask();
  await waitFor(() => expect(sent('travel_ask')).toEqual([{ replica: 'replica-LAP-B', first: 7, last: 7, programme: null, withdraw: false }]));
});

test('a site sees what is missing of others and asks nobody: that is headquarters', async () => {
  const user = await open();
  await to(user, /^Travel/);
  await screen.findByText(/Pages 4–6 of LAP-B are missing/);
  expect(screen.queryByRole('button', { name: /^Ask LAP-B/ })).toBeNull();
});

test('a look at a file shows how far it is, and Stop or Escape leaves everything as it was and says so', async () => {
  const user = await open({ role: 'hq' });
  let stop: (reason: unknown) => void = () => undefined;
  Object.assign(standIn, {
    travel_receive: ({ job }: { job: string }) => {
      standIn.tell({ type: 'progress', job, stage: 'preview', done: 40, of: 100 });
      return new Promise((_, reject) => (stop = reject));
    },
    app_cancel_job: () => null,
  });
  await to(user, /^Travel/);
  for (const how of ['button', 'Escape'] as const) {
    await to(user, /^Choose one/);
    const bar = await screen.findByRole('progressbar', { name: 'Checking every signature…' });
    expect([bar.getAttribute('value'), bar.getAttribute('max')], 'how far it is').toEqual(['40', '100']);
    if (how === 'button') await to(user, /^Stop$/);
    else await user.keyboard('{Escape}');
    await screen.findByRole('progressbar', { name: 'Stopping…' });
    stop({ code: 'stopped', params: {} });
    await screen.findByText('Stopped. Nothing was changed.');
    expect(screen.queryByRole('progressbar'), 'it is over').toBeNull();
    expect(screen.queryByRole('button', { name: 'Take it in' }), 'and nothing is offered that nobody has seen').toBeNull();
    for (const notice of notices.list) notices.close(notice.id);
  }
  const jobs = sent('travel_receive').map((args) => args['job']);
  expect(sent('app_cancel_job').map((args) => args['job']), 'each time the very work that was under way').toEqual(jobs);
});

test('who accepts, asks and stops can do so in Thai', async () => {
  const user = await open({ role: 'hq' });
  locale.use('th');
  await to(user, /^รับส่งข้อมูล/);
  await to(user, /^ขอหน้า 4–6 จาก LAP-B$/);
  await screen.findByText(/ขอหน้า 4–6 ไว้แล้ว/);
  await to(user, /^รับรอง…$/);
  await screen.findByRole('dialog', { name: 'LAP-E ขอเข้าร่วม' });
  await screen.findByText('โครงการที่เครื่องนี้ดูได้');
});

test('what a laptop wrote that may only look is listed with how much, where and what to do', async () => {
  await to(await open({ role: 'hq' }), /^Travel/);
  const note = await screen.findByText(/^It may only look, and wrote/);
  expect(text(note)).toBe('It may only look, and wrote 12 entries (pages 3–4 in SMECEC-2012), kept and not taken in. If they should count: headquarters lets it write there, under What it may do….');
});

test('whoever accepts a laptop is told what came in with it, and from whom it goes on that is revoked', async () => {
  const user = await open({ role: 'hq' });
  const former = { code: 'revoked_former', params: { label: 'LAP-E', former: 'LAP-D', at: '2012-05-18T03:00:00Z', pages: '4 · SMECEC-2012' } };
  Object.assign(standIn, { travel_open_request: () => ({ replica: 'replica-LAP-E', label: 'LAP-E', fingerprint: 'seven green boats', role: 'site', goesOnFrom: 'LAP-D', revoked: true, revokedFormer: former }) });
  await to(user, /^Travel/);
  await to(user, /^Open a laptop/);
  const dialog = await screen.findByRole('dialog', { name: /LAP-E/ });
  expect(text(dialog), 'before it is accepted').toMatch(/LAP-E goes on from LAP-D, which was revoked on 18 May 2012.* from page 4 · SMECEC-2012 on\. Whoever has that laptop, or a copy of it, can ask so/);
  await user.click(within(dialog).getByRole('button', { name: /^The words are the same/ }));
  await screen.findByText('LAP-E is accepted.');
  const said = notices.list.at(-1);
  expect(said?.about, 'which file, from whom, and what it changed').toContain('Taken in, LAP-E 2012-05-20.sala from LAP-E: 3 marks added.');
  expect(said?.stays, 'until somebody has read it').toBe(true);
});
