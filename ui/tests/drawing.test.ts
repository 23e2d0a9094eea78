import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { eachInANewWindow, open, sent, standIn, to } from './open-window';

eachInANewWindow();

test('groups are drawn, looked at, drawn again and kept exactly as they were shown', async () => {
  const user = await open();
  await to(user, /^Groups/);
  await to(user, /^Draw groups…$/);
  const dialog = within(await screen.findByRole('dialog', { name: 'Draw balanced groups' }));
  await user.type(dialog.getByRole('textbox', { name: 'Name of the set' }), 'Second week');
  await user.click(dialog.getByRole('checkbox', { name: 'Working groups' }));
  await user.click(dialog.getByRole('button', { name: 'Draw' }));
  expect(await dialog.findByRole('region', { name: 'Group E' }), 'five groups are shown').toBeTruthy();
  expect(sent('groups_keep_draw'), 'nothing is written yet').toEqual([]);
  expect(sent('groups_draw')[0]).toMatchObject({ set: null, groups: 5, size: null, apart: ['set-1'], seed: null });
  await user.click(dialog.getByRole('button', { name: 'Draw again' }));
  await waitFor(() => expect(sent('groups_draw')).toHaveLength(2));
  expect(sent('groups_draw')[1]?.['seed'], 'another seed is chosen').toBeNull();
  await waitFor(() => expect(dialog.getByRole('textbox', { name: /^Seed/ }), 'and shown').toHaveProperty('value', '731205'));
  await user.click(dialog.getByRole('button', { name: 'Keep these groups' }));
  expect(await screen.findByText(/^Drawn on .* by Thida N\. on LAP-A, seed 731205/), 'the seed stays with the set').toBeTruthy();
  expect(sent('groups_keep_draw')[0]).toMatchObject({ name: 'Second week', seed: 731205, seen: 'print-731205' });
});

test('what was asked anew must be drawn anew before it is kept; a pin goes along', async () => {
  const user = await open();
  await to(user, /^Groups/);
  await to(user, /^Draw groups…$/);
  const dialog = within(await screen.findByRole('dialog', { name: 'Draw balanced groups' }));
  await user.type(dialog.getByRole('textbox', { name: 'Name of the set' }), 'Second week');
  await user.click(dialog.getByRole('button', { name: 'Draw' }));
  await user.click((await dialog.findAllByRole('button', { name: /^Keep .* in group A$/ }))[0] as HTMLElement);
  expect(dialog.getByRole('button', { name: 'Keep these groups' }), 'the screen shows another draw').toHaveProperty('disabled', true);
  await user.click(dialog.getByRole('button', { name: 'Draw' }));
  await waitFor(() => expect(sent('groups_draw')[1]?.['pins']).toMatchObject([{ group: 'A' }]));
  await user.clear(dialog.getByRole('spinbutton', { name: 'Number of groups' }));
  expect(await dialog.findByText('Say how many, in digits')).toBeTruthy();
});

test('more groups than people are refused, and what was asked stands there still', async () => {
  const user = await open({ people: 3 });
  await to(user, /^Groups/);
  await to(user, /^Draw groups…$/);
  const dialog = within(await screen.findByRole('dialog', { name: 'Draw balanced groups' }));
  await user.click(dialog.getByRole('button', { name: 'Draw' }));
  expect(await screen.findByText('3 people do not make 5 groups')).toBeTruthy();
  expect(dialog.getByRole('spinbutton', { name: 'Number of groups' })).toHaveProperty('value', '5');
});

test('a person is moved with Shift and an arrow; it is announced, the focus goes along and the account follows', async () => {
  const user = await open();
  await to(user, /^Groups/);
  const group = within(await screen.findByRole('region', { name: 'Group A' }));
  const member = standIn.sets[0]?.groups[0]?.members[0];
  const button = group.getAllByRole('button').find((one) => one.dataset['person'] === member?.participant) as HTMLElement;
  button.focus();
  await user.keyboard('{Shift>}{ArrowRight}{/Shift}');
  await waitFor(() => expect(sent('groups_place')[0]).toMatchObject({ participant: member?.participant, group: 'group-B', seen: member?.seen }));
  expect(await screen.findByText(`${member?.name} is now in group B`), 'a screen reader hears it').toBeTruthy();
  await waitFor(() => expect((document.activeElement as HTMLElement).dataset['person'], 'the next arrow moves the same person').toBe(member?.participant));
  expect(within(screen.getByRole('region', { name: 'Group B' })).getByText(/^7 people/), 'counted by the core').toBeTruthy();
});

test('a person is dragged into another group, and what is not met is said at once', async () => {
  const user = await open();
  await to(user, /^Groups/);
  const women = standIn.sets[0]?.groups[0]?.members.filter((one) => one.sex === 'F') ?? [];
  const away = women.slice(1).map((one) => one.participant);
  for (const participant of away) {
    const data = { types: ['application/x-sala-person'], getData: () => participant, setData: () => undefined };
    await fireEvent.drop(await screen.findByRole('region', { name: 'Group B' }), { dataTransfer: data });
  }
  await waitFor(() => expect(sent('groups_place')).toHaveLength(away.length));
  expect(await screen.findByText(`Group A: ${women[0]?.name} is the only woman`)).toBeTruthy();
  await user.keyboard('{Control>}z{/Control}');
});

test('people are pinned to groups before anything is drawn, with the keyboard alone', async () => {
  const user = await open();
  await to(user, /^Groups/);
  await to(user, /^Draw groups…$/);
  const dialog = within(await screen.findByRole('dialog', { name: 'Draw balanced groups' }));
  await user.type(dialog.getByRole('textbox', { name: 'Name of the set' }), 'Second week');
  const pins = within(dialog.getByRole('group', { name: 'Put in a group by hand' }));
  const [p07, p08] = ['P07', 'P08'].map((code) => standIn.people.find((one) => one.facts.code === code));
  await waitFor(() => expect(pins.getByRole('option', { name: new RegExp('^P07') })).toBeTruthy());
  const pin = async (person: string | undefined, group: string): Promise<void> => {
    await user.selectOptions(pins.getByRole('combobox', { name: 'Who' }), person ?? '');
    await user.selectOptions(pins.getByRole('combobox', { name: 'Group' }), group);
    pins.getByRole('button', { name: 'Pin' }).focus();
    await user.keyboard('{Enter}');
  };
  expect(pins.getByRole('button', { name: 'Pin' }), 'nobody is chosen').toHaveProperty('disabled', true);
  await pin(p07?.id, 'B');
  await pin(p08?.id, 'E');
  expect(pins.queryByRole('option', { name: /^P07/ }), 'who has a place is not asked about again').toBeNull();
  expect(sent('groups_draw'), 'nothing is drawn by pinning').toEqual([]);
  pins.getByRole('button', { name: `Let chance place ${p08?.facts.name}` }).focus();
  await user.keyboard('{Enter}');
  await pin(p08?.id, 'C');
  const number = dialog.getByRole('spinbutton', { name: 'Number of groups' });
  await user.clear(number);
  await user.type(number, '2');
  expect(pins.queryByText(`${p08?.facts.name} in group C`), 'there is no such group now').toBeNull();
  await user.clear(number);
  await user.type(number, '4');
  expect(pins.getByText(`${p08?.facts.name} in group C`), 'and now there is').toBeTruthy();
  dialog.getByRole('button', { name: 'Draw' }).focus();
  await user.keyboard('{Enter}');
  await waitFor(() => expect(sent('groups_draw')).toHaveLength(1));
  expect(sent('groups_draw')[0]).toMatchObject({ groups: 4, pins: [{ participant: p07?.id, group: 'B' }, { participant: p08?.id, group: 'C' }] });
  expect(within(await dialog.findByRole('region', { name: 'Group B' })).getByRole('button', { name: `Keep ${p07?.facts.name} in group B` }).getAttribute('aria-pressed')).toBe('true');
});

test('groups of a size are called as they will be', async () => {
  const user = await open();
  await to(user, /^Groups/);
  await to(user, /^Draw groups…$/);
  const dialog = within(await screen.findByRole('dialog', { name: 'Draw balanced groups' }));
  await user.click(dialog.getByRole('radio', { name: 'People in a group at most' }));
  const number = dialog.getByRole('spinbutton', { name: 'People in a group at most' });
  await user.clear(number);
  await user.type(number, '1');
  const group = dialog.getByRole('combobox', { name: 'Group' });
  await waitFor(() => expect(within(group).getAllByRole('option').map((one) => one.textContent).slice(-2), 'twenty-nine groups of one').toEqual(['AB', 'AC']));
});
