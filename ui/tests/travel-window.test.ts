import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { nav } from '../src/lib/stores/nav.svelte';
import { eachInANewWindow, open, sent, standIn, to } from './open-window';

eachInANewWindow();

/** Opens a menu and takes a line of it. Without layout nobody knows where a menu stands: it is there and not yet shown. */
async function choose(user: ReturnType<typeof userEvent.setup>, menu: RegExp, line: string): Promise<void> {
  await user.click(await screen.findByRole('button', { name: menu }));
  fireEvent.click(await screen.findByText(line, { selector: '[role="menuitem"]' }));
}
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

test('a sealed file dropped anywhere is for Travel; another file on a screen that takes none is not kept for the next', async () => {
  await open();
  standIn.tell({ type: 'dropped', files: [{ token: 't1', name: 'notes.txt', bytes: 3 }], x: 1, y: 1 });
  expect(await screen.findByText('This screen takes no files')).toBeTruthy();
  standIn.tell({ type: 'dropped', files: [{ token: 't2', name: 'LAP-B.sala', bytes: 3 }], x: 1, y: 1 });
  await waitFor(() => expect(sent('travel_receive')[0]).toMatchObject({ from: { kind: 'dropped', tokens: ['t2'] } }));
  expect(nav.screen).toBe('travel');
});
