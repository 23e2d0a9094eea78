import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import type { Turn } from '../src/lib/host';
import { desk } from '../src/lib/stores/desk.svelte';
import Projector from '../src/screens/scoring/Projector.svelte';
import { clock, onNow, placed, pressure, standing, stepped, usedMs } from '../src/screens/scoring/timing';
import { eachInANewWindow, open, sent, standIn, to } from './open-window';

eachInANewWindow();

async function scoring(part: string) {
  const user = await open();
  await to(user, /^Groups/);
  await user.click(await screen.findByRole('radio', { name: 'Outputs' }));
  const exercise = (await screen.findByRole('heading', { name: 'Cluster mapping exercise' })).closest('section') as HTMLElement;
  await user.click(within(exercise).getByRole('button', { name: 'Present and score' }));
  await user.click(await screen.findByRole('radio', { name: part }));
  return user;
}

const order = (): string[] => (standIn.scores.turns.get('exercise-1') ?? []).map((turn) => turn.groupName);

test('who comes when is set by keyboard, drawn by lot and taken back', async () => {
  const user = await scoring('Order');
  expect(screen.getByText('Drawn by lot, seed 520011')).toBeTruthy();
  (await screen.findByRole('button', { name: 'Carry Group B, number 2' })).focus();
  await user.keyboard('{Alt>}{ArrowUp}{/Alt}');
  await waitFor(() => expect(order()).toEqual(['B', 'A', 'C', 'D']));
  await waitFor(() => expect(document.activeElement?.getAttribute('aria-label'), 'the hand stays on what it carries').toBe('Carry Group B, number 1'));
  expect(screen.queryByText(/Drawn by lot/), 'a hand makes it nobody’s lot').toBeNull();
  await user.keyboard('{Control>}z{/Control}');
  await waitFor(() => expect(order()).toEqual(['A', 'B', 'C', 'D']));
  await user.click(screen.getByRole('button', { name: 'Draw by lot' }));
  expect(await screen.findByText('Drawn by lot, seed 731204')).toBeTruthy();
  const minutes = screen.getByRole('spinbutton', { name: 'Minutes, Group C' });
  await user.clear(minutes);
  await user.type(minutes, '12{Tab}');
  await waitFor(() => expect(standIn.scores.turns.get('exercise-1')?.find((turn) => turn.groupName === 'C')?.minutes).toBe(12));
});

test('the timer is worked by three keys, is left and entered again, and writes only when a key is pressed', async () => {
  const user = await scoring('Order');
  let now = Date.now();
  standIn.scores.now = () => now;
  await user.click(screen.getByRole('button', { name: 'Show the timer' }));
  const timer = (): HTMLElement => screen.getByRole('dialog', { name: 'Timer' });
  await waitFor(() => expect(document.activeElement).toBe(timer()));
  expect(within(timer()).getByText('Group B'), 'the first whom nobody has heard').toBeTruthy();
  await user.keyboard(' ');
  await waitFor(() => expect(sent('presentations_hold').map((args) => args['step'])).toEqual(['begin']));
  await user.keyboard('{Escape}');
  expect(screen.queryByRole('dialog', { name: 'Timer' })).toBeNull();
  now += 8.5 * 60_000;
  await user.click(screen.getByRole('radio', { name: 'Results' }));
  await user.click(screen.getByRole('button', { name: 'All outputs' }));
  const exercise = (await screen.findByRole('heading', { name: 'Cluster mapping exercise' })).closest('section') as HTMLElement;
  await user.click(within(exercise).getByRole('button', { name: 'Present and score' }));
  await user.click(await screen.findByRole('button', { name: 'Show the timer' }));
  await waitFor(() => expect(within(timer()).getByRole('timer').textContent, 'it went on').toBe('1:30'));
  const face = (): HTMLElement | null => timer().querySelector<HTMLElement>('.face');
  expect(face()?.dataset['press'], 'the last minutes').toBe('short');
  expect(sent('presentations_hold'), 'and nothing was written meanwhile').toHaveLength(1);
  await user.keyboard(' ');
  await waitFor(() => expect(face()?.dataset['how']).toBe('paused'));
  await user.keyboard('n');
  await waitFor(() => expect(within(timer()).getByText('Group C')).toBeTruthy());
  expect(sent('presentations_hold').map((args) => args['step'])).toEqual(['begin', 'pause', 'end']);
  expect(face()?.dataset['how'], 'nobody’s time runs before somebody says so').toBe('waiting');
  await user.keyboard('p');
  expect(sent('presentations_project'), 'the room’s screen has a window of its own').toEqual([{ programme: 'programme-1', exercise: 'exercise-1' }]);
});

test('the projector’s window shows who is on and the time, looks again by itself, and closes with Escape', async () => {
  await scoring('Order');
  cleanup();
  let now = Date.now();
  standIn.scores.now = () => now;
  const { container } = render(Projector, { programme: 'programme-1', exercise: 'exercise-1' });
  expect(await screen.findByText('Group B')).toBeTruthy();
  const [first] = standIn.scores.turns.get('exercise-1')?.filter((turn) => turn.held === null) ?? [];
  if (first) first.held = { beganMs: now, pausedSinceMs: null, pausedMs: 0, endedMs: null };
  now += 60_000;
  await waitFor(() => expect(container.querySelector<HTMLElement>('.face')?.dataset['how'], 'a key in the main window is seen').toBe('running'));
  expect(sent('presentations_hold'), 'it writes nothing').toEqual([]);
  await fireEvent.keyDown(window, { key: 'Escape' });
  expect(sent('presentations_project')).toHaveLength(1);
});

test('points are typed down a column, one’s own group is passed over, and taken back with Ctrl+Z', async () => {
  const user = await scoring('Scores');
  await user.click(await screen.findByRole('button', { name: /^Group A/ }));
  const sheet = await screen.findByRole('region', { name: 'Group A' });
  expect(within(sheet).getAllByText('own group: not to be scored')).toHaveLength(4);
  const given = (output: string): (number | undefined)[] => ['c1', 'c2', 'c3', 'c4'].map((one) => standIn.scores.sheets.get(`${output} group-A`)?.points.get(one));
  const cell = (criterion: string, group: string): HTMLElement => within(sheet).getByRole('textbox', { name: new RegExp(`^${criterion}, Group ${group}`) });
  cell('Content', 'C').focus();
  await user.keyboard('4350');
  await waitFor(() => expect(given('output-4')).toEqual([4, 3, 5, 0]));
  expect(sent('scores_give'), 'each once').toHaveLength(4);
  await waitFor(() => expect(within(sheet).getByText('70.00 %'), 'the share stands below').toBeTruthy());
  expect(document.activeElement, 'and on to the next output').toBe(cell('Content', 'D'));
  await user.keyboard('{ArrowLeft}{ArrowDown}');
  expect(document.activeElement).toBe(cell('Evidence', 'C'));
  await user.keyboard('9');
  expect(cell('Evidence', 'C').getAttribute('aria-invalid'), 'beyond the scale').toBe('true');
  await user.keyboard('{Escape}{Delete}{ArrowDown}');
  await waitFor(() => expect(given('output-4')).toEqual([4, undefined, 5, 0]));
  await user.keyboard('{Control>}z{/Control}');
  await waitFor(() => expect(given('output-4')).toEqual([4, 3, 5, 0]));
});

test('a juror is called otherwise, and a whole sheet is withdrawn and comes back', async () => {
  const user = await scoring('Scores');
  await user.click(await screen.findByRole('button', { name: /^Dr\. Ploy/ }));
  await user.click(await screen.findByRole('button', { name: 'Change the juror Dr. Ploy Tuayang' }));
  const dialog = await screen.findByRole('dialog', { name: 'Change a juror' });
  const name = within(dialog).getByRole('textbox', { name: 'Name' });
  await user.clear(name);
  await user.click(within(dialog).getByRole('button', { name: 'Save' }));
  expect(within(dialog).getByText('This is needed.')).toBeTruthy();
  await user.type(name, 'Dr. Ploy Thuayang');
  await user.type(within(dialog).getByRole('textbox', { name: 'Organisation' }), 'Khon Kaen University');
  await user.click(within(dialog).getByRole('button', { name: 'Save' }));
  expect(await screen.findByRole('button', { name: /^Dr\. Ploy Thuayang/ }), 'the list says so').toBeTruthy();
  expect(standIn.scores.organisations.get('juror-1')).toBe('Khon Kaen University');
  await user.click(await screen.findByRole('button', { name: 'Withdraw the sheet on Group B' }));
  await waitFor(() => expect(standIn.scores.sheets.has('output-2 juror-1')).toBe(false));
  expect(screen.queryByRole('button', { name: 'Withdraw the sheet on Group C' }), 'what nobody gave cannot be withdrawn').toBeNull();
  await user.click(await screen.findByRole('button', { name: 'Take back' }));
  await waitFor(() => expect(standIn.scores.sheets.get('output-2 juror-1')?.remark).toBe('Good figures.'));
});

test('a conflict of interest is declared, and results stand with it and without it', async () => {
  const user = await scoring('Scores');
  await user.click(await screen.findByRole('button', { name: /^Dr\. Ploy/ }));
  await user.click(await screen.findByRole('button', { name: 'Conflict of interest, Group A: nothing' }));
  const dialog = await screen.findByRole('dialog');
  await user.selectOptions(within(dialog).getByRole('combobox', { name: 'Which' }), 'other');
  await user.click(within(dialog).getByRole('button', { name: 'Save' }));
  expect(within(dialog).getByText('This is needed.'), 'another one needs a word').toBeTruthy();
  await user.type(within(dialog).getByRole('textbox', { name: 'Why' }), 'My former school');
  await user.click(within(dialog).getByRole('button', { name: 'Save' }));
  expect(await screen.findByRole('button', { name: 'Conflict of interest, Group A: Declared: Another one' })).toBeTruthy();
  await user.click(screen.getByRole('radio', { name: 'Results' }));
  const row = async (): Promise<HTMLElement> => (await screen.findByRole('button', { name: 'Group A' })).closest('tr') as HTMLElement;
  expect(within(await row()).getByText('2 with a conflict of interest')).toBeTruthy();
  expect(within(await row()).getByRole('img').getAttribute('aria-label')).toMatch(/^Group A: 5 scores from/);
  await user.click(screen.getByRole('checkbox', { name: 'Count scores with a conflict of interest' }));
  expect(within(await row()).getByRole('img').getAttribute('aria-label')).toMatch(/^Group A: 3 scores from/);
  await user.click(screen.getByRole('button', { name: 'Group A' }));
  expect(await screen.findByText('Declared: Another one'), 'sheet by sheet').toBeTruthy();
});

test('a rubric is begun with four criteria, changed and taken away', async () => {
  const user = await open();
  standIn.scores.criteria.delete('exercise-1');
  await to(user, /^Groups/);
  await user.click(await screen.findByRole('radio', { name: 'Outputs' }));
  await user.click((await screen.findAllByRole('button', { name: 'Present and score' }))[0] as HTMLElement);
  await user.click(await screen.findByRole('radio', { name: 'Results' }));
  await user.click(await screen.findByRole('button', { name: 'To the rubric' }));
  await user.click(await screen.findByRole('button', { name: 'Begin with four criteria' }));
  const lines = (): string[] => (standIn.scores.criteria.get('exercise-1') ?? []).map((one) => `${one.name} ${one.weight}`);
  await waitFor(() => expect(lines()).toEqual(['Content 40', 'Evidence 30', 'Clarity 20', 'Time 10']));
  await user.click(screen.getByRole('button', { name: 'Change Time' }));
  const dialog = await screen.findByRole('dialog');
  const weight = within(dialog).getByRole('textbox', { name: 'Weight' });
  await user.clear(weight);
  await user.type(weight, '0');
  await user.click(within(dialog).getByRole('button', { name: 'Save' }));
  expect(within(dialog).getByText('Give a whole number from 1 to 100.')).toBeTruthy();
  await user.clear(weight);
  await user.type(weight, '30');
  await user.click(within(dialog).getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(lines()[3]).toBe('Time 30'));
  expect(await screen.findByText('33.33 %'), 'shares follow').toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Time: one up' }));
  await waitFor(() => expect(lines()[2]).toBe('Time 30'));
  await user.click(screen.getByRole('button', { name: 'Remove Content' }));
  await waitFor(() => expect(lines()).toHaveLength(3));
  await user.click(await screen.findByRole('button', { name: 'Take back' }));
  await waitFor(() => expect(lines()).toHaveLength(4));
});

test('feedback is written to a group, put in other words, and shown large', async () => {
  const user = await open();
  await to(user, /^Groups/);
  await user.click(await screen.findByRole('radio', { name: 'Outputs' }));
  await user.click(await screen.findByRole('button', { name: /Cluster map of milled rice/ }));
  await user.click(await screen.findByRole('button', { name: 'Write feedback' }));
  const dialog = await screen.findByRole('dialog');
  await user.click(within(dialog).getByRole('radio', { name: 'Question' }));
  await user.type(within(dialog).getByRole('textbox', { name: 'What they say' }), 'ใครจ่ายค่าลาน');
  await user.click(within(dialog).getByRole('button', { name: 'Add' }));
  await waitFor(() => expect(standIn.scores.written.at(-1)).toMatchObject({ word: 'question', text: 'ใครจ่ายค่าลาน', output: 'output-1' }));
  const note = await screen.findByRole('textbox', { name: 'Feedback by Group C' });
  await user.type(note, ' We will draw ours like this.');
  await user.tab();
  await waitFor(() => expect(standIn.scores.written[0]?.text).toMatch(/like this\.$/));
  await user.click(screen.getByRole('button', { name: 'Group C' }));
  const who = await screen.findByRole('dialog', { name: 'Who says so?' });
  const by = within(who).getByRole('textbox', { name: 'Who says so' });
  await user.clear(by);
  await user.type(by, 'Group D{Enter}');
  await waitFor(() => expect(standIn.scores.written[0]?.by).toBe('Group D'));
  await user.click(screen.getByRole('button', { name: 'Show to the group' }));
  expect(within(await screen.findByRole('dialog', { name: 'Group A' })).getAllByRole('blockquote')).toHaveLength(3);
});

test('a row is carried to another place', async () => {
  await scoring('Order');
  const rows = (await screen.findAllByRole('button', { name: /^Carry/ })).map((button) => button.closest('li') as HTMLElement);
  await fireEvent.dragStart(rows[3] as HTMLElement);
  await fireEvent.dragOver(rows[1] as HTMLElement);
  await fireEvent.drop(rows[1] as HTMLElement);
  await waitFor(() => expect(order()).toEqual(['A', 'D', 'B', 'C']));
});

test('time: what is used, what is left, and who is on', () => {
  const held = { beganMs: 1_000, pausedSinceMs: null, pausedMs: 2_000, endedMs: null };
  expect(usedMs(held, 10_000)).toBe(7_000);
  expect(usedMs({ ...held, pausedSinceMs: 5_000 }, 10_000), 'it stands still').toBe(2_000);
  expect(usedMs(null, 10_000)).toBe(0);
  expect([clock(59_001, false), clock(59_001, true), clock(-5, false)]).toEqual(['1:00', '0:59', '0:00']);
  expect([pressure(10, 0), pressure(10, 480_000), pressure(10, 600_000), pressure(5, 239_000), pressure(null, 9e9)]).toEqual(['calm', 'short', 'over', 'calm', 'calm']);
  const turn = (more: Partial<Turn>): Turn => ({ output: 'o', groupName: '', title: '', state: 'draft', minutes: null, minutesSeen: '', held: null, heldSeen: '', ...more });
  const [over, running, waiting] = [turn({ held: { ...held, endedMs: 9_000 } }), turn({ held }), turn({})];
  expect([over, running, waiting].map(standing)).toEqual(['over', 'running', 'waiting']);
  expect([onNow([over, waiting, running]), onNow([over, waiting]), onNow([over, over]), onNow([])]).toEqual([2, 1, 1, 0]);
  expect(stepped(['a', 'b', 'c'], 'c', 1), 'the last goes no further down').toBeNull();
  expect(placed(['a', 'b', 'c'], 'a', 2)).toEqual(['b', 'c', 'a']);
});

test('criteria and jurors that two laptops added under one name are told where points are given', async () => {
  await scoring('Results');
  standIn.checks = [
    { code: 'criteria_of_one_name', params: { title: 'Cluster mapping exercise', exercise: 'exercise-1', name: 'Clarity', count: 2, ids: ['a', 'b'] } },
    { code: 'criteria_of_one_name', params: { title: 'SWOT of a home cluster', exercise: 'exercise-2', name: 'Depth', count: 2, ids: ['c', 'd'] } },
    { code: 'jurors_of_one_name', params: { name: 'Mr X', count: 2, ids: ['e', 'f'] } },
    { code: 'points_beyond_scale', params: { title: 'Cluster mapping exercise', exercise: 'exercise-1', name: 'Content', out_of: 5, count: 1, most: 9 } },
    { code: 'points_beyond_scale', params: { title: 'SWOT of a home cluster', exercise: 'exercise-2', name: 'Depth', out_of: 5, count: 1, most: 8 } },
  ];
  desk.version += 1;
  const told = (await screen.findByRole('note')).textContent;
  expect(told).toMatch(/2 criteria are called Clarity/);
  expect(told).toMatch(/2 jurors are called Mr X/);
  expect(told).toMatch(/Content is scored out of 5, and one sheet gives more, up to 9/);
  expect(told, 'of another exercise it is told there').not.toMatch(/Depth/);
});
