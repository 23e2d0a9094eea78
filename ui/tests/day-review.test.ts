import { screen, waitFor, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { nav } from '../src/lib/stores/nav.svelte';
import { eachInANewWindow, open, sent, to } from './open-window';

eachInANewWindow();

const messages = () => within(screen.getByRole('region', { name: 'Messages' }));

test('the review of the day stands on Today, and is written by keyboard', async () => {
  const user = await open();
  expect(await screen.findByText('Nothing noted before, 1 after')).toBeTruthy();
  await to(user, /^Open the review$/);
  const last = await screen.findByRole('complementary', { name: 'To change since last time' });
  expect(last.textContent, 'the evening before speaks to the morning').toContain('Leave half an hour earlier');
  const box = screen.getByRole('textbox', { name: 'Answer: What do we expect?' });
  await user.type(box, 'Plans are weak on costs');
  await user.keyboard('{Control>}{Enter}{/Control}');
  await waitFor(() => expect(sent('action_review_add')).toEqual([{ programme: 'programme-1', date: '2012-05-21', asked: 'expect', group: null, text: 'Plans are weak on costs' }]));
  expect(await screen.findByText('Plans are weak on costs')).toBeTruthy();
  await waitFor(() => expect((box as HTMLTextAreaElement).value, 'the next one can be written').toBe(''));
  expect(document.activeElement).toBe(box);
});

test('a group says something, a note is put in other words, and one that goes comes back', async () => {
  const user = await open();
  await to(user, /^Open the review$/);
  await user.type(await screen.findByRole('textbox', { name: 'Answer: What happened?' }), 'The bus was late');
  await user.selectOptions(screen.getByRole('combobox', { name: 'Who says so' }), 'Group B');
  await to(user, /^Add$/);
  await waitFor(() => expect(sent('action_review_add')[0]).toMatchObject({ asked: 'happened', group: 'group-B' }));
  const card = within(screen.getByRole('region', { name: 'What happened?' }));
  expect(await card.findByText(/^Group B · Thida N\./), 'who says so, and who wrote it down').toBeTruthy();
  await user.click(card.getByRole('button', { name: 'Put it in other words' }));
  const box = card.getByRole('textbox', { name: 'Put it in other words' });
  await user.type(box, ' by ten minutes');
  await user.keyboard('{Control>}{Enter}{/Control}');
  expect(await card.findByText('The bus was late by ten minutes')).toBeTruthy();
  await user.click(card.getByRole('button', { name: 'Remove the note' }));
  await messages().findByText('The note is removed.');
  expect(sent('action_review_remove')[0]?.['seen'], 'against what the screen showed').toMatch(/^all-/);
  await user.click(messages().getByRole('button', { name: 'Take back' }));
  expect(await card.findByText('The bus was late by ten minutes')).toBeTruthy();
});

test('a note tells everything that was ever said of it', async () => {
  const user = await open();
  await to(user, /^Open the review$/);
  await to(user, /^History of Two people at the door of the bus, one with the list\.$/);
  const dialog = within(await screen.findByRole('dialog', { name: /^History of Two people/ }));
  expect(await dialog.findAllByText(/Thida N\./)).not.toHaveLength(0);
  expect(sent('past_of')).toEqual([{ programme: 'programme-1', record: 'note-3' }]);
});

test('a note that is being written is kept by whoever leaves', async () => {
  const user = await open();
  await to(user, /^Open the review$/);
  await user.type(await screen.findByRole('textbox', { name: 'Answer: What do we keep?' }), 'Two people at the door');
  nav.go('people');
  await waitFor(() => expect(nav.screen).toBe('people'));
  expect(sent('action_review_add')).toMatchObject([{ asked: 'keep', text: 'Two people at the door' }]);
});

test('what a day left undone stands with what waits, and leads there', async () => {
  const user = await open();
  const waits = (await screen.findByRole('heading', { name: 'What waits' })).closest('section') as HTMLElement;
  expect(within(waits).getByText(/One output is still a draft/)).toBeTruthy();
  await user.click(within(waits).getByRole('button', { name: /Group D has no rapporteur/ }));
  await screen.findByRole('radio', { name: 'Outputs' });
});
