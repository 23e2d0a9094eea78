import type { PastArgs, PastSaid, RecordPast } from '../src/lib/host';

/** What was said of any record: three gestures, on two laptops, in two scripts. */
export function past({ record }: PastArgs): RecordPast {
  const one = (entry: string, more: Partial<PastSaid>): PastSaid => ({
    entry, kind: 'plan', subject: '', field: 'objective', value: { objective: 'Forty growers sell as one.' }, kept: false, withheld: false,
    author: 'Thida N.', laptop: 'LAP-A', at: '2012-05-21T03:20:00Z', replaced: false, page: null, journey: 'recorded', ...more,
  });
  const earlier = { author: 'บุญทอง ตัวอย่าง', laptop: 'LAP-B', at: '2012-05-18T02:05:00Z', page: 4, journey: 'received' as const };
  return {
    kind: 'plan',
    subject: record,
    said: [
      one('e6', { kind: 'plan_activity', subject: 'Survey the mills', field: 'removed', value: { removed: 1 } }),
      one('e5', {}),
      one('e4', { kind: 'plan_activity', subject: 'Survey the mills', field: 'responsible', value: { responsible: 'person-7', other: null }, at: '2012-05-20T09:00:00Z', page: 7, journey: 'carried', replaced: true }),
      one('e3', { ...earlier, value: { objective: 'ผู้ปลูกสี่สิบรายขายร่วมกัน' }, replaced: true }),
      one('e2', { ...earlier, field: 'problem', value: { problem: 'Every mill buys alone.' } }),
      one('e1', { ...earlier, kind: 'plan_activity', subject: 'Survey the mills', field: 'title', value: { title: 'Survey the mills' } }),
    ],
    names: { 'person-7': 'Khamla Tuayang' },
  };
}
