// What differs in a session, as a person reads it.
import { expect, test } from 'vitest';
import { locale } from '../src/lib/words/locale.svelte';
import { recordWords, valueWords } from '../src/lib/words/values';

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

test('a register is called by its day also where several sessions begin at its hour', () => {
  expect(recordWords('register', '2012-05-14/AM')).toEqual({ subject: 'Register of Monday 14 May 2012, morning', place: '' });
  expect(recordWords('register', '2012-05-14/09:00 Clusters')).toEqual({ subject: 'Register of Monday 14 May 2012, 09:00 Clusters', place: '' });
  const marked = { subject: 'Kumru, Sophea', place: 'Register of Monday 14 May 2012, 11:00 Plans, Hall 2' };
  expect(recordWords('mark', 'Kumru, Sophea, 2012-05-14/11:00 Plans, Hall 2'), 'commas stand in names, titles and rooms').toEqual(marked);
  expect(valueWords('sheet', { register: 'id-1' }, { 'id-1': '2012-05-14/09:00 Clusters' }).title).toBe('Register of Monday 14 May 2012, 09:00 Clusters');
  locale.use('th');
  expect(recordWords('register', '2012-05-14/09:00 Clusters').subject, 'and in Thai').not.toContain('2012-05-14');
  locale.use('en');
});
