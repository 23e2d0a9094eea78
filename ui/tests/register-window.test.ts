import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { desk } from '../src/lib/stores/desk.svelte';
import { nav } from '../src/lib/stores/nav.svelte';
import { eachInANewWindow, open, sent, standIn, to } from './open-window';

eachInANewWindow();

/** Opens a menu and takes a line of it. Without layout nobody knows where a menu stands: it is there and not yet shown. */
async function choose(user: ReturnType<typeof userEvent.setup>, menu: RegExp, line: string): Promise<void> {
  await user.click(await screen.findByRole('button', { name: menu }));
  fireEvent.click(await screen.findByText(line, { selector: '[role="menuitem"]' }));
}
/** A hand rests between keys; a scanner does not. */
const rest = () => new Promise((done) => setTimeout(done, 60));

async function press(user: ReturnType<typeof userEvent.setup>, keys: string): Promise<void> {
  for (const key of keys) {
    await user.keyboard(key);
    await rest();
  }
}

test('a trainer takes the afternoon register by keyboard alone and locks it', async () => {
  const user = await open({ people: 5 });
  await to(user, /^Register$/);
  await screen.findByRole('grid', { name: 'Roll call' });
  await press(user, 'ppl25a');
  await user.keyboard('e');
  await user.type(await screen.findByRole('combobox', { name: 'Reason' }), 'clinic{Enter}');
  const counts = () => within(screen.getByRole('region', { name: 'Count' })).getByRole('list').textContent?.replace(/\s+/g, ' ').trim();
  await waitFor(() => expect(counts(), 'everybody has an answer').toBe('2 present1 late1 excused1 absent0 not marked'));
  await to(user, /^Lock the register$/);
  await screen.findByText('The register is locked.');
  const marks = sent('attendance_mark').map(({ mark }) => mark as { status: string; minutes: number | null; reason: string | null });
  expect(marks.filter((mark) => mark.status === 'late').at(-1)?.minutes, 'the digits belong to the late one').toBe(25);
  expect(marks.find((mark) => mark.status === 'excused')?.reason).toBe('clinic');
  await press(user, 'p');
  expect(await screen.findByText('This register is locked.'), 'a key on a locked register is explained').toBeTruthy();
});

test('a register with somebody unmarked does not lock and says who', async () => {
  const user = await open({ people: 3 });
  await to(user, /^Register$/);
  await screen.findByRole('grid', { name: 'Roll call' });
  await press(user, 'pp');
  await to(user, /^Lock the register$/);
  const dialog = await screen.findByRole('dialog', { name: 'One person is not marked' });
  expect(within(dialog).getByText('Kumru Visal')).toBeTruthy();
  expect(sent('attendance_lock'), 'the desk was not even asked').toEqual([]);
});

test('whoever came later is named at the register that was closed without them, and said there not to have arrived', async () => {
  const user = await open({ people: 3 });
  // As a mark of another laptop leaves it: everybody was marked when it was closed, and Noy did not belong.
  const closed = standIn.registers.find((one) => one.id === '2012-05-18-AM');
  const late = standIn.people[2];
  if (!closed || !late) throw new Error('the stand-in has a closed register and three people');
  closed.state = 'locked';
  standIn.cells.delete(`${closed.id}/${late.id}`);
  desk.version += 1;
  await user.click(await screen.findByRole('button', { name: /closed, and one person who came later is not marked/ }));
  await to(user, /^Compare with the paper/);
  const dialog = await screen.findByRole('dialog', { name: 'One person is not marked' });
  expect(within(dialog).getByText(/closed before they belonged/), 'it says what this is').toBeTruthy();
  await user.click(within(dialog).getByRole('button', { name: 'Had not arrived' }));
  await screen.findByText('Marked at one register');
  expect(sent('attendance_advance')[0]).toMatchObject({ participants: [late.id], from: '2012-05-18', fromHalf: 'AM', to: '2012-05-18', toHalf: 'AM', mark: { status: 'not_arrived' } });
  await to(user, /^Compare with the paper/);
  expect(await screen.findByRole('dialog', { name: 'Compare with the paper sheet' }), 'now it is compared').toBeTruthy();
});

test('what a file brought in behind the screen is not locked: the trainer looks again', async () => {
  const user = await open({ people: 3 });
  await to(user, /^Register$/);
  await screen.findByRole('grid', { name: 'Roll call' });
  await press(user, 'ppp');
  const lock = standIn.attendance_lock.bind(standIn);
  Object.assign(standIn, { attendance_lock: () => Promise.reject({ code: 'register_changed', params: { count: 1, participants: 'P02 Kumru Dara' } }) });
  await to(user, /^Lock the register$/);
  expect(await screen.findByText('Changed: P02 Kumru Dara', { exact: false }), 'it says whose line').toBeTruthy();
  const read = sent('attendance_sheet').length;
  expect(read, 'and the lines were read again').toBeGreaterThan(1);
  Object.assign(standIn, { attendance_lock: lock });
  await to(user, /^Lock the register$/);
  await screen.findByText('The register is locked.');
  expect(sent('attendance_lock').at(-1)?.['seen'], 'every line as the screen showed it').toMatch(/^\d+(\.\d+)+$/);
});

test('Shift+P fills the rest and Ctrl+Z takes a mark back', async () => {
  const user = await open({ people: 4 });
  await to(user, /^Register$/);
  await screen.findByRole('grid', { name: 'Roll call' });
  await press(user, 'a');
  await user.keyboard('{Control>}z{/Control}');
  await screen.findByText('Taken back: a mark');
  await user.keyboard('{Shift>}P{/Shift}');
  await rest();
  await waitFor(() => expect(sent('attendance_fill')).toHaveLength(1));
  await waitFor(() => expect(screen.getAllByRole('button', { name: /: Present$/, pressed: true }), 'nobody stays unmarked').toHaveLength(4));
});

test('a Thai keyboard marks by the same keys', async () => {
  const user = await open({ people: 2 });
  await to(user, /^Register$/);
  await screen.findByRole('grid', { name: 'Roll call' });
  window.dispatchEvent(new KeyboardEvent('keydown', { key: 'ย', code: 'KeyP', bubbles: true }));
  await rest();
  expect(sent('attendance_mark').map(({ mark }) => (mark as { status: string }).status)).toEqual(['present']);
});

test('Enter that ends a word of an input method does not save an excuse', async () => {
  const user = await open({ people: 2 });
  await to(user, /^Register$/);
  await screen.findByRole('grid', { name: 'Roll call' });
  await user.keyboard('e');
  const reason = await screen.findByRole('combobox', { name: 'Reason' });
  await user.type(reason, 'ป่วย');
  reason.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true }));
  await rest();
  expect(sent('attendance_mark'), 'the word is not finished').toEqual([]);
  await user.keyboard('{Enter}');
  await waitFor(() => expect(sent('attendance_mark')).toHaveLength(1));
});

test('a badge scanned while an excuse or a remark is written marks its owner and is no text', async () => {
  const user = await open({ people: 3 });
  await to(user, /^Register$/);
  await screen.findByRole('grid', { name: 'Roll call' });
  await user.keyboard('e');
  const reason = await screen.findByRole<HTMLInputElement>('combobox', { name: 'Reason' });
  await press(user, 'flu');
  await user.keyboard('P02{Enter}');
  await waitFor(() => expect(sent('attendance_mark').map(({ mark }) => (mark as { status: string }).status), 'only the badge').toEqual(['present']));
  expect(reason.value, 'what was written stays, and waits').toBe('flu');
  await rest();
  await user.keyboard('{Enter}');
  await waitFor(() => expect(sent('attendance_mark').map(({ mark }) => (mark as { reason: string | null }).reason)).toEqual([null, 'flu']));
  await choose(user, /^More for .*Visal/, 'Add a remark…');
  const remark = await screen.findByRole('textbox', { name: 'Remark' });
  await user.click(remark);
  await rest();
  await user.keyboard('P03{Enter}');
  await waitFor(() => expect(sent('attendance_mark'), 'the badge again').toHaveLength(3));
  expect(sent('attendance_remark'), 'and no remark').toEqual([]);
});

test('the history of a mark says how far each line has come', async () => {
  const user = await open({ people: 2 });
  await to(user, /^Register$/);
  await screen.findByRole('grid', { name: 'Roll call' });
  await press(user, 'pl');
  await choose(user, /^More for Kumru Sophea/, 'History of this mark');
  const dialog = await screen.findByRole('dialog');
  expect(await within(dialog).findByText('recorded'), 'what was marked now has not left the laptop').toBeTruthy();
});

test('a remark that the desk refuses stays in its dialog, as it was typed', async () => {
  const user = await open({ people: 2 });
  Object.assign(standIn, { attendance_remark: () => Promise.reject({ code: 'disk_full', params: {} }) });
  await to(user, /^Register$/);
  await screen.findByRole('grid', { name: 'Roll call' });
  await choose(user, /^More for Kumru Sophea/, 'Add a remark…');
  await user.type(await screen.findByRole('textbox', { name: 'Remark' }), 'came by boat{Enter}');
  await within(screen.getByRole('dialog')).findByText('The disk is full');
  expect((screen.getByRole('textbox', { name: 'Remark' }) as HTMLInputElement).value, 'nobody types it twice').toBe('came by boat');
});

test('a locked register is read beside its paper and said to agree', async () => {
  const user = await open({ people: 3 });
  await to(user, /^Register$/);
  await user.click(await screen.findByRole('radio', { name: 'AM' }));
  await to(user, /^Compare with the paper/);
  const dialog = await screen.findByRole('dialog', { name: 'Compare with the paper sheet' });
  expect(within(dialog).getByText('Kumru Visal'), 'every mark can be read').toBeTruthy();
  expect(dialog.textContent, 'without a photograph the sheet itself is asked for').toContain('Hold the sheet itself beside the screen');
  await to(user, /^Every line agrees$/);
  expect(await screen.findByText('Checked')).toBeTruthy();
  expect(sent('attendance_verify')[0]).toMatchObject({ register: '2012-05-21-AM' });
});

test('an hour of another day is no register of this one: in a programme by session a day without a session leads to the agenda', async () => {
  const user = await open({ people: 3 });
  standIn.facts = { ...standIn.facts, halves: ['SESSION'] };
  standIn.registers.splice(0, standIn.registers.length, ...standIn.registers.filter((one) => one.date === '2012-05-18'));
  nav.half = '10:30';
  desk.version += 1;
  await to(user, /^Register$/);
  nav.day = '2012-05-21';
  expect(await screen.findByRole('heading', { name: /^No session on .* has a register$/ })).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Open the register' })).toBeNull();
  nav.day = '2012-05-18';
  expect(await screen.findByRole('grid'), 'the first register of the day').toBeTruthy();
});
