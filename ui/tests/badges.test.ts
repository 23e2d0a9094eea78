import { expect, test, vi } from 'vitest';
import { BURST, Burst, Scanner } from '../src/screens/register/scanner';
import { composing, latinKey } from '../src/lib/keys';
import { statuses, store } from './marks-store';

/** A scanner in front of a roll call, as the list wires them. */
function desk(names: string[], codes?: string[]) {
  const held = store(names, codes);
  const { call } = held;
  const greeted: string[] = [];
  const scanner = new Scanner({
    startsCode: (text) => call.startsCode(text),
    isCode: (text) => call.isCode(text),
    press(key) {
      if (key === 'P') call.fill();
      else if (key === 'p') call.press('present');
      else if (key === 'l') call.press('late');
      else if (/\d/.test(key)) call.digit(Number(key));
    },
    retract: () => call.retract(),
    confirm: () => call.confirm(),
    scanned: (code) => void greeted.push(call.scanned(code)?.person.name ?? '?'),
  });
  const scan = (code: string): boolean => {
    for (const key of code) scanner.key(key);
    return scanner.enter();
  };
  return { ...held, scanner, scan, greeted };
}

test('a badge marks its owner present and nobody else, wherever the cursor stands', async () => {
  vi.useFakeTimers();
  const { call, scan, greeted, sent } = desk(['Sophea', 'Dara', 'Visal']);
  expect(scan('p03'), 'Enter belonged to the badge').toBe(true);
  expect(statuses(call), 'the P of the code did not mark Sophea').toEqual(['-', '-', 'present']);
  expect(greeted).toEqual(['Visal']);
  scan('P02');
  expect(statuses(call), 'a scanner that holds Shift did not mark everyone').toEqual(['-', 'present', 'present']);
  await vi.runAllTimersAsync();
  expect(sent.map((one) => one.participant), 'only the two badges reached the disk').toEqual(['id-3', 'id-2']);
});

test('a badge that nobody here has marks nobody', async () => {
  vi.useFakeTimers();
  const { call, scan, greeted, sent } = desk(['Sophea', 'Dara']);
  expect(scan('P31'), 'it is still a badge, not P and 31 minutes').toBe(true);
  await vi.runAllTimersAsync();
  expect([statuses(call), greeted, sent]).toEqual([['-', '-'], ['?'], []]);
  const twins = desk(['Sophea', 'Dara'], ['P01', 'P01']);
  twins.scan('P01');
  expect(statuses(twins.call), 'of two with one code neither is guessed').toEqual(['-', '-']);
});

test('codes of digits are no minutes, and one late stays late when the badge comes', async () => {
  vi.useFakeTimers();
  const { call, scan } = desk(['Sophea', 'Dara'], ['4711', '4712']);
  call.digit(9);
  call.confirm();
  scan('4712');
  scan('4711');
  expect(statuses(call)).toEqual(['late 9', 'present']);
});

test('a quick hand is not a scanner', async () => {
  vi.useFakeTimers();
  const { call, scanner } = desk(['Sophea', 'Dara', 'Visal', 'Chanthou']);
  for (const key of 'ppl') scanner.key(key);
  expect(scanner.enter(), 'no badge says that').toBe(false);
  vi.advanceTimersByTime(BURST + 1);
  expect(statuses(call), 'every key counted once').toEqual(['present', 'present', 'late', '-']);
  scanner.key('p');
  expect(statuses(call)[3], 'painted in the frame of the key').toBe('present');
  vi.advanceTimersByTime(BURST + 1);
  expect(scanner.enter(), 'Enter after a pause is Enter').toBe(false);
});

test('a badge among what somebody writes is told from the text', () => {
  const { call } = store(['Sophea', 'Dara']);
  const burst = new Burst((text) => call.isCode(text));
  let now = 0;
  const type = (keys: string, text: string, gap: number) => [...keys].forEach((key, index) => burst.key(key, text + keys.slice(0, index), (now += gap)));
  type('fever', '', 90);
  now += 400;
  type('p02', 'fever', 8);
  expect(burst.key('Enter', 'feverp02', (now += 8)), 'the scanner is quicker than any hand').toEqual({ code: 'p02', before: 'fever' });
  type('fever', '', 8);
  expect(burst.key('Enter', 'fever', (now += 8)), 'a quick hand writes no badge').toBeNull();
  type('P02', '', 90);
  expect(burst.key('Enter', 'P02', (now += 90)), 'a field that holds a code and nothing else').toEqual({ code: 'P02', before: '' });
});

test('a badge that comes while an excuse is written leaves the excuse, unless it is of whoever is excused', async () => {
  const { call, sent } = store(['Sophea', 'Dara']);
  call.press('excused');
  call.scanned('P02');
  expect([call.excuse?.row.person.name, call.current?.person.name], 'its line stays in sight').toEqual(['Sophea', 'Sophea']);
  call.excuseWith('fever', 'Dr. Suchat');
  call.moveTo(0);
  call.press('excused');
  call.scanned('P01');
  expect([call.excuse, statuses(call)], 'who was to be excused is here').toEqual([null, ['present', 'present']]);
  await call.settled();
  expect(sent.map((one) => [one.participant, one.mark?.status])).toEqual([['id-2', 'present'], ['id-1', 'excused'], ['id-1', 'present']]);
});

test('keys count by their place where the layout is not Latin', () => {
  expect(latinKey({ key: 'ย', code: 'KeyP' }), 'the P of a Thai keyboard').toBe('p');
  expect(latinKey({ key: 'a', code: 'KeyQ' }), 'the A of a French keyboard is an A').toBe('a');
  expect(latinKey({ key: '๕', code: 'Digit5' })).toBe('5');
  expect(latinKey({ key: 'ArrowDown', code: 'ArrowDown' })).toBe('ArrowDown');
});

test('the Enter that ends a word of an input method is known in WebKit too', () => {
  expect(composing({ isComposing: true, keyCode: 13 })).toBe(true);
  expect(composing({ isComposing: false, keyCode: 229 }), 'WebKit says so only by the number').toBe(true);
  expect(composing({ isComposing: false, keyCode: 13 }), 'an Enter of its own').toBe(false);
});
