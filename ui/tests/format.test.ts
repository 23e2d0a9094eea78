import { afterEach, expect, test } from 'vitest';
import { fromDifference } from '../src/lib/cut';
import { asProblem } from '../src/lib/host/problem';
import { country, dateRange, dayName, longDate, minuteOfDay, number, percent, size } from '../src/lib/words/format';
import { locale } from '../src/lib/words/locale.svelte';
import { initials, matches } from '../src/lib/words/plain';
import { noticeWords, problemWords, rowWords } from '../src/lib/words/problems';

afterEach(() => {
  locale.use('en');
  locale.useCalendar('gregory');
});

test('a date reads as people write it, and never slips a day', () => {
  expect(longDate('2012-05-21'), 'day before month, no comma').toBe('Monday 21 May 2012');
  expect(dayName('2012-05-22')).toBe('Tuesday 22 May');
  expect(dateRange('2012-05-14', '2012-05-25').replace(/\s/g, ''), 'one month, said once').toBe('14–25May2012');
});

test('Thai shows the Gregorian year unless somebody chose the Buddhist one', () => {
  locale.use('th');
  expect(longDate('2012-05-21'), 'stored and shown alike').toContain('2012');
  locale.useCalendar('buddhist');
  expect(longDate('2012-05-21'), 'chosen in the settings').toContain('2555');
  locale.use('en');
  expect(longDate('2012-05-21'), 'an English date has no Buddhist year').toContain('2012');
});

test('numbers keep Latin digits and their own separators', () => {
  locale.use('th');
  expect(number(1204)).toBe('1,204');
  expect(percent(0.796), 'rounded down: 79.6 % does not stand at the line of 80').toBe('79%');
  expect(size(2_100_000)).toContain('2.1');
  expect(minuteOfDay(510)).toBe('08:30');
});

test('a country has the name that the programme gives it', () => {
  expect(country('LA')).toBe('Lao PDR');
  expect(country('NZ'), 'other countries by the language of the window').toBe('New Zealand');
  expect(country('??'), 'what is no country is shown as written').toBe('??');
});

test('a search finds a name in any script, with or without its accents', () => {
  const names = ['Nguyễn Văn Mẫu', 'ສົມພອນ ຕົວຢ່າງ'];
  expect(matches('nguyen mau', names)).toBe(true);
  expect(matches('ສົມພອນ', names)).toBe(true);
  expect(matches('đức', ['Hoàng Đức Mẫu'])).toBe(true);
  expect(matches('ស', names), 'a letter that nobody has').toBe(false);
});

test('initials take whole letters of any script', () => {
  expect(initials('Thida N.')).toBe('TN');
  expect(initials('𝒳avier')).toBe('𝒳');
  expect(initials('')).toBe('');
});

test('a refusal says what happened and what to do', () => {
  const words = problemWords({ code: 'unmarked', params: { count: 2, participants: [{ code: 'P01', name: 'Kumru Sophea' }, { code: 'P02', name: '' }] } });
  expect(words.title).toBe('2 people are not marked');
  expect(words.about, 'who is missing is named, by code where the name is withheld').toContain('Kumru Sophea, P02');
});

test('a refusal without the facts that its words mention is still told', () => {
  expect(problemWords({ code: 'minutes_out_of_range', params: {} }).title).toContain('minutes cannot be right');
});

test('a damaged store says where its last backup lies, where that is known', () => {
  const damaged = { code: 'store_damaged', params: { backup: '/mnt/disk/HQ.sala-backup', made: '2012-05-22T08:00:00Z' } };
  expect(problemWords(damaged).about).toContain('lies in /mnt/disk/HQ.sala-backup');
  expect(problemWords(damaged).about, 'the moment as people read it').not.toContain('T08:00');
  expect(problemWords({ ...damaged, params: {} }).about).toMatch(/last backup, or at headquarters\.$/);
});

test('a code that this window does not know shows its reference', () => {
  expect(problemWords({ code: 'from_the_future', params: {}, reference: '1124-0101' }).about).toContain('1124-0101');
  expect(problemWords({ code: 'from_the_future', params: {} }).about, 'without a reference the code is one').toContain('from_the_future');
});

test('what nobody foresaw is told with its reference', () => {
  expect(problemWords({ code: 'unexpected', params: { why: 'disk I/O' }, reference: '1124-035301-00042' }).about).toContain('1124-035301-00042');
});

test('what is no problem of the desk is a fault of the window', () => {
  expect(asProblem(new Error('boom'))).toEqual({ code: 'window_fault', params: { why: 'boom' } });
});

test('what a file would change is said in plain words', () => {
  expect(noticeWords({ code: 'added', params: { kind: 'mark', count: 58 } })).toBe('58 marks added');
  expect(noticeWords({ code: 'marks_added', params: { count: 1 } })).toBe('1 mark added');
  expect(noticeWords({ code: 'differ', params: { kind: 'mark', count: 1 } })).toBe('1 mark recorded differently: to be decided');
  expect(noticeWords({ code: 'changed', params: { kind: 'session', count: 2 } }), 'title and time of one session').toBe('2 values (Session) changed');
  expect(noticeWords({ code: 'changed', params: { kind: 'session', count: 1 } })).toBe('1 session changed');
  expect(noticeWords({ code: 'unheard_of', params: {} }), 'a newer fact is named, not hidden').toContain('unheard_of');
  expect(rowWords('country_unknown', 'Siam')).toContain('Siam');
});

test('texts that begin alike are shown from where they differ, in whole letters of any script', () => {
  expect(fromDifference(['Present', 'Absent'])).toEqual(['Present', 'Absent']);
  expect(fromDifference(['The mills are open from May to July.', 'The mills are open from May to June.'])).toEqual(['…ay to July.', '…ay to June.']);
  expect(fromDifference(['เมื่อวานนี้กลุ่มไปเยี่ยมหมู่บ้านทอผ้าใน', 'เมื่อวานนี้กลุ่มไปเยี่ยมหมู่บ้านทอผ้าในเมือง', 'เมื่อวานนี้กลุ่มไปเยี่ยมหมู่บ้านทอผ้านอก']), 'a mark stays with its letter').toSatisfy((shown: string[]) => shown.every((one) => one.startsWith('…') && !/^…\p{M}/u.test(one)));
  const same = 'The same text on two laptops is no difference.';
  expect(fromDifference([same, same])).toEqual([same, same]);
});
