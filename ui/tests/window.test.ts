import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
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

test('a roster of 5,000 people shows the rows in sight and finds one of them', async () => {
  const user = await open({ people: 5000, until: '2012-05-14' });
  await to(user, /^People$/);
  await screen.findByText('5,000 participants', { exact: false });
  expect(screen.getAllByRole('row').length, 'not 5,000 rows').toBeLessThan(80);
  await user.type(screen.getByRole('textbox', { name: 'Find a name, in any script' }), 'p4999');
  await waitFor(() => expect(screen.getAllByRole('row')).toHaveLength(2));
});

test('a spreadsheet is looked at before anything is written', async () => {
  const user = await open();
  await to(user, /^People$/);
  await to(user, /^Import a roster/);
  expect(await screen.findByText('No country is called “Siam”.')).toBeTruthy();
  expect(screen.getByText('The same name but for the honorific'), 'the possible duplicate is pointed at').toBeTruthy();
  expect(sent('people_accept'), 'nothing is written yet').toEqual([]);
  await to(user, /^Take the 28 good rows in$/);
  await waitFor(() => expect(sent('people_accept')[0]?.['skipRefused'], 'the refused row stays out knowingly').toBe(true));
});

test('a list whose headings do not name the names is asked about, not sent away', async () => {
  const user = await open();
  Object.assign(standIn, { people_open_file: () => Promise.reject({ code: 'roster_no_name_column', params: { columns: 'Sr., Delegate', choices: [{ index: 0, letter: 'A', title: 'Sr.', samples: ['1'] }, { index: 1, letter: 'B', title: 'Delegate', samples: ['Kumru Sophea'] }], file: 'f7' } }) });
  await to(user, /^People$/);
  await to(user, /^Import a roster/);
  await user.selectOptions(await screen.findByRole('combobox', { name: 'Column with the names' }), 'Delegate: Kumru Sophea');
  await to(user, /^Show the preview$/);
  expect(await screen.findByText('No country is called “Siam”.'), 'the preview follows').toBeTruthy();
  expect(sent('people_preview')[0]).toMatchObject({ reading: { file: 'f7', mapping: [{ header: 'Delegate', field: 'name' }] } });
});

test('a difference between two laptops is decided by one key', async () => {
  const user = await open();
  await to(user, /^Travel/);
  await waitFor(() => expect(screen.getAllByText('Bounthong on LAP-B', { exact: false }).length).toBeGreaterThan(0));
  await user.keyboard('2');
  await waitFor(() => expect(sent('travel_resolve')[0]).toMatchObject({ decisions: [{ id: 'c1', choice: { kind: 'choose', n: 2 } }] }));
  expect(await screen.findByText('2 left')).toBeTruthy();
});

test('many differences are decided in one stroke, for the laptop that is named', async () => {
  const user = await open();
  await to(user, /^Travel/);
  await to(user, /^Decide several$/);
  await user.click(await screen.findByRole('checkbox', { name: 'All 3' }));
  await to(user, /^Take LAP-A’s for 3$/);
  await waitFor(() => expect(sent('travel_resolve')).toHaveLength(1));
  expect(sent('travel_resolve')[0]?.['decisions'], 'all three in one command, so that one undo takes them back').toMatchObject([
    { id: 'c1', choice: { kind: 'of', laptop: 'LAP-A' } }, { id: 'c2', choice: { kind: 'of', laptop: 'LAP-A' } }, { id: 'c3', choice: { kind: 'of', laptop: 'LAP-A' } },
  ]);
});

test('five thousand differences are chosen in one stroke while only those in sight exist', async () => {
  const user = await open();
  const [first] = standIn.conflicts;
  if (first) standIn.conflicts = Array.from({ length: 5000 }, (_, at) => ({ ...first, id: `c${at}` }));
  await to(user, /^Travel/);
  await to(user, /^Decide several$/);
  const list = within(await screen.findByRole('region', { name: 'What differs, a line each' }));
  await waitFor(() => expect(list.getAllByRole('checkbox').length, 'a screenful').toBeGreaterThan(5));
  expect(list.getAllByRole('checkbox').length).toBeLessThan(60);
  await user.click(list.getAllByRole('checkbox')[1] as HTMLElement);
  expect(await screen.findByText('1 selected')).toBeTruthy();
  await user.click(screen.getByRole('checkbox', { name: 'All 5,000' }));
  await to(user, /^Take LAP-A’s for 5,000$/);
  await waitFor(() => expect(sent('travel_resolve')).toHaveLength(1));
  expect(sent('travel_resolve')[0]?.['decisions']).toHaveLength(5000);
});

test('what was removed here and edited there says what each choice does', async () => {
  const user = await open();
  await to(user, /^Travel/);
  await to(user, /^Next$/);
  await to(user, /^Next$/);
  expect(await screen.findByText('Removed here, edited there')).toBeTruthy();
  expect(screen.getByText('Edited without having seen the removal. Choosing it keeps the record.')).toBeTruthy();
});

test('a value kept for review is settled from the list', async () => {
  const user = await open();
  await to(user, /^Travel/);
  expect(await screen.findByText('These minutes cannot be.'), 'why it is not shown').toBeTruthy();
  await to(user, /^Keep what is shown$/);
  await waitFor(() => expect(sent('travel_resolve')[0]).toMatchObject({ decisions: [{ id: 'r1', choice: { kind: 'newest' } }] }));
  await waitFor(() => expect(screen.queryByText('These minutes cannot be.'), 'and gone').toBeNull());
});

test('a file is taken in only after its preview', async () => {
  const user = await open();
  await to(user, /^Travel/);
  await to(user, /^Choose one/);
  expect(await screen.findByText('58 marks added')).toBeTruthy();
  expect(screen.getByText('2 values (Mark) recorded differently: to be decided')).toBeTruthy();
  expect(sent('travel_take_in')).toEqual([]);
  await to(user, /^Take it in$/);
  expect(await screen.findByText(/^Taken in: 75 entries, 11 files/), 'the receipt').toBeTruthy();
});

test('two files dropped together are looked at one after the other', async () => {
  const user = await open();
  await to(user, /^Travel/);
  await screen.findByRole('heading', { name: 'Receive' });
  standIn.tell({ type: 'dropped', files: [{ token: 't1', name: 'LAP-A.sala', bytes: 3 }, { token: 't2', name: 'LAP-B.sala', bytes: 3 }], x: 1, y: 1 });
  expect(await screen.findByText('One more file waits to be looked at.')).toBeTruthy();
  await to(user, /^Take it in$/);
  await screen.findByText(/^Taken in:/);
  await to(user, /^Close$/);
  await waitFor(() => expect(sent('travel_receive').map(({ from }) => (from as { tokens: string[] }).tokens), 'neither is passed over').toEqual([['t1'], ['t2']]));
});

test('Travel says in words what is missing, who was copied and whom headquarters believes', async () => {
  const user = await open({ role: 'hq' });
  await to(user, /^Travel/);
  expect(await screen.findByText('Pages 4–6 of LAP-B are missing in SMECEC-2012: ask for the file of 17 May 2012.')).toBeTruthy();
  expect(screen.getByText('Page 9 of LAP-B is missing in SMECEC-2012: ask for the files made until 19 May 2012.'), 'also where only its end is known').toBeTruthy();
  expect(screen.getByText('Two laptops have written as LAP-A from page 6 on; everything of both is kept.')).toBeTruthy();
  expect(screen.getByText('Revoked on 18 May 2012 from page 9 in SMECEC-2012 on: what it wrote after that is kept and does not count.')).toBeTruthy();
  expect(screen.getByText('2 photographs and files have yet to come here.'), 'and the journey counts the pictures').toBeTruthy();
});

test('a lost laptop is revoked after reading what stays, and believed again from the same place', async () => {
  const user = await open({ role: 'hq' });
  await to(user, /^Travel/);
  await screen.findByRole('heading', { name: 'Laptops' });
  await choose(user, /^More for LAP-B$/, 'Revoke…');
  const dialog = await screen.findByRole('dialog', { name: 'Revoke LAP-B?' });
  expect(dialog.textContent, 'nobody revokes without having read what stays').toContain('Everything of it that is here stays and counts.');
  expect(sent('travel_revoke'), 'the dialog alone does nothing').toEqual([]);
  await user.click(within(dialog).getByRole('button', { name: 'Revoke LAP-B' }));
  await waitFor(() => expect(sent('travel_revoke')[0]).toEqual({ replica: 'replica-LAP-B', lift: false }));
  await screen.findByText('LAP-B is revoked.');
  await to(user, /^Believe it again$/);
  await waitFor(() => expect(sent('travel_revoke')[1], 'one press takes it back').toEqual({ replica: 'replica-LAP-B', lift: true }));
  expect(await screen.findByText('3 entries that were kept aside count again.')).toBeTruthy();
});

test('at a site nobody is revoked', async () => {
  const user = await open();
  await to(user, /^Travel/);
  await screen.findByRole('heading', { name: 'Laptops' });
  expect(screen.queryByRole('button', { name: /^More for LAP/ }), 'headquarters alone decides whom to believe').toBeNull();
});

test('a laptop is accepted that may only look', async () => {
  const user = await open({ role: 'hq' });
  await to(user, /^Travel/);
  await to(user, /^Accept…$/);
  await user.click(await screen.findByRole('checkbox', { name: /^May only look/ }));
  await to(user, /^The words are the same: accept$/);
  await waitFor(() => expect(sent('travel_accept')[0]).toEqual({ replica: 'replica-LAP-E', label: null, readOnly: true, programmes: null, until: null }));
});

test('a file that was taken in is set aside and taken in again, and both say what they did', async () => {
  const user = await open();
  await to(user, /^Travel/);
  await to(user, /^Set the file of LAP-B of 17 May 2012, .* aside$/);
  expect(await screen.findByText('204 entries do not count any more. They are kept. One difference waits to be decided.')).toBeTruthy();
  await to(user, /^Take the file of LAP-B of 17 May 2012, .* in again$/);
  expect(await screen.findByText('204 entries are back.')).toBeTruthy();
  expect(sent('travel_set_aside')).toEqual([{ bundle: 'b4', again: false }, { bundle: 'b4', again: true }]);
});

test('a file for mail is split, and the answer counts the files', async () => {
  const user = await open();
  await to(user, /^Travel/);
  await user.click(await screen.findByRole('checkbox', { name: 'In several files, for mail' }));
  await to(user, /^Write the file to KINGSTON$/);
  await waitFor(() => expect(sent('travel_carry')[0]).toMatchObject({ splitMb: 10 }));
  expect(await screen.findByText('3 files: send all of them, in any order.')).toBeTruthy();
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

test('whoever works by keyboard is where they were when a dialog from a menu closes', async () => {
  const user = await open({ people: 2 });
  await to(user, /^Register$/);
  await screen.findByRole('grid', { name: 'Roll call' });
  await choose(user, /^More for Kumru Sophea/, 'Add a remark…');
  await screen.findByRole('textbox', { name: 'Remark' });
  await rest();
  await user.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  await rest();
  expect(document.activeElement?.getAttribute('aria-label'), 'not at the top of the page').toBe('More for Kumru Sophea');
});

test('a button that was pressed twice asks once', async () => {
  const user = await open({ slow: 40, people: 3, until: '2012-05-14' });
  await to(user, /^Register$/);
  await user.click(await screen.findByRole('radio', { name: 'Whole programme' }));
  const save = await screen.findByRole('button', { name: 'Save as spreadsheet' });
  await user.dblClick(save);
  await screen.findByText('Saved: attendance.xlsx');
  expect(sent('attendance_report')).toHaveLength(1);
});

test('the facts and rules of a programme are corrected from its title, by hand, and taken back', async () => {
  const user = await open();
  await choose(user, /^SME Cluster/, 'Facts and rules of this programme…');
  const threshold = await screen.findByRole('textbox', { name: 'Attendance needed for a certificate, in percent' });
  expect((screen.getByRole('textbox', { name: 'Code' }) as HTMLInputElement).readOnly, 'papers carry the code').toBe(true);
  await user.clear(threshold);
  await user.type(threshold, '8o');
  await to(user, /^Save$/);
  expect(await screen.findByText('A whole number from 0 to 100.'), 'a slip of the finger is not read as 8').toBeTruthy();
  await user.clear(threshold);
  await user.type(threshold, '75');
  const title = screen.getByRole('textbox', { name: 'Title' });
  await user.clear(title);
  await user.type(title, 'SME Clusters');
  await to(user, /^Save$/);
  await waitFor(() => expect(sent('programme_edit')[0]).toMatchObject({ shown: { minPercent: 80 }, facts: { minPercent: 75, title: 'SME Clusters', code: 'SMECEC-2012' }, seen: { rules: '1' } }));
  expect(await screen.findByRole('heading', { name: 'SME Clusters' }), 'the frame follows').toBeTruthy();
  await to(user, /^Take back$/);
  expect(await screen.findByRole('heading', { name: /^SME Cluster Development/ }), 'and follows back').toBeTruthy();
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

test('a new headquarters is shown its recovery secret before it goes on', async () => {
  const user = await open({ empty: true });
  await to(user, /^The desk at headquarters/);
  await user.type(screen.getByRole('textbox', { name: 'Organisation' }), 'Mekong Institute');
  await user.type(screen.getByRole('textbox', { name: 'Name of this laptop' }), 'HQ');
  await user.type(screen.getByRole('textbox', { name: 'Your name' }), 'Thida N.');
  await to(user, /^Set up$/);
  expect(await screen.findByText('AGE-SECRET-KEY-OF-THE-STAND-IN'), 'nobody can read a lost headquarters without it').toBeTruthy();
  expect(screen.queryByRole('navigation'), 'nothing else is offered until it is written down').toBeNull();
  expect(sent('app_recovery_written_down'), 'closed now, it is shown again at the next start').toHaveLength(0);
  await to(user, /^It is written down$/);
  expect(await screen.findByRole('navigation', { name: 'Screens' })).toBeTruthy();
});

test('a sealed file dropped anywhere is for Travel; another file on a screen that takes none is not kept for the next', async () => {
  await open();
  standIn.tell({ type: 'dropped', files: [{ token: 't1', name: 'notes.txt', bytes: 3 }], x: 1, y: 1 });
  expect(await screen.findByText('This screen takes no files')).toBeTruthy();
  standIn.tell({ type: 'dropped', files: [{ token: 't2', name: 'LAP-B.sala', bytes: 3 }], x: 1, y: 1 });
  await waitFor(() => expect(sent('travel_receive')[0]).toMatchObject({ from: { kind: 'dropped', tokens: ['t2'] } }));
  expect(nav.screen).toBe('travel');
});

test('whoever leaves a text half written, by the rail or by closing the window, has it saved', async () => {
  const user = await open();
  await to(user, /^Groups/);
  await user.click(await screen.findByRole('radio', { name: 'Outputs' }));
  await user.click((await screen.findAllByRole('button', { name: /Cluster map of milled rice/ }))[0]!);
  const text = await screen.findByRole('textbox', { name: 'Text' });
  await user.type(text, ' and more');
  standIn.tell({ type: 'closing' });
  await waitFor(() => expect(sent('app_close')).toHaveLength(1));
  expect(sent('outputs_edit'), 'saved before it closed').toHaveLength(1);
  await user.type(text, ' still');
  await to(user, /^People$/);
  await waitFor(() => expect(nav.screen).toBe('people'));
  expect(sent('outputs_edit'), 'saved before it went').toHaveLength(2);
  expect(sent('app_writing').map((call) => call['writing'])).toEqual([true, true, false]);
});

test('what is typed in a dialog holds the window open once, and again for whoever goes on typing', async () => {
  const user = await open({ people: 3 });
  await to(user, /^People$/);
  await user.click(await screen.findByRole('button', { name: 'Add a person' }));
  const dialog = within(await screen.findByRole('dialog'));
  const name = dialog.getByRole('textbox', { name: 'Name' });
  await user.type(name, 'Daw');
  const told = () => sent('app_writing').map((call) => call['writing']);
  expect(told(), 'the shell waits').toEqual([true]);
  standIn.tell({ type: 'closing' });
  expect(await dialog.findByText('Something is typed here and not kept')).toBeTruthy();
  expect(sent('app_close'), 'nothing is thrown away').toHaveLength(0);
  await user.type(name, ' Khin');
  expect(told(), 'it waits anew').toEqual([true, true]);
  await user.keyboard('{Escape}');
  await user.click(await dialog.findByRole('button', { name: 'Leave without keeping it' }));
  await waitFor(() => expect(told()).toEqual([true, true, false]));
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

test('the empty window offers what to do first', async () => {
  const user = await open({ empty: true });
  await to(user, /^A laptop at a training site/);
  await to(user, /^Set up$/);
  expect(screen.getAllByText('This is needed.'), 'nothing is made without a name').toHaveLength(2);
  await user.type(screen.getByRole('textbox', { name: 'Name of this laptop' }), 'LAP-A');
  await user.type(screen.getByRole('textbox', { name: 'Your name' }), 'Thida N.');
  await to(user, /^Set up$/);
  await waitFor(() => expect(sent('app_create_store')[0]).toMatchObject({ role: 'site', label: 'LAP-A', author: 'Thida N.' }));
});

test('a refusal of the desk reaches the person in words', async () => {
  const user = await open();
  Object.assign(standIn, { travel_receive: () => Promise.reject({ code: 'sealed_to_another', params: {} }) });
  await to(user, /^Travel/);
  await to(user, /^Choose one/);
  const alert = await screen.findByRole('alert');
  await waitFor(() => expect(alert.textContent).toContain('The file is sealed for another laptop'));
});

test.each(['today', 'register', 'agenda', 'people', 'groups', 'travel', 'settings'] as const)('%s has no fault that a machine can find for those who cannot see it', async (place) => {
  await open();
  nav.go(place);
  await waitFor(() => expect(document.querySelector('main')?.textContent?.length).toBeGreaterThan(20));
  await rest();
  // jsdom computes no colours and no layout: contrast and target sizes are looked at in pictures.
  const { violations } = await axe.run(document.body, { rules: { 'color-contrast': { enabled: false }, region: { enabled: false } } });
  expect(violations.map((found) => `${found.id}: ${found.nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`)).toEqual([]);
});
