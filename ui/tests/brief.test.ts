import { screen, waitFor, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { eachInANewWindow, open, sent, to } from './open-window';

eachInANewWindow();

test('the brief of an exercise is changed where it stands, with what was seen of it', async () => {
  const user = await open();
  await to(user, /^Groups/);
  await user.click(await screen.findByRole('radio', { name: 'Outputs' }));
  await user.click(await screen.findByRole('button', { name: 'Change the brief of Cluster mapping exercise' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Change the brief of Cluster mapping exercise' }));
  const brief = dialog.getByRole('textbox', { name: 'Brief' });
  expect((brief as HTMLTextAreaElement).value, 'it begins with what it says').toMatch(/^Draw who is in the cluster/);
  await user.clear(brief);
  await user.type(brief, 'Draw the links by their strength.');
  await user.click(dialog.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(sent('outputs_edit_exercise')).toMatchObject([{ id: 'exercise-1', brief: 'Draw the links by their strength.', seen: '1' }]));
  expect(await screen.findByText('Draw the links by their strength.')).toBeTruthy();
});
