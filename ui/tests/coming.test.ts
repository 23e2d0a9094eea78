import { screen, within } from '@testing-library/svelte';
import axe from 'axe-core';
import { expect, test } from 'vitest';
import type { ComingRecord } from '../src/lib/host';
import { lines, partOf } from '../src/screens/travel/coming-words';
import { locale } from '../src/lib/words/locale.svelte';
import { eachInANewWindow, open, to } from './open-window';

eachInANewWindow();

const text = (element: Element | null | undefined): string => element?.textContent?.replace(/\s+/g, ' ').trim() ?? '';

test('a received file says whom it changes, from what to what, before anybody takes it in', async () => {
  const user = await open();
  await to(user, /^Travel/);
  await to(user, /^Choose one/);
  const list = await screen.findByRole('region', { name: 'What would change' });
  expect([...list.querySelectorAll('h4')].map(text), 'what needs a decision comes first').toEqual(['To be decided', 'Changes to what is here', 'New']);
  const rows = within(list).getAllByRole('listitem');
  const row = (name: string): string => text(rows.find((one) => text(one).includes(name)));
  expect(row('Somphone Tuayang'), 'both values of a difference, and in which register').toMatch(/ສົມພອນ ຕົວຢ່າງ.*Register of .*21 May.*Here: ?Present.*In the file: ?Absent · in room 2/);
  expect(row('Basil'), 'a group by its name').toMatch(/Working groups.*Anchovy.*becomes ?Basil · rapporteur/);
  expect(row('Cluster mapping'), 'a session by the clock').toMatch(/09:00–10:30.*10:00–11:30/);
  expect(row('Checked against paper'), 'a register that nobody had closed was open').toMatch(/Open.*becomes ?Checked against paper/);
  expect(row('Chan Sample'), 'a new person with what is known').toMatch(/Female · Myanmar/);
  expect(row('IMG_2051.jpg'), 'a file by name and size').toMatch(/412 kB/);
  expect(text(list), 'no numbers that only machines read').not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}|(ab){6}/);
  expect(within(list).getByText('and 65 more')).toBeTruthy();
  expect(list.tabIndex, 'it scrolls by keyboard').toBe(0);
  const found = await axe.run(list, { rules: { 'color-contrast': { enabled: false } } });
  expect(found.violations.map((one) => `${one.id}: ${one.nodes[0]?.html}`)).toEqual([]);
  await to(user, /^Take it in$/);
  await screen.findByText(/^Taken in:/);
  expect(screen.queryByRole('region', { name: 'What would change' }), 'what was taken in is a receipt').toBeNull();
});

test('what a file changes is said in Thai', async () => {
  const user = await open();
  locale.use('th');
  await to(user, /^รับส่งข้อมูล/);
  await to(user, /^เลือกไฟล์/);
  const list = await screen.findByRole('region', { name: 'สิ่งที่จะเปลี่ยนแปลง' });
  expect(text(list)).toMatch(/ที่นี่: ?มา/);
});

test('nothing on Decide is called by a number that only machines read', async () => {
  const user = await open();
  await to(user, /^Travel/);
  const decide = await screen.findByRole('region', { name: 'Decide' });
  for (let at = 0; at < 2; at += 1) await user.click(within(decide).getByRole('button', { name: 'Next' }));
  expect(text(decide), 'the group has a name').toMatch(/Group: Mango · chair/);
  expect(text(decide)).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}/);
});

test('a value that is kept for review is the one that is told, among what waits for somebody', () => {
  const mark = (minutes: number | null, status: string) => ({ status, minutes, reason: null, approver: null });
  const person = { code: 'P12', name: 'Somphone Tuayang', native: null, language: null };
  const field = { field: 'mark', becomes: 'aside' as const, before: [mark(null, 'present')], after: [mark(null, 'present'), mark(20, 'absent')] };
  const record: ComingRecord = { programmeCode: 'SMECEC-2012', kind: 'mark', name: '', person, register: { date: '2012-05-21', half: 'AM' }, of: [], isNew: false, fields: [field], names: {} };
  expect(partOf(record)).toBe('decide');
  const [line] = lines(record);
  expect(line?.after.map((one) => one.mark?.status), 'not what stands here anyway').toEqual(['absent']);
  expect(line?.before, 'what stands here stays: nothing is crossed out').toEqual([]);
  expect(line?.becomes).toBe('kept for review');
});
