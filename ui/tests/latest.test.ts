import { expect, test } from 'vitest';
import { Latest } from '../src/lib/stores/latest.svelte';

/** A question that is answered when the test says so. */
function question(): { work: Promise<string>; answer: (text: string) => void } {
  let answer: (text: string) => void = () => undefined;
  const work = new Promise<string>((done) => (answer = done));
  return { work, answer };
}

test('an answer that comes late does not paint over a newer one', async () => {
  const days = new Latest<string>();
  const [first, second] = [question(), question()];
  const both = [days.ask(first.work), days.ask(second.work)];
  second.answer('after the import');
  first.answer('before the import');
  await Promise.all(both);
  expect(days.value).toBe('after the import');
});

test('what the screen itself changed stays, whatever was asked before', async () => {
  const days = new Latest<string>();
  const asked = question();
  const reading = days.ask(asked.work);
  days.show('with the new session');
  asked.answer('without it');
  await reading;
  expect(days.value).toBe('with the new session');
});
