import { screen, waitFor, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { eachInANewWindow, open, sent, standIn, to } from './open-window';

eachInANewWindow();

/** Says how somebody's enrolment stands, as a file from headquarters would. */
function stands(code: string, status: string, belongs: 'not_come' | 'gone'): void {
  const desk = standIn;
  desk.people = desk.people.map((one) => (one.facts.code === code ? { ...one, belongs, facts: { ...one.facts, status } } : one));
}

test('who is only nominated is told beside the counts of the roster', async () => {
  const user = await open();
  stands('P07', 'nominated', 'not_come');
  stands('P08', 'withdrawn', 'gone');
  await to(user, /^People$/);
  expect(await screen.findByText(/^27 participants/)).toBeTruthy();
  expect(screen.getByText(/1 not come$/), 'and whoever withdrew is not').toBeTruthy();
});

test('a nominee is replaced, by keyboard, by somebody who is on the list already', async () => {
  const user = await open();
  stands('P29', 'nominated', 'not_come');
  await to(user, /^People$/);
  await user.click(await screen.findByRole('button', { name: new RegExp(`^Change ${standIn.people.find((one) => one.facts.code === 'P07')?.facts.name}`) }));
  const dialog = within(await screen.findByRole('dialog'));
  dialog.getByRole('button', { name: 'Replace by another…' }).focus();
  await user.keyboard('{Enter}');
  const who = await dialog.findByRole('combobox', { name: 'Who comes instead' });
  expect(within(who).queryByRole('option', { name: /^P07/ }), 'nobody comes in their own place').toBeNull();
  const p29 = standIn.people.find((one) => one.facts.code === 'P29');
  await user.selectOptions(who, p29?.id ?? '');
  expect(dialog.queryByRole('textbox', { name: 'Name' }), 'who is known is not asked about').toBeNull();
  expect(dialog.getByText('Whoever was only nominated takes part from now on.')).toBeTruthy();
  dialog.getByRole('button', { name: 'Save' }).focus();
  await user.keyboard('{Enter}');
  await waitFor(() => expect(sent('people_replace_with')).toMatchObject([{ substitute: p29?.id, seen: '1', substituteSeen: '1' }]));
});

test('a nominee of whom only that they do not come is known gets somebody in their place', async () => {
  const user = await open();
  stands('P07', 'replaced', 'gone');
  stands('P08', 'withdrawn', 'gone');
  await to(user, /^People$/);
  const nameOf = (code: string) => standIn.people.find((one) => one.facts.code === code)?.facts.name ?? '';
  await user.click(await screen.findByRole('button', { name: new RegExp(`^Change ${nameOf('P08')}`) }));
  expect(screen.queryByRole('button', { name: 'Replace by another…' }), 'who withdrew left no place').toBeNull();
  await to(user, /^Cancel$/);
  await user.click(await screen.findByRole('button', { name: new RegExp(`^Change ${nameOf('P07')}`) }));
  await to(user, /^Replace by another…$/);
  const p29 = standIn.people.find((one) => one.facts.code === 'P29');
  await user.selectOptions(await screen.findByRole('combobox', { name: 'Who comes instead' }), p29?.id ?? '');
  await to(user, /^Save$/);
  await waitFor(() => expect(sent('people_replace_with')).toMatchObject([{ substitute: p29?.id }]));
});

test('one person in the place of two nominees is told to whoever looks at any of them', async () => {
  const user = await open();
  const p09 = standIn.people.find((one) => one.facts.code === 'P09');
  for (const code of ['P07', 'P08']) stands(code, 'replaced', 'gone');
  standIn.people = standIn.people.map((one) => (['P07', 'P08'].includes(one.facts.code) ? { ...one, replacedBy: p09?.id ?? null } : one));
  await to(user, /^People$/);
  await user.click(await screen.findByRole('button', { name: new RegExp(`^Change ${p09?.facts.name}`) }));
  const names = ['P07', 'P08'].map((code) => standIn.people.find((one) => one.facts.code === code)?.facts.name);
  expect((await screen.findByRole('note')).textContent).toContain(`in the place of several: ${names.join(', ')}`);
});

test('whoever has not come is on the register without being waited for, and counts with the first mark', async () => {
  const user = await open();
  stands('P01', 'nominated', 'not_come');
  const p01 = standIn.people.find((one) => one.facts.code === 'P01')?.id ?? '';
  // Nobody saw them on the days before.
  for (const key of [...standIn.cells.keys()]) if (key.endsWith(`/${p01}`)) standIn.cells.delete(key);
  await to(user, /^Register$/);
  const counts = (): string => screen.getByTestId('counts').textContent ?? '';
  await waitFor(() => expect(screen.getByText('not come')).toBeTruthy());
  expect(screen.getByText('1 not come')).toBeTruthy();
  const row = document.getElementById(`row-${p01}`) as HTMLElement;
  await user.click(within(row).getByRole('button', { name: /present/i }));
  await waitFor(() => expect(within(row).queryByText('not come'), 'the register is the evidence').toBeNull());
  await waitFor(() => expect(counts()).toContain('1 present'), { timeout: 4000 });
});

test('who is lost or left over between two laptops is told above the list and with the person', async () => {
  const user = await open();
  const named = (code: string) => ({ code, name: standIn.people.find((one) => one.facts.code === code)?.facts.name ?? '' });
  standIn.checks = [
    { code: 'substitute_left_over', params: { participants: [named('P05')], nominees: [named('P07')], chosen: [named('P06')] } },
    { code: 'replaced_was_there', params: { participants: [named('P08')], count: 2, by: [named('P28')] } },
    { code: 'taken_not_held', params: { date: '2012-05-21', half: 'AM', count: 2 } },
  ];
  await to(user, /^People$/);
  const told = new RegExp(`${named('P05').name} was named on one laptop to come for ${named('P07').name}, and ${named('P06').name} was chosen`);
  expect((await screen.findByRole('note')).textContent).toMatch(told);
  expect(screen.getByRole('note').textContent).toContain(`${named('P08').name} is said to be replaced, and was seen at 2 registers`);
  expect(screen.getByRole('note').textContent, 'of the agenda it is told there').not.toMatch(/agenda/);
  await user.click(screen.getByRole('button', { name: new RegExp(`^Change ${named('P05').name}`) }));
  expect(within(await screen.findByRole('dialog')).getByRole('note').textContent, 'where they are put right').toMatch(told);
  await to(user, /^Cancel$/);
  await user.click(screen.getByRole('button', { name: new RegExp(`^Change ${named('P09').name}`) }));
  expect(within(await screen.findByRole('dialog')).queryByRole('note'), 'nothing is wrong with P09').toBeNull();
});

test('whoever takes somebody off the list who was there is told first what leaves the figures', async () => {
  const user = await open();
  standIn.seen = { P07: 11 };
  await to(user, /^People$/);
  const nameOf = (code: string) => standIn.people.find((one) => one.facts.code === code)?.facts.name ?? '';
  await user.click(await screen.findByRole('button', { name: new RegExp(`^Change ${nameOf('P07')}`) }));
  const dialog = within(await screen.findByRole('dialog'));
  await waitFor(() => expect(sent('people_seen')).toHaveLength(1));
  const told = () => dialog.queryByText(/from then on none of that counts/);
  expect(told(), 'to correct a name takes nothing away').toBeNull();
  await user.selectOptions(dialog.getByRole('combobox', { name: 'State' }), 'withdrawn');
  expect(await dialog.findByText(`${nameOf('P07')} was there at 11 registers: from then on none of that counts, in no figure.`)).toBeTruthy();
  await user.selectOptions(dialog.getByRole('combobox', { name: 'State' }), 'left_early');
  expect(told(), 'who left early still counts').toBeNull();
  await user.click(dialog.getByRole('button', { name: 'Replace by another…' }));
  await waitFor(() => expect(told(), 'nor does anybody who is replaced').toBeTruthy());
});
