// Where sessions stand in the picture of a week, and how far they go.
import { expect, test } from 'vitest';
import { bounds, lanes, lengthened, monday, moved, span, visitSlot, weekDays, weeks } from '../src/screens/agenda/week';

const slot = (id: string, startsMin: number, endsMin: number) => ({ id, date: '2012-05-16', startsMin, endsMin });
const programme = { first: '2012-05-14', last: '2012-05-25' };

test('a programme of two weeks has two Mondays, and each week the days that belong to it', () => {
  expect(weeks(programme)).toEqual(['2012-05-14', '2012-05-21']);
  expect(weekDays('2012-05-14', programme)).toHaveLength(7);
  expect(weekDays('2012-05-21', programme).at(-1), 'the second week ends with the programme').toBe('2012-05-25');
  expect(monday('2012-05-20'), 'a Sunday belongs to the week before').toBe('2012-05-14');
  expect(bounds([{ date: '2012-05-12', sessions: [], overlaps: [] }], '2012-05-14', '2012-05-25').first, 'a session that stands outside is shown').toBe('2012-05-12');
  expect(weeks(bounds([], null, null)), 'no days, no weeks').toEqual([]);
});

test('what is on together stands side by side, and what follows has the whole width again', () => {
  const found = lanes([slot('late', 700, 760), slot('a', 540, 660), slot('b', 600, 700), slot('c', 660, 720), slot('alone', 800, 860)]);
  expect([found.get('a'), found.get('b'), found.get('c'), found.get('late')]).toEqual([
    { lane: 0, lanes: 2 }, { lane: 1, lanes: 2 }, { lane: 0, lanes: 2 }, { lane: 1, lanes: 2 },
  ]);
  expect(found.get('alone')).toEqual({ lane: 0, lanes: 1 });
});

test('a visit without a session is in the picture from when it leaves until it is back', () => {
  const visit = { id: 'v1', date: '2012-05-17', host: 'Weavers', session: null, startsMin: 480, endsMin: 720, cancelled: false, reason: null, stops: 0, vehicles: 0, checkpoints: 3, counted: 0, overridden: 0, observations: 0 };
  expect(visitSlot(visit)).toEqual({ id: 'visit-v1', date: '2012-05-17', startsMin: 480, endsMin: 720 });
  expect(visitSlot({ ...visit, endsMin: null })?.endsMin, 'nobody said when it is back').toBe(540);
  expect(visitSlot({ ...visit, startsMin: 1430, endsMin: null })?.endsMin, 'not beyond the day').toBe(1440);
  expect(visitSlot({ ...visit, startsMin: null }), 'nor when it leaves').toBeNull();
});

test('a session stays on its day and in its programme', () => {
  const morning = slot('a', 540, 720);
  expect(moved(morning, -600, 0, programme), 'not before midnight').toMatchObject({ startsMin: 0, endsMin: 180 });
  expect(moved(morning, 2000, 0, programme), 'not after').toMatchObject({ startsMin: 1260, endsMin: 1440 });
  expect(moved({ ...morning, date: '2012-05-25' }, 0, 1, programme).date, 'not after the last day').toBe('2012-05-25');
  expect(moved({ ...morning, date: '2012-05-31' }, 0, 1, { first: '2012-05-01', last: '2012-06-30' }).date).toBe('2012-06-01');
  expect(lengthened(morning, -500).endsMin, 'five minutes are the least').toBe(545);
  expect(lengthened(morning, 5000).endsMin).toBe(1440);
});

test('the picture shows a working day, and more where a session needs it', () => {
  expect(span([])).toEqual({ from: 480, to: 1020 });
  expect(span([slot('early', 415, 500), slot('evening', 1080, 1170)])).toEqual({ from: 360, to: 1200 });
});
