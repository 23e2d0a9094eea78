// What is kept for review, line by line.
import { render, screen, within } from '@testing-library/svelte';
import { afterEach, expect, test } from 'vitest';
import type { ReviewLine } from '../src/lib/host';
import { locale } from '../src/lib/words/locale.svelte';
import Review from '../src/screens/travel/Review.svelte';

afterEach(() => locale.use('en'));

const alone: ReviewLine = {
  id: '1.2.3', programmeCode: 'SMECEC-2012', kind: 'session', subject: 'Opening', field: 'title', value: { title: 'Opening' }, why: 'not_said_again', because: 'read_only', newer: false,
  author: 'Thida N.', replica: 'LAP-A', at: '2012-05-14T03:00:00Z', shown: null, names: {}, seen: '1',
};

test('what stands on this laptop alone says why and offers nothing that could not be done', () => {
  render(Review, { lines: [alone], onsettled: () => {} });
  const card = screen.getByRole('region', { name: 'Kept for review' });
  expect(card.textContent).toContain('headquarters lets this laptop look but not write: it stands here alone');
  expect(within(card).queryByRole('button'), 'headquarters decides about it').toBeNull();
  expect(card.textContent, 'no rule is broken').not.toContain('These values break a rule');
});

test('the same in Thai, and a reason that this window does not know is named by its code', () => {
  locale.use('th');
  render(Review, { lines: [alone, { ...alone, id: '1.2.4', because: 'later_code' }], onsettled: () => {} });
  const card = screen.getByRole('region');
  expect(card.textContent).toContain('สำนักงานใหญ่ให้เครื่องนี้ดูได้แต่เขียนไม่ได้');
  expect(card.textContent).toContain('later_code');
});
