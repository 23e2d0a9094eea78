import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import { render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { StandIn, type StandInOptions } from '../dev/desk';
import App from '../src/App.svelte';
import { desk } from '../src/lib/stores/desk.svelte';
import { nav } from '../src/lib/stores/nav.svelte';
import { notices } from '../src/lib/stores/notices.svelte';

let standIn: StandIn;

async function open(options: StandInOptions = {}) {
  standIn = new StandIn(options);
  mockIPC((command, payload) => standIn.answer(command, payload as Record<string, unknown> | undefined));
  await desk.begin();
  render(App);
  return userEvent.setup();
}

beforeEach(() => {
  desk.store = null;
  desk.days = [];
  nav.screen = 'today';
  nav.day = nav.half = null;
});
afterEach(() => {
  for (const notice of notices.list) notices.close(notice.id);
  clearMocks();
});

const sent = (command: string) => standIn.calls.filter((call) => call.command === command).map((call) => call.args as Record<string, unknown>);
const to = async (user: ReturnType<typeof userEvent.setup>, name: RegExp) => user.click(await screen.findByRole('button', { name }));
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
