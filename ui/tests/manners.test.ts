import { screen, waitFor, within } from '@testing-library/svelte';
import { expect, test, vi } from 'vitest';
import { nav } from '../src/lib/stores/nav.svelte';
import { notices } from '../src/lib/stores/notices.svelte';
import { eachInANewWindow, open, sent, standIn, to } from './open-window';

eachInANewWindow();

const errors = () => notices.list.filter((one) => one.tone === 'bad').map((one) => one.title);

test('what a dialog was refused is said in the dialog, once, and goes with it', async () => {
  const user = await open({ people: 3 });
  let why = 'code_taken';
  Object.assign(standIn, { people_add: () => Promise.reject({ code: why, params: { code: 'P02', email: 'nomail' } }) });
  await to(user, /^People$/);
  await to(user, /^Add a person$/);
  const dialog = await screen.findByRole('dialog');
  await user.type(within(dialog).getByRole('textbox', { name: 'Code' }), 'P02');
  await user.type(within(dialog).getByRole('textbox', { name: 'Name' }), 'Noy');
  await user.click(within(dialog).getByRole('button', { name: 'Save' }));
  expect(await within(dialog).findByText('The code P02 is taken'), 'it is said where the person looks').toBeTruthy();
  why = 'email_invalid';
  await user.click(within(dialog).getByRole('button', { name: 'Save' }));
  await within(dialog).findByText('This is no e-mail address: nomail');
  expect(errors(), 'the newer one takes the place of the older').toEqual(['This is no e-mail address: nomail']);
  await user.click(within(dialog).getByRole('button', { name: 'Cancel' }));
  await waitFor(() => expect(errors(), 'nothing of it follows onto the page').toEqual([]));
});

test('an error goes when the next thing succeeds, but not before it could be read', () => {
  vi.useFakeTimers();
  notices.show({ tone: 'bad', title: 'refused' });
  vi.advanceTimersByTime(1000);
  notices.done();
  expect(errors(), 'what was on its way already does not sweep it away').toEqual(['refused']);
  vi.advanceTimersByTime(4000);
  expect(errors(), 'then it goes by itself').toEqual([]);
  notices.show({ tone: 'bad', title: 'refused again' });
  vi.advanceTimersByTime(60_000);
  expect(errors(), 'without a success it stands').toEqual(['refused again']);
  notices.done();
  expect(errors()).toEqual([]);
});

test('Escape asks before it throws away what was typed, and asks nothing where nothing was', async () => {
  const user = await open({ people: 3 });
  await to(user, /^People$/);
  await to(user, /^Add a person$/);
  await screen.findByRole('dialog');
  await user.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByRole('dialog'), 'nothing was typed').toBeNull());
  await to(user, /^Add a person$/);
  const name = within(await screen.findByRole('dialog')).getByRole('textbox', { name: 'Name' });
  await user.type(name, 'Noy');
  await user.keyboard('{Escape}');
  await waitFor(() => expect(document.activeElement?.textContent, 'the safe answer has the focus').toBe('Go on writing'));
  await user.keyboard('{Enter}');
  expect((name as HTMLInputElement).value, 'the form is as it was').toBe('Noy');
  expect(document.activeElement, 'and so is the focus').toBe(name);
  await user.keyboard('{Escape}');
  await user.click(await screen.findByRole('button', { name: 'Leave without keeping it' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(sent('people_add'), 'nothing was kept').toEqual([]);
});

test('a picture is looked at in the window, whole and at full size, and the next one by an arrow key', async () => {
  URL.createObjectURL = () => 'blob:picture';
  URL.revokeObjectURL = () => undefined;
  const user = await open();
  const [output] = standIn.outputs;
  const [picture] = output?.files ?? [];
  if (!output || !picture) throw new Error('the stand-in has an output with a picture');
  output.files = [...output.files, { ...picture, id: 'second', name: 'second.jpg' }];
  Object.assign(standIn, { files_picture: () => new ArrayBuffer(4) });
  await to(user, /^Groups & outputs$/);
  await user.click(await screen.findByRole('radio', { name: 'Outputs' }));
  await to(user, /Cluster map of milled rice/);
  await to(user, new RegExp(`^Open ${picture.name}`));
  const viewer = await screen.findByRole('dialog', { name: picture.name });
  const shown = () => viewer.querySelector('img');
  await waitFor(() => expect(shown()?.className, 'the whole picture, nothing cut off').toContain('contain'));
  expect(sent('files_open'), 'no other program was called').toEqual([]);
  await user.keyboard('+');
  await waitFor(() => expect(shown()?.className).toContain('full'));
  await user.keyboard('-{ArrowRight}');
  expect(await screen.findByRole('dialog', { name: 'second.jpg' }), 'the document between them is no picture').toBeTruthy();
  expect(screen.getByRole('button', { name: 'Next' }).hasAttribute('disabled'), 'it is the last').toBe(true);
  await user.click(screen.getByRole('button', { name: 'Open with another program' }));
  expect(sent('files_open').map(({ name }) => name)).toEqual(['second.jpg']);
  await user.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});

test('a document still opens in its own program, and a final output offers nothing to add or take off', async () => {
  const user = await open();
  await to(user, /^Groups & outputs$/);
  await user.click(await screen.findByRole('radio', { name: 'Outputs' }));
  await to(user, /Cluster map of milled rice/);
  const document = standIn.outputs[0]?.files.find((file) => !file.mime.startsWith('image/'));
  await to(user, new RegExp(`^Open ${document?.name}`));
  expect(sent('files_open').map(({ name }) => name)).toEqual([document?.name]);
  await to(user, /^All outputs$/);
  await to(user, /SWOT of the coffee cluster/);
  expect(await screen.findByText('Final: send it back to change it')).toBeTruthy();
  expect(screen.queryByRole('button', { name: /^(Add files|Take .* off)/ }), 'it would only be refused').toBeNull();
});

test('a country and a language that nobody knows are said at their fields, before anything is sent', async () => {
  const user = await open({ people: 3 });
  await to(user, /^People$/);
  await to(user, /^Add a person$/);
  const form = within(await screen.findByRole('dialog'));
  const type = async (field: string, text: string) => {
    const box = form.getByRole('textbox', { name: field });
    await user.clear(box);
    await user.type(box, text);
  };
  await waitFor(() => expect((form.getByRole('textbox', { name: 'Code' }) as HTMLInputElement).value, 'the next free code is proposed').toBe('P04'));
  await type('Code', 'P90');
  await type('Name', 'Noy');
  await type('Country', 'ZZ');
  await type('Language', 'klingon language');
  await type('Telephone', 'abc');
  await user.click(form.getByRole('button', { name: 'Save' }));
  expect(form.getByText('No country is called “ZZ”.'), 'as the import says it').toBeTruthy();
  expect(form.getByText('No language is called “klingon language”.')).toBeTruthy();
  expect(form.getByText('The telephone number is kept as typed'), 'the import keeps it too').toBeTruthy();
  expect(sent('people_add')).toEqual([]);
  await type('Country', 'kh');
  await type('Language', 'Khmer');
  await user.click(form.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(sent('people_add')[0]?.['facts']).toMatchObject({ country: 'KH', language: 'km', phone: 'abc' }));
});

test('a programme without people says on Today and in the register that the roster comes first', async () => {
  const user = await open({ people: 0 });
  expect(await screen.findByText('The roster comes first')).toBeTruthy();
  expect(screen.queryByText('Everyone is here'), 'nobody is not everybody').toBeNull();
  expect(screen.queryByRole('button', { name: /lock/i }), 'there is nothing to lock').toBeNull();
  await to(user, /^Register$/);
  await screen.findByText('The roster comes first');
  expect(screen.queryByRole('grid', { name: 'Roll call' })).toBeNull();
  await to(user, /^Add people$/);
  expect(nav.screen).toBe('people');
});

test('after a file is taken in, the differences it brought are one button away; on the next visit they stand first', async () => {
  const user = await open();
  await to(user, /^Travel/);
  await to(user, /^Choose one/);
  await to(user, /^Take it in$/);
  await to(user, /^Decide now$/);
  const decide = screen.getByRole('region', { name: 'Decide' });
  expect(document.activeElement, 'the keys 1 and 2 and the screen reader are there').toBe(decide);
  const receive = () => screen.getByRole('heading', { name: 'Receive' });
  const follows = (a: Element, b: Element) => Boolean(a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING);
  expect(follows(receive(), decide), 'nothing moved under the hand').toBe(true);
  await to(user, /^Close$/);
  await waitFor(() => expect(follows(screen.getByRole('region', { name: 'Decide' }), receive()), 'what waits stands first').toBe(true));
});

test('the grid keeps its room until a cell is chosen, and Escape gives it back', async () => {
  const user = await open({ people: 4 });
  await to(user, /^Register$/);
  await user.click(await screen.findByRole('radio', { name: 'Whole programme' }));
  const cell = await screen.findAllByRole('gridcell');
  const panel = () => screen.queryByRole('complementary', { name: 'History of the cell' });
  expect(panel(), 'an empty panel would hide registers').toBeNull();
  expect(screen.getByRole('columnheader', { name: 'Mon 14 May morning' }), 'a heading says which day it is').toBeTruthy();
  await user.click(cell[0] as HTMLElement);
  await waitFor(() => expect(panel()?.textContent).toContain('Monday 14 May 2012'));
  await user.keyboard('{Escape}');
  await waitFor(() => expect(panel()).toBeNull());
  expect(document.activeElement?.getAttribute('role'), 'the arrow keys go on in the grid').toBe('grid');
});

test('a sheet that is looked at closely closes back onto the question it was opened from', async () => {
  URL.createObjectURL = () => 'blob:picture';
  URL.revokeObjectURL = () => undefined;
  const user = await open({ people: 3 });
  const sheet = { id: 'sheet', hash: 'h', name: 'sheet PM.jpg', mime: 'image/jpeg', bytes: 4, width: 10, height: 10, here: true };
  const read = standIn.attendance_sheet.bind(standIn);
  Object.assign(standIn, { files_picture: () => new ArrayBuffer(4), attendance_sheet: (args: { register: string }) => ({ ...read(args), papers: [sheet] }) });
  await to(user, /^Register$/);
  await user.click(await screen.findByRole('radio', { name: 'AM' }));
  await to(user, /^Compare with the paper/);
  const question = await screen.findByRole('dialog', { name: 'Compare with the paper sheet' });
  await user.click(within(question).getByRole('button', { name: 'Open sheet PM.jpg' }));
  const viewer = await screen.findByRole('dialog', { name: 'sheet PM.jpg' });
  await waitFor(() => expect(viewer.contains(document.activeElement), 'the focus is in the topmost').toBe(true));
  await user.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByRole('dialog', { name: 'sheet PM.jpg' })).toBeNull());
  expect(screen.getByRole('dialog', { name: 'Compare with the paper sheet' }), 'the comparison goes on').toBe(question);
});

test('what was done in a dialog is still said when it has closed', async () => {
  const user = await open({ role: 'hq' });
  Object.assign(standIn, { travel_open_request: () => ({ replica: 'replica-LAP-E', label: 'LAP-E', fingerprint: 'seven green boats', role: 'site', goesOnFrom: null, revoked: false, revokedFormer: null }) });
  nav.go('travel');
  await user.click(await screen.findByRole('button', { name: /^Open a laptop/ }));
  await user.click(await screen.findByRole('button', { name: /^The words are the same/ }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(await screen.findByText('LAP-E is accepted.')).toBeTruthy();
});
