import { screen, within } from '@testing-library/svelte';
import axe from 'axe-core';
import { expect, test } from 'vitest';
import { desk } from '../src/lib/stores/desk.svelte';
import { notices } from '../src/lib/stores/notices.svelte';
import { locale } from '../src/lib/words/locale.svelte';
import { eachInANewWindow, open, sent, standIn, to } from './open-window';

eachInANewWindow();

const text = (element: Element): string => element.textContent?.replace(/\s+/g, ' ').trim() ?? '';
const damaged = { code: 'store_damaged', params: { backup: '/mnt/disk/LAP-A.sala-backup', made: '2012-05-21T18:30:00Z' } };

test('where the disk lost a part of the store, a new one is made of what can be read, by the keyboard alone, and says what it holds', async () => {
  const user = await open({ broken: damaged });
  const rescue = await screen.findByRole('button', { name: 'Rescue what can be read' });
  expect(screen.getByRole('button', { name: 'Restore from a backup' }), 'the backup is the other way').toBeTruthy();
  rescue.focus();
  await user.keyboard('{Enter}');
  const card = await screen.findByRole('region', { name: 'Rescue what can be read' });
  expect(text(card), 'what will be done, and what will not').toMatch(/also what was recorded after the last backup.*only read and stays as it is/);
  expect(text(card), 'whose store it is is known only when it is read').toMatch(/rescued store goes on under new keys.*A laptop is then accepted once more/);
  expect(text(card)).not.toContain('restored laptop');
  expect(sent('backup_rescue'), 'so far nothing happened').toEqual([]);
  const found = await axe.run(card, { rules: { 'color-contrast': { enabled: false } } });
  expect(found.violations.map((one) => `${one.id}: ${one.nodes[0]?.html}`)).toEqual([]);
  await to(user, /^Another folder/);
  expect(text(card)).toContain('/mnt/second-disk/sala');
  within(card).getByRole('button', { name: 'Rescue' }).focus();
  await user.keyboard('{Enter}');
  const done = await within(card).findByRole('status');
  expect(sent('backup_rescue')[0]).toMatchObject({ folder: 'file-2' });
  expect(text(done), 'what is there').toMatch(/LAP-A goes on as LAP-A 2.*58 pages, 1,180 entries, 3 pictures and files.*12 actions that had not left yet/);
  expect(text(done), 'what is not, and who brings it').toMatch(/its next file brings back.*3 pages are known and not here.*One name or contact is lost.*restore it beside this one later.*seven green boats/);
  expect(text(done), 'nothing is said of what is not missing').not.toContain('left out');
  standIn.broken = null;
  await user.click(within(card).getByRole('button', { name: 'Work with it from now on' }));
  await screen.findByRole('navigation');
  expect(desk.store?.label).toBe('LAP-A 2');
  expect(notices.list.at(-1)?.about).toContain('could be read of the damaged store of LAP-A');
});

test('where its keys are lost, that is said, and the backup is what there is', async () => {
  const user = await open({ broken: damaged });
  standIn.rescue = { code: 'rescue_without_keys', params: {} };
  await to(user, /^Rescue what can be read/);
  const card = await screen.findByRole('region', { name: 'Rescue what can be read' });
  await user.click(within(card).getByRole('button', { name: 'Rescue' }));
  expect(text(await within(card).findByRole('alert'))).toMatch(/keys of this store.*Restore the last backup/);
  await to(user, /^Back/);
  await to(user, /^Restore from a backup/);
  await screen.findByRole('region', { name: 'Restore from a backup' });
});

test('a folder that is not empty is answered beside it', async () => {
  const user = await open({ broken: { code: 'store_key_wrong', params: {} } });
  standIn.rescue = { code: 'folder_not_empty', params: { path: '/mnt/second-disk/sala' } };
  await to(user, /^Rescue what can be read/);
  await to(user, /^Rescue$/);
  const wrong = await within(await screen.findByRole('region', { name: 'Rescue what can be read' })).findByRole('alert');
  expect(screen.getByRole('button', { name: /^Another folder/ }).getAttribute('aria-describedby')).toBe(wrong.id);
});

test('a store that another Sala has open is not rescued', async () => {
  await open({ broken: { code: 'store_in_use', params: {} } });
  await screen.findByRole('button', { name: 'Restore from a backup' });
  expect(screen.queryByRole('button', { name: 'Rescue what can be read' })).toBeNull();
});

test('where the damage is met only while somebody works, the way to the rescue stands beside what is said', async () => {
  const user = await open();
  await screen.findByRole('navigation');
  desk.refused(damaged);
  await to(user, /^Rescue what can be read/);
  expect(screen.queryByRole('navigation'), 'nothing more is written in it').toBeNull();
  await to(user, /^Rescue what can be read/);
  const card = await screen.findByRole('region', { name: 'Rescue what can be read' });
  await user.click(within(card).getByRole('button', { name: 'Rescue' }));
  await user.click(await within(card).findByRole('button', { name: 'Work with it from now on' }));
  await screen.findByRole('navigation');
  expect(desk.store?.label).toBe('LAP-A 2');
});

test('in Thai', async () => {
  locale.use('th');
  const user = await open({ broken: damaged });
  await to(user, /^ช่วยข้อมูลที่ยังอ่านได้/);
  await to(user, /^ช่วยข้อมูล$/);
  const card = await screen.findByRole('region', { name: 'ช่วยข้อมูลที่ยังอ่านได้' });
  expect(text(await within(card).findByRole('status'))).toMatch(/LAP-A ทำงานต่อในชื่อ LAP-A 2.*12 การกระทำ/);
});
