import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import type { Member } from '../src/lib/host';
import GroupCard from '../src/screens/groups/GroupCard.svelte';

const member = (at: number): Member => ({
  participant: `person-${at}`, code: `P${at}`, name: `Person ${at}`, native: null, language: null, country: 'LA', sex: 'F', organisation: null, orgType: null, role: '', seen: '', belongs: 'counted',
}) as unknown as Member;

test('a card of many says how many are not shown, and shows them', async () => {
  const user = userEvent.setup();
  const nothing = () => undefined;
  render(GroupCard, { title: 'In no group', members: Array.from({ length: 130 }, (_, at) => member(at + 1)), targets: [], here: null, onplace: nothing, ondropped: nothing, onkey: nothing });
  const shown = () => document.querySelectorAll('[data-person]').length;
  expect(shown(), 'a roster of thousands is not drawn at once').toBe(60);
  await user.click(screen.getByRole('button', { name: 'Show 60 more of 70' }));
  expect(shown()).toBe(120);
  await user.click(screen.getByRole('button', { name: 'Show 10 more of 10' }));
  expect(shown(), 'everybody is there').toBe(130);
  expect(screen.queryByRole('button', { name: /^Show/ })).toBeNull();
});
