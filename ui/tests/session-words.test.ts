// What differs in a session, as a person reads it.
import { expect, test } from 'vitest';
import { valueWords } from '../src/lib/words/values';

test('when, where and with whom are said as people say them', () => {
  const title = (value: Parameters<typeof valueWords>[1]) => valueWords('session', value).title;
  expect(title({ date: '2012-05-16', ends_min: 720, starts_min: 540 })).toBe('Wednesday 16 May 2012 · 09:00–12:00');
  expect(title({ actual_ends_min: 1030, actual_starts_min: 780 })).toBe('13:00–17:10');
  expect(title({ actual_ends_min: null, actual_starts_min: null }), 'as planned').toBe('Nothing (cleared)');
  expect(title({ trainers: 'Dr. Ploy Tuayang\nສົມສີ ຕົວຢ່າງ' })).toBe('Dr. Ploy Tuayang, ສົມສີ ຕົວຢ່າງ');
  expect(title({ room: 'Training Room 1' })).toBe('Training Room 1');
  expect(title({ method: 'group_work' })).toBe('Group work');
});

test('the counts of a paper and a part in a team are named', () => {
  const title = (kind: string, value: Parameters<typeof valueWords>[1]) => valueWords(kind, value).title;
  expect(title('register', { explained: 'one signed twice', others: 0, signatures: 29 })).toBe('29 signatures of participants · 0 of others · explained: one signed twice');
  expect(title('register', { explained: null, others: 0, signatures: 31 })).toBe('31 signatures of participants · 0 of others');
  expect(title('plan_member', { member_role: 'lead' })).toBe('leads the team');
  expect(title('plan_member', { member_role: 'member' })).toBe('in the team');
  expect(title('plan_member', { member_role: 'buyer' })).toBe('in the team: buyer');
  expect(title('plan_member', { member_role: null }), 'taken out').toBe('not in the team');
});
