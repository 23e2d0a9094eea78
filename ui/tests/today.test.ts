import { screen, waitFor, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { desk } from '../src/lib/stores/desk.svelte';
import { nav } from '../src/lib/stores/nav.svelte';
import { eachInANewWindow, open, standIn, to } from './open-window';

eachInANewWindow();

test('once the training is over Today says what is due of the plans, and leads to each of them', async () => {
  const user = await open();
  await screen.findByRole('heading', { name: 'What waits' });
  expect(screen.queryByRole('heading', { name: 'Due of the plans' }), 'while it runs Today is about the day').toBeNull();
  standIn.due = [
    { plan: 'plan-AP01', code: 'AP01', what: 'step', date: '2012-10-05', title: 'Send the list of lots', late: true },
    ...Array.from({ length: 13 }, (_, at) => ({ plan: 'plan-AP07', code: 'AP07', what: 'activity' as const, date: '2012-11-23', title: `Container ${at + 1}`, late: false })),
  ];
  desk.version += 1;
  const due = within(await screen.findByRole('region', { name: 'Due of the plans' }));
  expect(due.getByRole('button', { name: /Send the list of lots/ }).textContent, 'what is late says so').toMatch(/late/i);
  expect(due.getAllByRole('button'), 'six, and the way to all of them').toHaveLength(7);
  await user.click(due.getByRole('button', { name: /Send the list of lots/ }));
  expect(await screen.findByRole('heading', { name: /AP01/ }), 'the plan itself').toBeTruthy();
  expect(nav.plan, 'asked for once').toBeNull();
  await to(user, /^Today$/);
  await user.click(await screen.findByRole('button', { name: 'and 8 more' }));
  expect(await screen.findByRole('heading', { name: 'What is due' }), 'all that is due').toBeTruthy();
  expect(nav.due, 'asked for once').toBe(false);
  await to(user, /^Today$/);
  standIn.due = [];
  desk.version += 1;
  expect(await screen.findByText('Nothing is due in the next 30 days.')).toBeTruthy();
});

test('headquarters sees what it has not carried to each laptop', async () => {
  const user = await open({ role: 'hq' });
  await screen.findByRole('heading', { name: 'What waits' });
  standIn.toCarry = [{ replica: 'replica-LAP-B', label: 'LAP-B', own: 3, ofOthers: 41 }, { replica: 'replica-LAP-C', label: 'LAP-C', own: 0, ofOthers: 1 }];
  desk.version += 1;
  expect(await screen.findByText('Not carried to LAP-C yet: one entry of other laptops')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Not carried to LAP-B yet: 3 entries of headquarters · 41 entries of other laptops' }));
  await waitFor(() => expect(nav.screen).toBe('travel'));
});

test('what two laptops leave out together is told, and leads to where it is put right', async () => {
  const user = await open();
  await screen.findByRole('heading', { name: 'What waits' });
  standIn.checks = [
    { code: 'taken_not_held', params: { date: '2012-05-21', half: 'AM', count: 2 } },
    { code: 'counted_not_held', params: { host: 'Ban Phon weavers', date: '2012-05-21', count: 1, reason: 'rain' } },
    { code: 'jurors_of_one_name', params: { name: 'Mr X', count: 2, ids: ['juror-1', 'juror-2'] } },
  ];
  desk.version += 1;
  expect(await screen.findByText(/Ban Phon weavers, .*2012: the visit is said not to have happened, and heads were counted on it/)).toBeTruthy();
  await user.click(screen.getByRole('button', { name: /2 people were marked, and by the agenda what was planned then did not happen/ }));
  await waitFor(() => expect([nav.screen, nav.day, nav.half]).toEqual(['register', '2012-05-21', 'AM']));
  await to(user, /^Agenda$/);
  expect((await screen.findByRole('note')).textContent, 'and in the agenda').toMatch(/2 people were marked/);
  await to(user, /^Today$/);
  await user.click(await screen.findByRole('button', { name: /2 jurors are called Mr X/ }));
  await waitFor(() => expect(nav.screen).toBe('groups'));
});
