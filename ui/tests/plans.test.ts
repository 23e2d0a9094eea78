import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import axe from 'axe-core';
import { expect, test } from 'vitest';
import { conflictWords, sideWords } from '../src/screens/travel/value-words';
import { locale } from '../src/lib/words/locale.svelte';
import { eachInANewWindow, open, sent, standIn, to } from './open-window';

eachInANewWindow();

type User = Awaited<ReturnType<typeof open>>;

/** Opens a plan. */
async function at(user: User, code: string): Promise<void> {
  await to(user, /^Action plans$/);
  await user.click(await screen.findByRole('button', { name: new RegExp(`^${code}`) }));
  await screen.findByRole('heading', { name: 'Activities' });
}
const part = (name: string) => within(screen.getByRole('region', { name }));

test('an activity moves by weeks with Alt and the arrows, grows with Shift, and the gesture is one entry', async () => {
  const user = await open();
  await at(user, 'AP01');
  const row = (): HTMLElement => screen.getByRole('button', { name: /^Train two people/ });
  row().focus();
  await user.keyboard('{Alt>}{ArrowRight}{ArrowRight}{Shift>}{ArrowRight}{/Shift}');
  expect(row().textContent, 'it is painted with the key').toContain('30 Jul');
  expect(sent('plans_edit_line'), 'and written when the hand lets go').toEqual([]);
  await user.keyboard('{/Alt}');
  await waitFor(() => expect(sent('plans_edit_line')).toMatchObject([{ edits: [{ field: { field: 'period', starts: '2012-07-30', ends: '2012-08-31' }, seen: '1' }] }]));
  await waitFor(() => expect(document.activeElement, 'the same row is at hand').toBe(row()));
  await user.keyboard('{Alt>}{ArrowLeft}{Escape}{/Alt}');
  expect(row().textContent, 'Escape leaves it where it was').toContain('30 Jul');
  await user.keyboard('{Control>}z{/Control}');
  await waitFor(() => expect(row().textContent, 'the whole gesture is taken back at once').toContain('16 Jul'));
});

test('a pointer takes a bar and lays it down elsewhere, which opens nothing', async () => {
  const user = await open();
  await at(user, 'AP01');
  const row = (): HTMLElement => screen.getByRole('button', { name: /^Train two people/ });
  const bar = row().querySelector<HTMLElement>('.bar')!;
  // The page is laid out nowhere: a track of 610 pixels.
  Object.defineProperty(bar.parentElement!, 'clientWidth', { value: 610 });
  Object.assign(bar, { setPointerCapture: () => undefined, getBoundingClientRect: () => new DOMRect(100, 0, 100, 12) });
  const at150 = { button: 0, pointerId: 1 };
  await fireEvent(bar, new MouseEvent('pointerdown', { ...at150, clientX: 150, bubbles: true }));
  await fireEvent(bar, new MouseEvent('pointermove', { clientX: 190 }));
  expect(row().textContent, 'it is painted as it goes').not.toContain('16 Jul');
  expect(sent('plans_edit_line')).toEqual([]);
  await fireEvent(bar, new Event('lostpointercapture'));
  await user.click(row());
  await waitFor(() => expect(sent('plans_edit_line'), 'one gesture, one entry').toHaveLength(1));
  expect(screen.queryByRole('dialog')).toBeNull();
});

test('a line that is opened sends only what was changed, with what was seen of it', async () => {
  const user = await open();
  await at(user, 'AP01');
  await user.click(part('Budget').getByRole('button', { name: /^Trainer of auditors/ }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Cost' }));
  const amount = dialog.getByRole('textbox', { name: 'Amount' });
  await user.clear(amount);
  await user.type(amount, '2600');
  await user.click(dialog.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(sent('plans_edit_line')).toMatchObject([{ line: 'bud-1', edits: [{ field: { field: 'amount', amount: '2600', currency: 'USD' }, seen: '1' }] }]));
});

test('a line without a name is not sent, and one that has it stands in its list', async () => {
  const user = await open();
  await at(user, 'AP01');
  await user.click(screen.getByRole('button', { name: 'Add a risk' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Add a risk' }));
  await user.click(dialog.getByRole('button', { name: 'Save' }));
  expect(dialog.getByText('This is needed.')).toBeTruthy();
  expect(sent('plans_add_line'), 'nothing is sent without').toEqual([]);
  await user.type(dialog.getByRole('textbox', { name: 'What may go wrong' }), 'Rain');
  await user.click(dialog.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(part('Risks').getByRole('button', { name: /^Rain/ })).toBeTruthy());
});

test('a removed line comes back by the notice', async () => {
  const user = await open();
  await at(user, 'AP01');
  await user.click(part('Outputs').getByRole('button', { name: 'Remove “A common label”' }));
  await waitFor(() => expect(part('Outputs').queryByText('A common label')).toBeNull());
  await user.click(await screen.findByRole('button', { name: 'Take back' }));
  await waitFor(() => expect(part('Outputs').getByText('A common label')).toBeTruthy());
});

test('people stand for one version; a change is said to be another, and what differs is shown', async () => {
  const user = await open();
  await at(user, 'AP01');
  const versions = (): ReturnType<typeof part> => part('Versions and commitments');
  await user.click(versions().getByRole('radio', { name: 'By mail' }));
  fireEvent.input(versions().getByLabelText('Since'), { target: { value: '2012-06-04' } });
  await user.click(versions().getByRole('button', { name: /Kumru Dara/, pressed: false }));
  await waitFor(() => expect(versions().getByRole('button', { name: /Kumru Dara.*wrote later/, pressed: true })).toBeTruthy());
  expect(sent('plans_commit')).toMatchObject([{ version: 'AP01-v1', how: 'mail', since: '2012-06-04', seen: null }]);
  await user.click(screen.getByRole('button', { name: 'The team is committed' }));
  await screen.findByText('Committed');

  screen.getByRole('button', { name: /^Train two people/ }).focus();
  await user.keyboard('{Alt>}{Shift>}{ArrowRight}{/Shift}{/Alt}');
  expect(await versions().findByText(/The plan says something else than version 1/), 'nobody stands for the change').toBeTruthy();
  await user.click(versions().getByRole('button', { name: 'Compare' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'What differs from version 1' }));
  expect(await dialog.findByText('Activity · Train two people of each mill · Until'), 'where').toBeTruthy();
  await user.click(dialog.getAllByRole('button', { name: 'Close' })[0] as HTMLElement);
  await user.click(versions().getByRole('button', { name: 'Keep as a version' }));
  expect(await versions().findByText('Version 2')).toBeTruthy();
  expect(versions().getAllByText(/of 3 stand for it/).map((one) => one.textContent), 'the word stays with the first').toEqual(['0 of 3 stand for it', '1 of 3 stand for it']);
});

test('what is typed is kept before the plan is presented, and a plan that says nothing is not', async () => {
  const user = await open();
  await at(user, 'AP02');
  await user.click(screen.getByRole('button', { name: 'It was presented' }));
  expect(await screen.findByText('The plan says nothing yet'), 'and what to do').toBeTruthy();
  await user.type(screen.getByRole('textbox', { name: 'Problem' }), 'Nobody tests the dye.');
  await user.click(screen.getByRole('button', { name: 'It was presented' }));
  await waitFor(() => expect(sent('plans_set_state')).toHaveLength(2));
  await screen.findByText('Presented');
  expect(sent('plans_edit')).toMatchObject([{ texts: { problem: 'Nobody tests the dye.' }, seen: { problem: '1' } }]);
});

test('where a plan came from is said, changed and taken away', async () => {
  const user = await open();
  await at(user, 'AP02');
  await user.click(screen.getByRole('button', { name: 'It came from another plan …' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Where AP02 came from' }));
  expect(dialog.queryByRole('option', { name: /^AP02/ }), 'not from itself').toBeNull();
  await user.selectOptions(dialog.getByRole('combobox', { name: 'It came from' }), 'plan-AP01');
  await user.click(dialog.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(sent('plans_came_from')).toMatchObject([{ id: 'plan-AP02', origin: 'plan-AP01', seen: 'o0' }]));
  expect(await screen.findByText('It came from', { exact: false, selector: 'span' })).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Change where it came from' }));
  await user.selectOptions(within(await screen.findByRole('dialog')).getByRole('combobox'), '');
  await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Save' }));
  expect(await screen.findByRole('button', { name: 'It came from another plan …' })).toBeTruthy();
  await user.keyboard('{Control>}z{/Control}');
  expect(await screen.findByRole('button', { name: 'Change where it came from' }), 'and comes back').toBeTruthy();
});

test('everything that was ever said of a plan and its lines can be read, who and when told once for each gesture', async () => {
  const user = await open();
  await at(user, 'AP01');
  await user.click(screen.getByRole('button', { name: 'History of AP01' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'History of AP01' }));
  const gestures = (await dialog.findAllByRole('listitem')).map((item) => item.textContent?.replace(/\s+/g, ' ') ?? '');
  expect(sent('past_of')).toMatchObject([{ programme: 'programme-1', record: 'plan-AP01' }]);
  expect(gestures, 'six things in three gestures').toHaveLength(3);
  expect(gestures[0]).toMatch(/Thida N\. on LAP-A.*recorded.*Survey the mills.*Removed.*Objective.*Forty growers/);
  expect(gestures[1], 'whom a value names, in words, and that it was replaced').toMatch(/carried.*Khamla Tuayang.*replaced later/);
  expect(gestures[2]).toMatch(/บุญทอง.*LAP-B.*received.*Signed page 4 of LAP-B, verified.*ผู้ปลูกสี่สิบราย/);
  await user.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});

test('a plan that ends for less than all of it must say why', async () => {
  const user = await open();
  await at(user, 'AP02');
  await user.click(screen.getByRole('button', { name: 'Other state…' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'How does AP02 stand?' }));
  await user.selectOptions(dialog.getByRole('combobox', { name: 'State' }), 'Superseded');
  await user.type(dialog.getByRole('textbox', { name: 'Why' }), 'one is enough');
  await user.click(dialog.getByRole('button', { name: 'Set the state' }));
  expect(dialog.getByText('Say which plan takes its place.')).toBeTruthy();
  await user.selectOptions(dialog.getByRole('combobox', { name: 'The plan that takes its place' }), 'AP01 · Milled organic rice');
  await user.click(dialog.getByRole('button', { name: 'Set the state' }));
  expect(await screen.findByText('Because: one is enough')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'AP01 Milled organic rice' }));
  expect(await screen.findByText('It takes the place of', { exact: false }), 'lineage is read both ways').toBeTruthy();
});

test('a consortium shows its activities by stage', async () => {
  const user = await open();
  await at(user, 'AP07');
  const stages = part('Activities').getAllByRole('heading', { level: 3 }).map((one) => one.textContent);
  expect(stages, 'in the order of its forming').toEqual(['Selection', 'Operation']);
});

test('the first plan is named from the empty screen', async () => {
  const user = await open();
  Object.assign(standIn, { plans_list: () => [] });
  await to(user, /^Action plans$/);
  await user.click(await screen.findByRole('button', { name: 'New action plan' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'New action plan' }));
  expect((dialog.getByRole('textbox', { name: 'Code' }) as HTMLInputElement).value, 'the next free code').toBe('AP01');
});

test('what two laptops said of one plan is asked in words', () => {
  const asked = (kind: string, field: string, subject: string, value: Record<string, string | null>) => {
    const side = { n: 1, value, author: 'Thida N.', replica: 'LAP-A', at: '2012-05-25T03:00:00Z', edited: null };
    const conflict = { id: '1', programme: 'p', programmeCode: 'SMECEC-2012', seen: '1', names: { 'person-1': 'Kumru Sophea' }, kind, field, subject, base: null, suggestion: null, values: [side], register: null };
    return [...Object.values(conflictWords(conflict)), sideWords(conflict, side).title];
  };
  expect(asked('plan_activity', 'period', 'Travel, AP01', { starts: '2012-08-06', ends: '2012-08-10' })).toEqual(['Travel, AP01', 'Days', 'Monday 6 August 2012 · Friday 10 August 2012']);
  expect(asked('plan_activity', 'responsible', 'Travel, AP01', { participant: 'person-1', other: null })).toEqual(['Travel, AP01', 'Who sees to it', 'Kumru Sophea']);
  expect(asked('budget_line', 'amount', 'Travel, AP01', { amount: '1250.50', currency: 'USD' })).toEqual(['Travel, AP01', 'Amount', '1250.50 · USD']);
  expect(asked('indicator', 'reached', 'Mills, AP01', { actual: '6', measured: '2012-09-21' })).toEqual(['Mills, AP01', 'Now', '6 · Friday 21 September 2012']);
  expect(asked('commitment', 'committed', 'Kumru Sophea, AP01/2', { how: 'mail', since: '2012-06-04' })).toEqual(['Kumru Sophea', 'AP01 · Version 2 · Commitment', 'wrote later · Monday 4 June 2012']);
  expect(asked('plan', 'state', 'AP01', { state: 'in_progress', reason: null, successor: null })).toEqual(['AP01', 'State', 'In progress']);
});

test('the plan has no fault that a machine can find, in either language', async () => {
  const user = await open();
  await at(user, 'AP01');
  for (const language of ['en', 'th'] as const) {
    locale.use(language);
    const { violations } = await axe.run(document.body, { rules: { 'color-contrast': { enabled: false }, region: { enabled: false } } });
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([]);
  }
});

test('whoever left the programme stands apart in the team, and whoever came instead is put in it with one press', async () => {
  const user = await open();
  const [first] = standIn.plans.all[0]!.line.team;
  Object.assign(first!, { belongs: 'gone', instead: 'person-9' });
  await at(user, 'AP01');
  const versions = part('Versions and commitments');
  expect(versions.getByText('0 of 2 stand for it'), 'nobody waits for a word that cannot be given').toBeTruthy();
  expect(versions.getByText(`Not counted, because not here: ${first!.name}`)).toBeTruthy();
  expect(part('Team').getByText('Left the programme')).toBeTruthy();
  await user.click(await part('Team').findByRole('button', { name: /^Put .+ in the team$/ }));
  await waitFor(() => expect(sent('plans_seat')).toMatchObject([{ participant: 'person-9', role: 'member', seen: null }]));
  expect(await part('Versions and commitments').findByText('0 of 3 stand for it')).toBeTruthy();
  expect(part('Team').queryByRole('button', { name: /^Put .+ in the team$/ }), 'nobody is offered twice').toBeNull();
});

test('a plan for which nobody stands is carried out only with a reason, and the last word that is taken back is told', async () => {
  const user = await open();
  await at(user, 'AP01');
  await user.click(screen.getByRole('button', { name: 'Other state…' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'How does AP01 stand?' }));
  await user.selectOptions(dialog.getByRole('combobox', { name: 'State' }), 'in_progress');
  expect(dialog.getByText(/^Nobody stands for the plan yet/)).toBeTruthy();
  await user.click(dialog.getByRole('button', { name: 'Set the state' }));
  expect(sent('plans_set_state')).toEqual([]);
  await user.selectOptions(dialog.getByRole('combobox', { name: 'State' }), 'committed');
  expect(dialog.queryByText(/^Nobody stands for the plan yet/)).toBeNull();
  await user.click(dialog.getByRole('button', { name: 'Cancel' }));

  const versions = part('Versions and commitments');
  await user.click(versions.getByRole('button', { name: /Kumru Dara/, pressed: false }));
  await user.click(await screen.findByRole('button', { name: 'The team is committed' }));
  await screen.findByText('Committed');
  await user.click(versions.getByRole('button', { name: /Kumru Dara/, pressed: true }));
  expect(await screen.findByText('Nobody stands for the plan any more: it is presented again')).toBeTruthy();
});
