import { screen, waitFor } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { desk } from '../src/lib/stores/desk.svelte';
import { nav } from '../src/lib/stores/nav.svelte';
import { eachInANewWindow, open, sent, standIn, to } from './open-window';

eachInANewWindow();

const DAY = '2012-05-21';

/** A register of an hour, as an earlier version opened it, with one mark in it. */
async function withStray() {
  const user = await open({ people: 3, until: '2012-05-21' });
  standIn.registers.push({ id: 'stray', date: DAY, half: '10:30', state: 'open', sheets: 0, stray: true });
  standIn.attendance_mark({ register: 'stray', participant: 'person-1', mark: { status: 'present', minutes: null, reason: null, approver: null, leftEarly: null }, seen: '0' });
  standIn.checks = [{ code: 'register_stray_taken', params: { date: DAY, half: '10:30', count: 1 } }];
  desk.version += 1;
  nav.register(DAY, '10:30');
  await screen.findByRole('grid', { name: 'Roll call' });
  return user;
}

test('a register of an hour that the programme does not have is shown, takes no mark and says where its marks may go', async () => {
  const user = await withStray();
  expect(await screen.findByText(/one person is marked in a register that the programme does not have/), 'why').toBeTruthy();
  expect(screen.queryByRole('button', { name: /^Lock the register$/ }), 'it is not locked').toBeNull();
  const before = sent('attendance_mark').length;
  await user.keyboard('a');
  expect(await screen.findByText('The programme has no such register.'), 'a key is explained').toBeTruthy();
  expect(sent('attendance_mark'), 'and marks nobody').toHaveLength(before);
  await user.click(screen.getByRole('button', { name: /^Move the marks to .*, morning$/ }));
  await waitFor(() => expect([nav.day, nav.half], 'the window goes where the marks went').toEqual([DAY, 'AM']));
  expect(sent('attendance_move_marks').at(-1)).toMatchObject({ register: 'stray', date: DAY, half: 'AM' });
  expect(await screen.findByText('The mark of one person was moved')).toBeTruthy();
});

test('the marks of such a register are taken away, and come back with an undo', async () => {
  const user = await withStray();
  await to(user, /^Take the marks away$/);
  expect(await screen.findByText('The mark of one person was taken away')).toBeTruthy();
  const marks = () => standIn.attendance_sheet({ register: 'stray' }).rows.filter((row) => row.mark !== null).length;
  expect(marks()).toBe(0);
  await user.click(screen.getByRole('button', { name: 'Take back' }));
  await waitFor(() => expect(marks()).toBe(1));
});

test('a register of which the session was moved is told, and its marks follow', async () => {
  const user = await open({ people: 3 });
  const register = standIn.registers.find((one) => one.date === '2012-05-18' && one.half === 'AM');
  if (!register) throw new Error('the Friday before has a register');
  Object.assign(register, { state: 'open' });
  standIn.idle = [register.id];
  standIn.checks = [{ code: 'taken_without_session', params: { date: '2012-05-18', half: 'AM', count: 3, titles: ['Clusters'], now: '2012-05-21 14:00', to_date: DAY, to_half: 'PM' } }];
  desk.version += 1;
  nav.register('2012-05-18', 'AM');
  expect(await screen.findByText(/no session stands there any more: Clusters/)).toBeTruthy();
  await user.click(screen.getByRole('button', { name: /^Move the marks to .*, afternoon$/ }));
  await waitFor(() => expect(sent('attendance_move_marks').at(-1)).toMatchObject({ register: register.id, date: DAY, half: 'PM' }));
});

test('a register whose session was cancelled after it was taken is told, and its marks are taken away', async () => {
  const user = await open({ people: 3 });
  const register = standIn.registers.find((one) => one.date === '2012-05-18' && one.half === 'AM');
  if (!register) throw new Error('the Friday before has a register');
  Object.assign(register, { state: 'open' });
  standIn.idle = [register.id];
  standIn.checks = [{ code: 'taken_not_held', params: { date: '2012-05-18', half: 'AM', count: 3 } }];
  desk.version += 1;
  nav.register('2012-05-18', 'AM');
  expect(await screen.findByText(/what was planned then did not happen/)).toBeTruthy();
  await to(user, /^Take the marks away$/);
  await waitFor(() => expect(sent('attendance_clear_marks').at(-1)).toMatchObject({ register: register.id }));
});
