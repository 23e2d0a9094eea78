// A visit beside a session that seems to be it: the two are joined in the visit, or somebody says that they are two things.
import { screen, waitFor, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { desk } from '../src/lib/stores/desk.svelte';
import { nav } from '../src/lib/stores/nav.svelte';
import { eachInANewWindow, open, sent, standIn, to } from './open-window';

eachInANewWindow();

/** A session that is no visit by its method and stands beside the visit to Korat. */
function left(): string {
  const session = standIn.days.flatMap((day) => day.sessions).find((one) => one.title === 'Cluster diagnostics');
  if (!session) throw new Error('no such session');
  standIn.checks = [{ code: 'visit_left_behind', params: { host: 'Korat Food Cluster', date: '2012-05-18', title: session.title, at: '2012-05-16/09:00', visit: 'visit-1', session: session.id } }];
  desk.version += 1;
  return session.id;
}

test('beside the check somebody says that they are two things, by the keyboard, and takes it back', async () => {
  const user = await open();
  left();
  await user.click(await screen.findByRole('button', { name: /Korat Food Cluster: the session .Cluster diagnostics. was moved/ }));
  await waitFor(() => expect(nav.screen, 'Today leads to where it can be said').toBe('agenda'));
  const said = await screen.findByRole('button', { name: /^They are two things: Korat Food Cluster/ });
  said.focus();
  await user.keyboard('{Enter}');
  await waitFor(() => expect(sent('visits_is_no_session')).toMatchObject([{ visit: 'visit-1' }]));
  await waitFor(() => expect(screen.queryByRole('note'), 'nobody is asked any more').toBeNull());
  await user.click(await screen.findByRole('button', { name: 'Take back' }));
  expect(await screen.findByRole('button', { name: /^They are two things/ }), 'and told again').toBeTruthy();
});

test('the form offers the session that the check names, whatever its method is', async () => {
  const user = await open();
  const id = left();
  await to(user, /^Visits$/);
  await user.click(await screen.findByRole('button', { name: /Korat Food Cluster/ }));
  await to(user, /^Change the visit$/);
  const dialog = within(await screen.findByRole('dialog', { name: 'Change the visit' }));
  await user.selectOptions(await dialog.findByRole('combobox', { name: 'Session of the agenda' }), id);
  await user.click(dialog.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(sent('visits_edit')).toMatchObject([{ facts: { session: id } }]));
});
