import { screen, waitFor, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { desk } from '../src/lib/stores/desk.svelte';
import { eachInANewWindow, open, sent, standIn, to } from './open-window';

eachInANewWindow();

const strips = async () => within(await screen.findByRole('region', { name: 'What to know about this laptop' }));

test('a store that takes nothing is said once at the head of every screen, and buttons that record say so', async () => {
  const user = await open({ people: 3 });
  standIn.standing = [{ code: 'disk_full', params: {} }];
  await desk.refresh();
  await (await strips()).findByText(/nothing new can be recorded until there is room/);
  await to(user, /^Register$/);
  const lock = await screen.findByRole('button', { name: /^Lock the register/ });
  expect(lock.getAttribute('aria-disabled'), 'it cannot work, and says so').toBe('true');
  expect(lock.title).toBe('Cannot be done while nothing can be written here');
  await user.click(lock);
  expect(sent('attendance_lock'), 'the desk is not even asked').toEqual([]);
  const present = (await screen.findAllByRole('button', { name: /: Present$/ }))[0] as HTMLButtonElement;
  expect(present.title, 'the marks say it too').toBe('Cannot be done while nothing can be written here');
  expect(present.getAttribute('aria-disabled')).toBe('true');
  await user.click(present);
  expect(sent('attendance_mark'), 'no mark is tried').toEqual([]);
  expect(await (await strips()).findByRole('status'), 'whoever pressed is told').toHaveProperty('textContent', 'The disk is full');
  await user.click((await strips()).getByRole('button', { name: 'Try again' }));
  await waitFor(() => expect(screen.queryByRole('region', { name: 'What to know about this laptop' }), 'there is room again').toBeNull());
  expect(lock.getAttribute('aria-disabled')).toBeNull();
});

test('what a gesture meets stays at the head until one succeeds: no error after every key', async () => {
  const user = await open({ people: 3 });
  await to(user, /^Register$/);
  await screen.findByRole('grid', { name: 'Roll call' });
  const mark = standIn.attendance_mark.bind(standIn);
  Object.assign(standIn, { attendance_mark: () => Promise.reject({ code: 'disk_full', params: {} }) });
  await user.keyboard('p');
  await (await strips()).findByText(/The disk is full/, { selector: 'strong' });
  await user.keyboard('p');
  expect(screen.getAllByText(/The disk is full/, { selector: 'strong' }), 'once, however often it is met').toHaveLength(1);
  expect(within(screen.getByRole('region', { name: 'Messages' })).queryByText(/disk/), 'and not as an error beside it').toBeNull();
  Object.assign(standIn, { attendance_mark: mark });
  await user.keyboard('{Home}p');
  await waitFor(() => expect(screen.queryByRole('region', { name: 'What to know about this laptop' }), 'the next mark succeeds').toBeNull());
});

test('a laptop that may only look and a clock that cannot be right are said while they last', async () => {
  await open();
  standIn.standing = [{ code: 'read_only', params: {} }, { code: 'clock_implausible', params: { now: '1970-01-01T00:00:12Z' } }];
  await desk.refresh();
  await (await strips()).findByText(/files can be received/);
  expect((await strips()).getByText(/bears that time: 1 Jan 1970/), 'a time as people read it').toBeTruthy();
  expect((await strips()).queryByRole('button', { name: 'Try again' }), 'what headquarters says comes with a file').toBeNull();
});
