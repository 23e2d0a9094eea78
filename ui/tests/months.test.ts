import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import axe from 'axe-core';
import { expect, test } from 'vitest';
import { valueWords } from '../src/lib/words/values';
import { locale } from '../src/lib/words/locale.svelte';
import { eachInANewWindow, open, sent, to } from './open-window';

eachInANewWindow();

type User = Awaited<ReturnType<typeof open>>;

async function view(user: User, name: string): Promise<void> {
  await to(user, /^Action plans$/);
  await user.click(await screen.findByRole('radio', { name }));
}
async function at(user: User, code: string): Promise<void> {
  await to(user, /^Action plans$/);
  await user.click(await screen.findByRole('button', { name: new RegExp(`^${code}`) }));
  await screen.findByRole('heading', { name: 'Month by month' });
}
const part = (name: string) => within(screen.getByRole('region', { name }));

test('all plans are read at a glance, by keyboard, and never by colour alone', async () => {
  const user = await open();
  await view(user, 'Six months');
  const table = within(await screen.findByRole('table', { name: 'Six months' }));
  const rows = table.getAllByRole('row');
  expect(rows).toHaveLength(11);
  const cells = within(rows[1]!).getAllByRole('cell').map((cell) => cell.textContent?.trim());
  expect(cells[0], 'a colour has a name').toContain('Green');
  expect(cells[2], 'and its reason').toContain('The rains came early');
  expect(cells[4], 'no report').toContain('No report');
  expect(within(rows[4]!).getAllByRole('cell')[2]!.textContent, 'is not no progress').toContain('nothing was done');
  expect(rows[4]!.textContent).toContain('No word for 30 days');
  const plans = table.getAllByRole('button');
  plans[0]!.focus();
  await user.keyboard('{ArrowDown}{ArrowDown}');
  expect(document.activeElement).toBe(plans[2]);
  await user.keyboard('{End}');
  expect(document.activeElement).toBe(plans[9]);
  await user.keyboard('{Home}{Enter}');
  await screen.findByRole('heading', { name: 'Month by month' });
});

test('which plan came from which is drawn, and read', async () => {
  const user = await open();
  await view(user, 'Six months');
  const lineage = within(await screen.findByRole('region', { name: 'Which came from which' }));
  expect(lineage.getByRole('button', { name: /^AP02, Silk, Superseded, → AP03, AP04/ })).toBeTruthy();
  expect(lineage.getAllByRole('button')).toHaveLength(4);
});

test('a report sends only what was changed, with what was seen of it', async () => {
  const user = await open();
  await at(user, 'AP01');
  await user.click(await screen.findByRole('button', { name: /^Report on Train two people.*60 %/ }));
  const dialog = within(await screen.findByRole('dialog', { name: /^Train two people/ }));
  const share = dialog.getByRole('textbox', { name: /percent/ });
  await user.clear(share);
  await user.type(share, '101');
  await user.click(dialog.getByRole('button', { name: 'Save' }));
  expect(sent('months_report'), 'a share that cannot be is not sent').toEqual([]);
  await user.clear(share);
  await user.type(share, '70');
  await user.click(dialog.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(sent('months_report')).toMatchObject([{ activity: 'act-2', month: '2012-11', progress: { doing: 'under_way', percent: 70 }, said: null, seen: { progress: '1', said: '1' } }]));
  await screen.findByRole('button', { name: /^Report on Train two people.*70 %/ });
  await user.keyboard('{Control>}z{/Control}');
  await screen.findByRole('button', { name: /^Report on Train two people.*60 %/ });
});

test('evidence is attached to what is told for the first time: that is kept first, and the file is taken back by itself', async () => {
  const user = await open();
  await at(user, 'AP01');
  const [silent] = await screen.findAllByRole('button', { name: /^Report on .*No report/ });
  if (!silent) throw new Error('an activity without a report');
  await user.click(silent);
  const dialog = within(await screen.findByRole('dialog'));
  await user.click(dialog.getByRole('button', { name: 'Add evidence' }));
  expect(sent('months_attach'), 'nothing is told yet that it could hang on').toEqual([]);
  await user.selectOptions(dialog.getByRole('combobox', { name: 'How it stands' }), 'Done');
  await user.click(dialog.getByRole('button', { name: 'Add evidence' }));
  await waitFor(() => expect(sent('months_attach')).toHaveLength(1));
  expect(sent('months_report')).toMatchObject([{ progress: { doing: 'done', percent: null } }]);
  expect(await dialog.findByText('The file hangs on what is told')).toBeTruthy();
  await user.click(dialog.getByRole('button', { name: 'Take back' }));
  await waitFor(() => expect(sent('app_undo')).toHaveLength(1));
  expect(screen.getByRole('dialog'), 'the form stays open').toBeTruthy();
});

test('amber says why', async () => {
  const user = await open();
  await at(user, 'AP01');
  await user.click(await screen.findByRole('radio', { name: 'Jul' }));
  await user.click(screen.getByRole('button', { name: /^The plan as a whole.*Not rated/ }));
  const dialog = within(await screen.findByRole('dialog', { name: /^Rate the plan/ }));
  await user.click(dialog.getByRole('radio', { name: 'Amber' }));
  await user.click(dialog.getByRole('button', { name: 'Save' }));
  expect(sent('months_rate')).toEqual([]);
  await user.type(dialog.getByRole('textbox', { name: 'Why' }), 'The rains came early');
  await user.click(dialog.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(sent('months_rate')).toMatchObject([{ month: '2012-07', light: 'amber', reason: 'The rains came early', seen: null }]));
});

test('a workshop that nobody counted has no numbers, and one that was taken away comes back', async () => {
  const user = await open();
  await at(user, 'AP01');
  const workshops = () => part('Workshops of alumni');
  await user.click(workshops().getByRole('button', { name: 'Note a workshop' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Note a workshop' }));
  await user.type(dialog.getByRole('textbox', { name: 'What it was' }), 'Dyeing day');
  await user.type(dialog.getByRole('textbox', { name: 'Women' }), '-3');
  await user.click(dialog.getByRole('button', { name: 'Save' }));
  expect(sent('months_cascade')).toEqual([]);
  await user.clear(dialog.getByRole('textbox', { name: 'Women' }));
  await user.click(dialog.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(sent('months_cascade')).toMatchObject([{ title: 'Dyeing day', attended: null }]));
  await waitFor(() => expect(workshops().getByRole('button', { name: /^Dyeing day/ }).textContent).toContain('Nobody counted'));
  await user.click(workshops().getByRole('button', { name: 'Take “How to label organic rice” away' }));
  await waitFor(() => expect(workshops().queryByRole('button', { name: /^How to label/ })).toBeNull());
  await user.click(await screen.findByRole('button', { name: 'Take back' }));
  await waitFor(() => expect(workshops().getByRole('button', { name: /^How to label/ }).textContent).toContain('12 F + 8 M + 1 not stated = 21'));
});

test('a form is looked at before it is taken in', async () => {
  const user = await open();
  await at(user, 'AP01');
  await user.click(await screen.findByRole('button', { name: /^Read a form/ }));
  const dialog = within(await screen.findByRole('dialog', { name: /^A form for/ }));
  expect(dialog.getByText(/To decide: somebody recorded something else/)).toBeTruthy();
  const about = (title: string) => dialog.getByText(title).parentElement?.textContent?.replace(title, '').trim();
  expect([about('Mills that share a dryer (mills)'), about('A dyer')], 'what a row is about is told beside it').toEqual(['indicator', 'assistance asked for']);
  expect(sent('months_accept_form')).toEqual([]);
  await user.click(dialog.getByRole('button', { name: 'Take it in' }));
  await waitFor(() => expect(sent('months_accept_form')).toMatchObject([{ file: 'form-1', id: 'plan-AP01' }]));
});

test('what is due opens its plan', async () => {
  const user = await open();
  await view(user, 'What is due');
  const due = within(await screen.findByRole('region', { name: 'What is due' }));
  expect(due.getAllByText(/Late/).length).toBeGreaterThan(0);
  await user.click(due.getByRole('button', { name: /Send the list of lots/ }));
  await screen.findByRole('heading', { name: 'Month by month' });
});

test('differences are said in words', () => {
  expect(valueWords('progress_report', { doing: 'under_way', percent: 40 }, {}).title).toBe('Under way · 40 %');
  expect(valueWords('plan_rating', { light: 'amber', reason: 'rain' }, {}).title).toBe('Amber · rain');
  expect(valueWords('cascade_event', { women: 12, men: 8, not_stated: 0 }, {}).title).toBe('12 women · 8 men · 0 not stated');
  locale.use('th');
  expect(valueWords('plan_rating', { light: 'amber', reason: 'ฝน' }, {}).title).toBe('เหลือง · ฝน');
});

test('the screens of the months hold what the rules of access ask', async () => {
  const user = await open();
  await view(user, 'Six months');
  await screen.findByRole('table', { name: 'Six months' });
  const check = async () => (await axe.run(document.body, { rules: { 'color-contrast': { enabled: false }, region: { enabled: false } } })).violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(' ')}`);
  expect(await check()).toEqual([]);
  await fireEvent.click(screen.getAllByRole('button', { name: /^AP01/ })[0]!);
  await screen.findByRole('heading', { name: 'Month by month' });
  expect(await check()).toEqual([]);
}, 20_000);

test('one plan becomes several', async () => {
  const user = await open();
  await at(user, 'AP02');
  await user.click(screen.getByRole('button', { name: /^Other state/ }));
  const dialog = within(await screen.findByRole('dialog'));
  await user.selectOptions(dialog.getByRole('combobox', { name: 'State' }), 'superseded');
  await user.selectOptions(dialog.getByRole('combobox', { name: 'The plan that takes its place' }), 'plan-AP01');
  await user.click(dialog.getByRole('checkbox', { name: /^AP07/ }));
  await user.type(dialog.getByRole('textbox'), 'Too large');
  await user.click(dialog.getByRole('button', { name: 'Set the state' }));
  await waitFor(() => expect(sent('plans_set_state')).toMatchObject([{ state: 'superseded', successor: 'plan-AP01', others: ['plan-AP07'] }]));
});
