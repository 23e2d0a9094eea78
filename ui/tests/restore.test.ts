import { screen, waitFor, within } from '@testing-library/svelte';
import axe from 'axe-core';
import { expect, test } from 'vitest';
import { desk } from '../src/lib/stores/desk.svelte';
import { nav } from '../src/lib/stores/nav.svelte';
import { notices } from '../src/lib/stores/notices.svelte';
import { eachInANewWindow, open, sent, standIn, to } from './open-window';

eachInANewWindow();

const text = (element: Element): string => element.textContent?.replace(/\s+/g, ' ').trim() ?? '';
/** What is wrong, where whoever is at the field or button hears it. */
const beside = (element: Element): Promise<string> =>
  waitFor(() => {
    const ids = (element.getAttribute('aria-describedby') ?? '').split(' ');
    const problem = ids.map((id) => document.getElementById(id)).find((one) => one?.getAttribute('role') === 'alert');
    if (!problem) throw new Error('nothing is said beside it');
    return text(problem);
  });

test('on an empty laptop a backup says what it is, and only then becomes its store, which says its new name', async () => {
  const user = await open({ empty: true });
  await to(user, /^Restore from a backup/);
  const card = await screen.findByRole('region', { name: 'Restore from a backup' });
  expect(within(card).queryByRole('button', { name: 'Restore' }), 'nothing can be restored that nobody has seen').toBeNull();
  await to(user, /^Choose the backup/);
  await within(card).findByText(/^Backup of LAP-A/);
  expect(text(card), 'whose it is, from when, and what is inside').toMatch(/Mekong Institute.*Made .*2012.*14.2 MB.*One programme, 61 pages.*1,204 entries, 3 pictures and files/);
  expect(sent('backup_restore'), 'so far nothing happened').toEqual([]);
  const found = await axe.run(card, { rules: { 'color-contrast': { enabled: false } } });
  expect(found.violations.map((one) => `${one.id}: ${one.nodes[0]?.html}`)).toEqual([]);
  await user.click(within(card).getByRole('button', { name: 'Restore' }));
  await screen.findByRole('navigation');
  expect(sent('backup_restore')[0], 'into the usual place, with no secret').toMatchObject({ file: 'file-1', folder: null, secrets: { passphrase: null, recovery: null } });
  expect(desk.store?.label, 'the window goes on with it').toBe('LAP-A 2');
  const told = notices.list.at(-1);
  expect([told?.title, told?.about], 'one sentence: what it is called now, and by which words it is accepted').toEqual([expect.stringContaining('LAP-A 2'), expect.stringContaining('seven green boats')]);
});

test('a backup that no key here opens asks for the recovery secret, and a wrong one is answered beside its field', async () => {
  const user = await open({ empty: true });
  standIn.recovery = 'AGE-SECRET-KEY-1RIGHT';
  await to(user, /^Restore from a backup/);
  await to(user, /^Choose the backup/);
  const field = await screen.findByLabelText('Recovery secret');
  const answer = async (secret: string): Promise<string> => {
    await user.clear(field);
    await user.type(field, `${secret}{Enter}`);
    return beside(field);
  };
  expect(await answer(' '), 'nothing was given').toBe('This is needed.');
  expect(await answer('seven red boats')).toBe('This is no recovery secret');
  expect(await answer('AGE-SECRET-KEY-1OTHER'), 'one of another organisation').toContain('another organisation');
  await user.clear(field);
  await user.type(field, 'AGE-SECRET-KEY-1RIGHT{Enter}');
  await screen.findByText(/Backup of LAP-A/);
  await user.click(screen.getByRole('button', { name: 'Restore' }));
  await screen.findByRole('navigation');
  expect(sent('backup_restore')[0]).toMatchObject({ secrets: { recovery: 'AGE-SECRET-KEY-1RIGHT' } });
});

test.each([
  ['is_a_bundle', /a file that laptops carry to each other/],
  ['not_a_backup', /This is no backup of Sala/],
  ['file_truncated', /not complete/],
  ['is_a_request', /request to join/],
  ['backup_newer', /newer Sala/],
])('a wrong file (%s) is answered beside it, and the next one can be chosen', async (code, words) => {
  const user = await open({ empty: true });
  standIn.backup = { code, params: {} };
  await to(user, /^Restore from a backup/);
  await to(user, /^Choose the backup/);
  const button = screen.getByRole('button', { name: /^Choose the backup/ });
  expect(await beside(button)).toMatch(words);
  expect(screen.queryByRole('button', { name: 'Restore' })).toBeNull();
});

test('beside an open store a backup of another organisation says so, a full folder is answered there, and the window stays where it is', async () => {
  const user = await open();
  if ('code' in standIn.backup) throw new Error('the stand-in has a backup');
  standIn.backup = { ...standIn.backup, organisation: 'Other House', otherOrganisation: true, lostAttachments: 2 };
  nav.go('settings');
  await to(user, /^Restore…$/);
  const dialog = await screen.findByRole('dialog');
  await user.click(within(dialog).getByRole('button', { name: /^Choose the backup/ }));
  await within(dialog).findByText(/another organisation, Other House/);
  expect(within(dialog).getByText(/^2 pictures and files were damaged or gone when it was made/), 'what it lacks is said before anybody relies on it').toBeTruthy();
  const place = Object.assign(standIn, { backup_place: () => Promise.reject({ code: 'folder_not_empty', params: {} }) });
  await user.click(within(dialog).getByRole('button', { name: 'Another folder…' }));
  expect(await beside(within(dialog).getByRole('button', { name: 'Another folder…' }))).toContain('There are files in the folder already');
  Object.assign(place, { backup_place: () => ({ folder: 'file-2', path: '/mnt/second-disk/sala' }) });
  await user.click(within(dialog).getByRole('button', { name: 'Another folder…' }));
  await within(dialog).findByText('/mnt/second-disk/sala');
  await user.click(within(dialog).getByRole('button', { name: 'Restore' }));
  await within(dialog).findByText('Restored: LAP-A goes on as LAP-A 2, under new keys.');
  expect(sent('backup_restore')[0]).toMatchObject({ folder: 'file-2' });
  expect(sent('backup_go_on'), 'nobody said that they want to leave what is open').toEqual([]);
  await user.click(within(dialog).getByRole('button', { name: 'Work with it from now on' }));
  await screen.findByText('This laptop goes on as LAP-A 2');
  expect(desk.store?.label).toBe('LAP-A 2');
});

test('a restore shows how far it is, Escape stops it, and the screen says that nothing was changed', async () => {
  const user = await open({ empty: true });
  let stop: (reason: unknown) => void = () => undefined;
  Object.assign(standIn, {
    backup_restore: ({ job }: { job: string }) => {
      standIn.tell({ type: 'progress', job, stage: 'restore', done: 3, of: 10 });
      return new Promise((_, reject) => (stop = reject));
    },
    app_cancel_job: () => {
      stop({ code: 'stopped', params: {} });
      return null;
    },
  });
  await to(user, /^Restore from a backup/);
  await to(user, /^Choose the backup/);
  await user.click(await screen.findByRole('button', { name: 'Restore' }));
  const bar = await screen.findByRole('progressbar', { name: /^Unsealing/ });
  expect([bar.getAttribute('value'), bar.getAttribute('max')]).toEqual(['3', '10']);
  await user.keyboard('{Escape}');
  await screen.findByText('Stopped. Nothing was changed.');
  expect(screen.getByRole('button', { name: 'Restore' }), 'it can begin anew').toBeTruthy();
  expect(sent('app_cancel_job')).toHaveLength(1);
});
