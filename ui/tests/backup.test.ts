import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import { render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test } from 'vitest';
import { StandIn } from '../dev/desk';
import App from '../src/App.svelte';
import { backUpIfDue, tellNewKeys } from '../src/lib/stores/care';
import { desk } from '../src/lib/stores/desk.svelte';
import { nav } from '../src/lib/stores/nav.svelte';
import { notices } from '../src/lib/stores/notices.svelte';

let standIn: StandIn;

/** Opens the window at its settings; `answers` take the place of what the stand-in desk would say. */
async function open(answers: Record<string, (args: never) => unknown> = {}) {
  standIn = new StandIn();
  Object.assign(standIn, answers);
  mockIPC((command, payload) => standIn.answer(command, payload as Record<string, unknown> | undefined));
  await desk.begin();
  nav.go('settings');
  render(App);
  return userEvent.setup();
}

afterEach(() => {
  for (const notice of notices.list) notices.close(notice.id);
  desk.store = null;
  nav.screen = 'today';
  clearMocks();
});

test('a backup is made by hand with a passphrase, and the card says when it was', async () => {
  const user = await open();
  await screen.findByText('No backup yet.');
  await user.type(screen.getByLabelText('Passphrase, if wanted'), 'nine red boats');
  await user.click(screen.getByRole('button', { name: 'Back up now' }));
  await screen.findByText(/^Last backup: /);
  const [asked] = standIn.calls.filter((call) => call.command === 'backup_now').map((call) => call.args as Record<string, unknown>);
  expect(asked, 'the passphrase goes along').toMatchObject({ passphrase: 'nine red boats', target: { kind: 'choose' } });
  expect((screen.getByLabelText('Passphrase, if wanted') as HTMLInputElement).value, 'and does not stay in the window').toBe('');
});

test('a backup that could not be made is said calmly and stops nobody', async () => {
  const folder = '/mnt/second-disk';
  await open({ backup_if_due: () => ({ made: 0, failed: [{ code: 'backup_folder_missing', params: { folder }, reference: null }] }) });
  await backUpIfDue();
  await waitFor(() => expect(notices.list.map((notice) => [notice.tone, notice.about?.includes(folder)])).toEqual([['plain', true]]));
});

test('a laptop that goes on under a new name says so, with its fingerprint, until it was read', async () => {
  const params = { label: 'LAP-A 2', former: 'LAP-A', fingerprint: 'seven green boats' };
  await open({ backup_new_keys: () => ({ code: 'store_is_an_old_copy', params, reference: null }) });
  await tellNewKeys();
  const notice = notices.list.at(-1);
  expect(notice?.title).toContain('LAP-A 2');
  expect(notice?.about).toContain('seven green boats');
  expect(standIn.calls.some((call) => call.command === 'backup_new_keys_told'), 'and is not said again at the next start').toBe(true);
});
