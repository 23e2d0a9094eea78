import { screen, waitFor, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { eachInANewWindow, open, sent, standIn, to } from './open-window';

eachInANewWindow();

const messages = () => within(screen.getByRole('region', { name: 'Messages' }));

test('a group made by mistake goes, as the screen showed it, and comes back by the notice', async () => {
  const user = await open();
  await to(user, /^Groups/);
  await to(user, /^Remove group A$/);
  await messages().findByText('Group A is removed.');
  expect(sent('groups_remove'), 'against what the screen showed').toEqual([{ programme: 'programme-1', id: 'group-A', seen: 'all-A' }]);
  expect(screen.queryByRole('region', { name: 'Group A' }), 'nobody was asked: it can be taken back').toBeNull();
  await user.click(messages().getByRole('button', { name: 'Take back' }));
  await waitFor(() => expect(screen.getByRole('region', { name: 'Group A' }), 'it is there again').toBeTruthy());
});

test('a set in whose groups people are placed asks first, and goes only then', async () => {
  const user = await open();
  await to(user, /^Groups/);
  await to(user, /^Remove Working groups$/);
  const dialog = await screen.findByRole('dialog', { name: 'Remove Working groups' });
  expect(within(dialog).getByText(/people are placed in its groups; their places go with it/)).toBeTruthy();
  expect(sent('groups_remove_set'), 'nothing has gone yet').toEqual([]);
  await user.click(within(dialog).getByRole('button', { name: 'Remove Working groups' }));
  await screen.findByText('Working groups is removed.');
  expect(sent('groups_remove_set')[0]?.['seen']).toBe('all-set');
});

test('an exercise that was answered stays, and says what to do', async () => {
  const user = await open();
  await to(user, /^Groups/);
  await user.click(await screen.findByRole('radio', { name: 'Outputs' }));
  await to(user, /^Remove the exercise Cluster mapping exercise$/);
  expect(await messages().findByText('The exercise has outputs')).toBeTruthy();
});

test('an output that was handed in asks first; a draft goes at once, and a moved one hands back the state it showed', async () => {
  const user = await open();
  await to(user, /^Groups/);
  await user.click(await screen.findByRole('radio', { name: 'Outputs' }));
  await user.click(await screen.findByRole('button', { name: /แผนที่คลัสเตอร์ผ้าไหม/ }));
  await to(user, /^Remove the output$/);
  await messages().findByText(/^The output แผนที่/);
  expect(sent('outputs_remove')).toEqual([{ programme: 'programme-1', id: 'output-2', seen: 'all-of-it' }]);
  await user.click(await screen.findByRole('button', { name: /Cluster map of milled rice/ }));
  await to(user, /^Remove the output$/);
  await screen.findByRole('dialog', { name: /Cluster map of milled rice/ });
  await user.keyboard('{Escape}');
  expect(sent('outputs_remove'), 'whoever thinks again keeps it').toHaveLength(1);
  await to(user, /^Make final$/);
  await waitFor(() => expect(sent('outputs_set_state')[0]?.['seen']).toBe('state-1'));
});

test('a photograph on the wrong register is taken off, and the next one hangs there', async () => {
  const user = await open({ people: 3 });
  standIn.papers = [{ id: 'file-9', hash: 'h9', name: 'wrong sheet.jpg', mime: 'image/jpeg', bytes: 1, width: 1, height: 1, here: false }];
  await to(user, /^Register$/);
  await to(user, /^1 photograph$/);
  await to(user, /^Take wrong sheet.jpg off the register$/);
  await waitFor(() => expect(sent('attendance_remove_paper')[0]).toMatchObject({ file: 'file-9', seen: 'all-file-9' }));
});

test('what was typed into a draft is kept before a draft goes: where it cannot be kept, nothing goes', async () => {
  const user = await open();
  await to(user, /^Groups/);
  await user.click(await screen.findByRole('radio', { name: 'Outputs' }));
  await user.click(await screen.findByRole('button', { name: /แผนที่คลัสเตอร์ผ้าไหม/ }));
  await user.type(await screen.findByRole('textbox', { name: 'Text' }), 'Weavers first');
  Object.assign(standIn, { outputs_edit: () => Promise.reject({ code: 'disk_full', params: {} }) });
  await to(user, /^Remove the output$/);
  await waitFor(() => expect(sent('outputs_edit'), 'the typing is kept first').toHaveLength(1));
  expect(sent('outputs_remove'), 'it could not be kept: nothing goes').toEqual([]);
  expect(screen.getByRole('textbox', { name: 'Text' }), 'what was typed still stands there').toHaveProperty('value', 'Weavers first');
});

test('a draft that is removed takes what was typed along, and comes back with it', async () => {
  const user = await open();
  await to(user, /^Groups/);
  await user.click(await screen.findByRole('radio', { name: 'Outputs' }));
  await user.click(await screen.findByRole('button', { name: /แผนที่คลัสเตอร์ผ้าไหม/ }));
  await user.type(await screen.findByRole('textbox', { name: 'Text' }), 'Weavers first');
  await to(user, /^Remove the output$/);
  await messages().findByText(/^The output แผนที่/);
  expect(sent('outputs_edit')[0]).toMatchObject({ id: 'output-2', text: { body: 'Weavers first' } });
  await user.click(messages().getByRole('button', { name: 'Take back' }));
  await user.click(await screen.findByRole('button', { name: /แผนที่คลัสเตอร์ผ้าไหม/ }));
  expect(await screen.findByRole('textbox', { name: 'Text' })).toHaveProperty('value', 'Weavers first');
});
