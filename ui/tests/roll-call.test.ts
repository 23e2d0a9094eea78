import { expect, test } from 'vitest';
import type { Mark } from '../src/lib/marks';
import { compare, suspects } from '../src/screens/register/paper-count';
import { statuses, store } from './marks-store';

test('a trainer takes a register with one hand on the keyboard', async () => {
  const { call, sent } = store(['Sophea', 'Dara', 'Visal', 'Chanthou', 'Bopha']);
  const press = (status: 'present' | 'late' | 'absent'): void => {
    call.press(status);
    call.confirm();
  };
  press('present');
  press('late');
  call.digit(2);
  call.confirm();
  call.digit(5);
  call.confirm();
  press('absent');
  expect(statuses(call), 'painted before anything reached the disk; digits belong to who was just marked late').toEqual(['present', 'late 25', 'absent', '-', '-']);
  expect(call.current?.person.name, 'each mark moves on').toBe('Chanthou');
  await call.settled();
  expect(sent.filter((one) => one.participant === 'id-2').map((one) => one.seen), 'each command of Dara names the version that the one before made').toEqual(['0', '1']);
  expect(sent.filter((one) => one.participant === 'id-2').map((one) => one.mark?.minutes), 'late first, then the whole number at once').toEqual([null, 25]);
  expect(call.counts.unmarked, 'the count follows').toBe(2);
});

test('digits without L mark the current person late and then belong to that person', () => {
  const { call } = store(['Sophea', 'Dara']);
  for (const digit of [1, 0]) {
    call.digit(digit);
    call.confirm();
  }
  expect(statuses(call)).toEqual(['late 10', '-']);
  call.endDigits();
  call.digit(5);
  call.confirm();
  expect(statuses(call), 'after Enter or an arrow the next digit is for the next person').toEqual(['late 10', 'late 5']);
  call.digit(0);
  call.digit(0);
  call.confirm();
  expect(statuses(call)[1], 'more than half a day is a slip of the finger').toBe('late 50');
});

test('minutes typed again replace the minutes that were there', async () => {
  const { call, sent } = store(['Sophea']);
  for (const digit of [1, 0]) {
    call.digit(digit);
    call.confirm();
  }
  call.endDigits();
  call.press('late');
  call.confirm();
  for (const digit of [2, 5]) {
    call.digit(digit);
    call.confirm();
  }
  expect(statuses(call), 'not 1025').toEqual(['late 25']);
  await call.settled();
  expect(sent.map((one) => one.mark?.minutes), 'a second L alone changes nothing').toEqual([10, 25]);
});

test('an excuse is painted at once and sent only with its reason and approver', async () => {
  const { call, sent } = store(['Sophea', 'Dara']);
  call.press('excused');
  call.confirm();
  expect(statuses(call)).toEqual(['excused', '-']);
  expect(sent, 'nothing is kept without a reason').toEqual([]);
  call.dropExcuse();
  expect(statuses(call), 'Escape puts back what was there').toEqual(['-', '-']);
  call.press('excused');
  call.confirm();
  call.excuseWith(' clinic ', 'Thida N.');
  await call.settled();
  expect(sent.at(-1)?.mark).toEqual({ status: 'excused', minutes: null, reason: 'clinic', approver: 'Thida N.', leftEarly: null });
  expect(call.current?.person.name, 'and the roll call moves on').toBe('Dara');
});

test('everyone else is present, and no mark that somebody set is touched', async () => {
  const { call, kept } = store(['Sophea', 'Dara', 'Visal']);
  call.press('absent');
  call.confirm();
  call.fill();
  expect(statuses(call), 'painted at once').toEqual(['absent', 'present', 'present']);
  await call.settled();
  expect(kept.get('id-3')?.mark?.status, 'settled means on disk, so that a lock may follow at once').toBe('present');
  expect(kept.get('id-1')?.mark?.status).toBe('absent');
});

test('a key pressed while everyone else is being marked replaces what that wrote, not what stood before it', async () => {
  const { call, sent, state, release } = store(['Sophea', 'Dara']);
  state.held = true;
  call.fill();
  call.confirm();
  await new Promise((done) => setTimeout(done));
  call.press('absent');
  call.confirm();
  expect(sent, 'it waits for the answer that it must name').toEqual([]);
  state.held = false;
  release();
  await call.settled();
  expect(sent.map((one) => `${one.mark?.status} over ${one.seen}`), 'otherwise one laptop would differ from itself').toEqual(['absent over 1']);
  expect(statuses(call)).toEqual(['absent', 'present']);
});

test('when the disk refuses to mark everyone else, no line looks kept', async () => {
  const { call, state } = store(['Sophea', 'Dara']);
  state.refuse = 'fill';
  call.fill();
  call.confirm();
  expect(statuses(call), 'painted at once').toEqual(['present', 'present']);
  await call.settled();
  expect(statuses(call), 'nothing is on disk, so nothing is shown').toEqual(['-', '-']);
  expect(state.refused, 'and the reason is said once, not for each line').toHaveLength(1);
});

test('an excuse that was begun and left for another line does not look kept', () => {
  const { call, sent } = store(['Sophea', 'Dara']);
  const [first, second] = call.rows;
  if (!first || !second) throw new Error('nobody is there');
  const excused: Mark = { status: 'excused', minutes: null, reason: null, approver: null, leftEarly: null };
  call.choose(first, excused);
  call.choose(second, excused);
  expect(statuses(call), 'only the line that is being written shows it').toEqual(['-', 'excused']);
  call.choose(second, excused);
  call.dropExcuse();
  expect([statuses(call), sent], 'pressed twice and left: what was there before').toEqual([['-', '-'], []]);
});

test('a refused mark shows again what is on disk and says so', async () => {
  const { call, state } = store(['Sophea', 'Dara']);
  state.refuse = 'id-1';
  call.press('present');
  call.confirm();
  await call.settled();
  expect(statuses(call)).toEqual(['-', '-']);
  expect(state.refused, 'the refusal reaches the trainer').toHaveLength(1);
});

test('two keys on one person: the second waits, and a slow disk cannot turn them round', async () => {
  const { call, sent, state, release } = store(['Sophea']);
  state.held = true;
  const row = call.rows[0];
  if (!row) throw new Error('nobody is there');
  call.choose(row, { status: 'present', minutes: null, reason: null, approver: null, leftEarly: null });
  call.choose(row, { status: 'absent', minutes: null, reason: null, approver: null, leftEarly: null });
  await Promise.resolve();
  expect(sent.map((one) => one.mark?.status), 'only the first is on its way').toEqual(['present']);
  expect(statuses(call), 'the screen is ahead').toEqual(['absent']);
  state.held = false;
  release();
  await call.settled();
  expect(sent.map((one) => `${one.mark?.status} over ${one.seen}`)).toEqual(['present over 0', 'absent over 1']);
});

test('a locked register takes no key and says why', () => {
  const { call, sent, state } = store(['Sophea']);
  call.open = false;
  call.press('present');
  call.digit(5);
  call.fill();
  expect([statuses(call), sent, state.locked], 'nothing painted, nothing sent, said each time').toEqual([['-'], [], 3]);
});

test('a search that found one person gives the list back after the mark', () => {
  const { call } = store(['Nguyễn Văn Mẫu', 'Trần Thị Mẫu', 'Lê Minh Mẫu']);
  call.query = 'tran thi';
  expect(call.current?.person.name, 'found without its accents').toBe('Trần Thị Mẫu');
  call.press('present');
  call.confirm();
  expect(call.query).toBe('');
  expect(call.current?.person.name, 'the next person in the whole list').toBe('Lê Minh Mẫu');
});

test('who is no participant stands beside the counts, and is marked by hand alone', async () => {
  const { call } = store(['Sophea', 'Dara', 'Mr. Wood'], undefined, 2);
  call.fill();
  call.confirm();
  await call.settled();
  expect(statuses(call), 'everyone present means the participants').toEqual(['present', 'present', '-']);
  expect([call.counts.present, call.counts.unmarked], 'nobody is missing').toEqual([2, 0]);
  expect(call.others).toEqual({ all: 1, here: 0 });
  const [, , observer] = call.rows;
  if (!observer) throw new Error('nobody is there');
  call.choose(observer, { status: 'present', minutes: null, reason: null, approver: null, leftEarly: null });
  expect(call.counts.present, 'the observer is not in the figure').toBe(2);
  expect(call.others).toEqual({ all: 1, here: 1 });
});

test('minutes of coming late leave those of leaving early alone', () => {
  const { call } = store(['Sophea']);
  const [row] = call.rows;
  if (!row) throw new Error('nobody is there');
  call.choose(row, { status: 'present', minutes: null, reason: 'flight', approver: null, leftEarly: 45 });
  call.digit(5);
  call.confirm();
  expect(row.mark, 'late by five minutes, and gone as early as before').toMatchObject({ status: 'late', minutes: 5, leftEarly: 45 });
});

test('signatures are held against who was there, and the lines to look at are named', () => {
  const { call } = store(['Sophea', 'Dara', 'Mr. Wood'], undefined, 2);
  const mark = (index: number, status: Mark['status']): void => call.rows[index]?.paint({ status, minutes: null, reason: null, approver: null, leftEarly: null });
  mark(0, 'present');
  mark(1, 'absent');
  mark(2, 'present');
  const names = (signatures: number, others: number): string[] => {
    const ids = suspects(call.rows, compare(call.rows, signatures, others));
    return call.rows.filter((row) => ids.has(row.person.participant)).map((row) => row.person.name ?? '');
  };
  expect(compare(call.rows, 1, 1).agree).toBe(true);
  expect(names(1, 1), 'nothing to look at').toEqual([]);
  expect(names(2, 1), 'one signature too many: of somebody marked absent').toEqual(['Dara']);
  expect(names(0, 1), 'one missing: of somebody marked present').toEqual(['Sophea']);
  expect(names(1, 0), 'the others are held against the others').toEqual(['Mr. Wood']);
});

test('a signature too many may be that of somebody who was only nominated and whom nobody marked', () => {
  const { call } = store(['Sophea', 'Dara', 'Mr. Wood'], undefined, 2);
  const [sophea, dara, observer] = call.rows;
  if (!sophea || !dara || !observer) throw new Error('nobody is there');
  const here = { status: 'present', minutes: null, reason: null, approver: null, leftEarly: null } as const;
  sophea.paint(here);
  observer.paint(here);
  dara.person = { ...dara.person, counts: false, belongs: 'not_come' };
  const found = (signatures: number, others: number) => [...suspects(call.rows, compare(call.rows, signatures, others))];
  expect(found(2, 1), 'Dara came after all').toEqual([dara.person.participant]);
  expect(found(1, 2), 'and is none of the others').toEqual([]);
  expect(found(0, 1), 'nor is theirs a signature that is missing').toEqual([sophea.person.participant]);
});

test('everyone present leaves out whoever had not arrived yet, and says so', async () => {
  const { call, state: { left } } = store(['Sophea', 'Dara']);
  const [, dara] = call.rows;
  if (!dara) throw new Error('nobody is there');
  dara.person = { ...dara.person, away: true };
  call.fill();
  expect(left, 'a key that may be a scanner has not been pressed yet').toEqual([]);
  call.confirm();
  expect(statuses(call)).toEqual(['present', '-']);
  expect(left).toEqual([['Dara']]);
  await call.settled();
  call.fill();
  expect(left, 'and once more where nobody else is left').toEqual([['Dara'], ['Dara']]);
});
