import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { expect, test } from 'vitest';
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
