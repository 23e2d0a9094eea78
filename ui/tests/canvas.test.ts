import { screen, waitFor, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { canvasDifferences, textDifference } from '../src/screens/groups/compare';
import { branch, drawn, LEVELS, step, under } from '../src/screens/canvas/ports';
import type { CanvasItem } from '../src/lib/host';
import { eachInANewWindow, open, sent, standIn, to } from './open-window';

eachInANewWindow();

const item = (id: string, beneath: string | null = null): CanvasItem => ({ id, region: 'cause', note: id, beneath, inCircle: false, influence: null, interest: null, seen: { spot: '1', note: '1', weight: '' }, contents: '' });

test('notes of a SWOT are written where they stand, moved with Alt and an arrow, and taken off', async () => {
  const user = await open();
  await to(user, /^Groups/);
  await user.click(await screen.findByRole('radio', { name: 'Outputs' }));
  await user.click(await screen.findByRole('button', { name: /ผ้าไหม/ }));
  const field = (name: string): HTMLElement => screen.getByRole('region', { name });
  await screen.findByRole('heading', { name: 'SWOT' });
  const items = (): string[] => standIn.outputs.find((one) => one.id === 'output-2')?.canvas?.items.map((one) => `${one.region}: ${one.note}`) ?? [];

  await user.type(within(field('Opportunities')).getByRole('textbox', { name: 'Add a note' }), 'Hotels{Enter}');
  await waitFor(() => expect(items(), 'Enter puts it down').toContain('opportunities: Hotels'));

  const note = within(field('Weaknesses')).getByRole('textbox', { name: 'Note' });
  await user.clear(note);
  await user.type(note, 'No common label{Enter}');
  await waitFor(() => expect(items()).toContain('weaknesses: No common label'));
  await user.type(note, ', no label');
  await user.tab();
  await waitFor(() => expect(items(), 'whoever goes on typing after Enter is kept too').toContain('weaknesses: No common label, no label'));
  await user.clear(note);
  await user.type(note, 'No common label{Enter}');
  await waitFor(() => expect(items()).toContain('weaknesses: No common label'));
  await user.clear(note);
  await user.keyboard('{Escape}');
  expect(items(), 'Escape leaves it as it was').toContain('weaknesses: No common label');

  await user.click(within(field('Threats')).getByRole('textbox', { name: 'Note' }));
  await user.keyboard('{Alt>}{ArrowLeft}{/Alt}');
  await waitFor(() => expect(items(), 'carried to the field before it').toContain('opportunities: Cheap imports'));
  await user.click(screen.getByRole('button', { name: 'Take “Hotels” off' }));
  await waitFor(() => expect(items()).not.toContain('opportunities: Hotels'));
});

test('a note that is half written when the window is closed, or another screen opened, is kept', async () => {
  const user = await open();
  await to(user, /^Groups/);
  await user.click(await screen.findByRole('radio', { name: 'Outputs' }));
  await user.click(await screen.findByRole('button', { name: /ผ้าไหม/ }));
  await screen.findByRole('heading', { name: 'SWOT' });
  const note = within(screen.getByRole('region', { name: 'Weaknesses' })).getByRole('textbox', { name: 'Note' });
  await user.type(note, ' of their own');
  standIn.tell({ type: 'closing' });
  await waitFor(() => expect(sent('app_close')).toHaveLength(1));
  expect(sent('outputs_edit_item'), 'saved before it closed, once').toHaveLength(1);
  await user.type(within(screen.getByRole('region', { name: 'Threats' })).getByRole('textbox', { name: 'Add a note' }), 'Cheap copies');
  standIn.tell({ type: 'closing' });
  await waitFor(() => expect(sent('app_close')).toHaveLength(2));
  expect(sent('outputs_add_item'), 'and so is one that was not put down yet').toHaveLength(1);
});

test('where a note stands among its neighbours and under others', () => {
  const all = [item('a'), item('b'), item('c', 'a'), item('d', 'c'), item('e', 'gone')];
  expect(under(all, null).map((one) => one.id), 'one whose own top is gone is seen at the top').toEqual(['a', 'b', 'e']);
  expect([...branch(all, 'a')]).toEqual(['a', 'c', 'd']);
  const around = [item('x', 'y'), item('y', 'x')];
  expect([...branch(around, 'x')], 'two hung under each other are met once').toEqual(['x', 'y']);
  expect(step(under(all, null), all[0] as CanvasItem, 1)?.before).toBe('e');
  expect(step(under(all, null), all[0] as CanvasItem, -1), 'the first goes no further up').toBeNull();
});

test('two versions are held against each other word by word, in any script, and place by place', () => {
  const changed = (text: { text: string; changed: boolean }[]): string[] => text.filter((one) => one.changed).map((one) => one.text.trim());
  const { before, after } = textDifference('They dye with indigo.', 'They dye with natural indigo.');
  expect([changed(before), changed(after)]).toEqual([[], ['natural']]);
  const thai = textDifference('กลุ่มไปเยี่ยมหมู่บ้าน', 'กลุ่มไปเยี่ยมชมหมู่บ้าน');
  expect(thai.after.map((one) => one.text).join(''), 'nothing is lost of a text without spaces').toBe('กลุ่มไปเยี่ยมชมหมู่บ้าน');
  expect(thai.after.some((one) => !one.changed), 'and it is not one changed word').toBe(true);
  const frozen = (note: string) => ({ kind: 'swot' as const, cells: [], items: [{ id: 'n1', region: 'strengths' as const, beneath: null, note, influence: null, interest: null }] });
  expect(canvasDifferences(frozen('Water'), frozen('Good water'))).toEqual([{ where: 'Strengths', before: 'Water', after: 'Good water' }]);
  expect(canvasDifferences(null, frozen('Water'))).toEqual([{ where: 'Strengths', before: null, after: 'Water' }]);
  expect(canvasDifferences(frozen('Water'), frozen('Water'))).toEqual([]);
});

test('what hangs deeper than a tree is drawn stands flat under the last level', () => {
  const chain = Array.from({ length: 12 }, (_, at) => item(`L${at + 1}`, at === 0 ? null : `L${at}`));
  const names = (above: string | null, level: number): string[] => drawn(chain, above, level).map((one) => one.id);
  expect(names(null, 0)).toEqual(['L1']);
  expect(names('L7', LEVELS - 1), 'one under the other').toEqual(['L8']);
  expect(names('L8', LEVELS), 'then all that is left').toEqual(['L9', 'L10', 'L11', 'L12']);
});

test('a tree shows every note, however deep, and says which ones two laptops hung under each other', async () => {
  const user = await open();
  const output = standIn.outputs.find((one) => one.id === 'output-2');
  if (!output) throw new Error('no output to draw');
  const chain = Array.from({ length: 12 }, (_, at) => item(`Level ${at + 1}`, at === 0 ? null : `Level ${at}`));
  const circle = ['Bad roads', 'Few mills'].map((note) => ({ ...item(note), inCircle: true }));
  output.canvas = { kind: 'problem_tree', items: [...chain, ...circle], cells: [] };
  await to(user, /^Groups/);
  await user.click(await screen.findByRole('radio', { name: 'Outputs' }));
  await user.click(await screen.findByRole('button', { name: /ผ้าไหม/ }));
  const causes = await screen.findByRole('region', { name: 'Causes' });
  const shown = within(causes).getAllByRole('textbox', { name: 'Note' }).map((note) => (note as HTMLTextAreaElement).value);
  expect(shown).toEqual([...chain, ...circle].map((one) => one.note));
  expect(screen.getByRole('note').textContent).toContain('Bad roads, Few mills');
});
