import { screen, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { eachInANewWindow, open, standIn, to } from './open-window';

eachInANewWindow();

test('an output that two laptops handed in from one draft opens, and lists both versions of that number', async () => {
  const user = await open();
  const handedIn = standIn.outputs.find((output) => output.id === 'output-1');
  const [first] = handedIn?.versions ?? [];
  if (!handedIn || !first) throw new Error('the stand-in desk has an output that was handed in');
  handedIn.versions = [first, { ...first, author: 'Thida N.', at: '2012-05-15T10:45:00Z' }];
  await to(user, /^Groups/);
  await user.click(await screen.findByRole('radio', { name: 'Outputs' }));
  await user.click(await screen.findByRole('button', { name: /Cluster map of milled rice/ }));
  const list = (await screen.findByRole('heading', { name: 'Versions' })).closest('section');
  const told = within(list as HTMLElement).getAllByText('Version 1').map((one) => one.closest('summary')?.textContent ?? '');
  expect(told, 'neither hides the other').toHaveLength(2);
  expect(told[0], 'who handed in the one').toContain('Bounthong');
  expect(told[1], 'and who the other').toContain('Thida N.');
});
