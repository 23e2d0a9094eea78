import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach } from 'vitest';
import { StandIn, type StandInOptions } from '../dev/desk';
import App from '../src/App.svelte';
import { desk } from '../src/lib/stores/desk.svelte';
import { nav } from '../src/lib/stores/nav.svelte';
import { notices } from '../src/lib/stores/notices.svelte';
import { locale } from '../src/lib/words/locale.svelte';

/** The desk behind the window that is open. */
export let standIn: StandIn;

/** Opens the whole window on the stand-in desk. */
export async function open(options: StandInOptions = {}) {
  standIn = new StandIn(options);
  mockIPC((command, payload) => standIn.answer(command, payload as Record<string, unknown> | undefined));
  await desk.begin();
  render(App);
  return userEvent.setup();
}

/** Before each story the window is new; after it nothing said is left. */
export function eachInANewWindow(): void {
  beforeEach(() => {
    desk.store = null;
    desk.days = [];
    nav.screen = 'today';
    nav.day = nav.half = null;
  });
  afterEach(() => {
    for (const notice of notices.list) notices.close(notice.id);
    locale.use('en');
    clearMocks();
  });
}

/** What was asked of the desk by this command, each time. */
export const sent = (command: string) => standIn.calls.filter((call) => call.command === command).map((call) => call.args as Record<string, unknown>);
/** Presses a button. */
export const to = async (user: ReturnType<typeof userEvent.setup>, name: RegExp) => user.click(await screen.findByRole('button', { name }));
