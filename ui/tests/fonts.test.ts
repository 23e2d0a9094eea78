import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { FONTS, missingScripts, tellMissingFonts, type Faces } from '../src/lib/fonts';
import { notices } from '../src/lib/stores/notices.svelte';

const source = join(import.meta.dirname, '../src/styles');
const find = createRequire(import.meta.url);

interface Face {
  family: string;
  file: string;
  ranges: [number, number][];
}

/** Every face that the style sheets bring, with the file it names. */
function faces(): Face[] {
  const lists = ['fonts.css', 'fonts-chinese.css'].map((list) => readFileSync(join(source, list), 'utf8')).join('');
  const sheets = [...lists.matchAll(/@import '([^']+)'/g)].map(([, name = '']) => find.resolve(name));
  return sheets.flatMap((sheet) =>
    [...readFileSync(sheet, 'utf8').matchAll(/@font-face\s*\{([^}]+)\}/g)].map(([, face = '']) => {
      const ranges = /unicode-range:\s*([^;]+)/.exec(face)?.[1] ?? 'U+0-10FFFF';
      return {
        family: /font-family:\s*'([^']+)'/.exec(face)?.[1] ?? '',
        file: join(dirname(sheet), /url\(([^)]+)\)/.exec(face)?.[1] ?? ''),
        ranges: ranges.split(',').map((range) => {
          const [from = '', to = from] = range.trim().slice(2).split('-');
          return [Number.parseInt(from.replaceAll('?', '0'), 16), Number.parseInt(to.replaceAll('?', 'F'), 16)];
        }),
      };
    }),
  );
}

/** A laptop on which the files of some families are gone. */
function laptop(without: RegExp, how: 'fails' | 'is unknown' | 'is damaged' = 'fails'): Faces {
  return {
    load: async (font) => {
      if (!without.test(font)) return [{ status: 'loaded' }] as FontFace[];
      if (how === 'fails') throw new DOMException('A network error occurred.', 'NetworkError');
      return (how === 'is unknown' ? [] : [{ status: 'error' }]) as FontFace[];
    },
  };
}

afterEach(() => {
  for (const notice of notices.list) notices.close(notice.id);
});

test('every font that the window names comes with it, and has the letters it is there for', () => {
  const all = faces();
  expect(all.length, 'the style sheets of the fonts were not found').toBeGreaterThan(20);
  expect(all.filter((face) => !existsSync(face.file)).map((face) => face.file), 'named in a style sheet, and not there').toEqual([]);
  const tokens = readFileSync(join(source, 'tokens.css'), 'utf8');
  const named = new Set([...tokens.matchAll(/'(Noto [^']+)'/g)].map(([, family = '']) => family));
  expect([...named].sort(), 'a family that is looked after is one that the screens use, and the other way round').toEqual([...new Set<string>(FONTS.map((font) => font.family))].sort());
  for (const { family, letter } of FONTS) {
    const code = letter.codePointAt(0) ?? 0;
    const there = all.some((face) => face.family === family && face.ranges.some(([from, to]) => from <= code && code <= to));
    expect(there, `${family} has no ${letter}`).toBe(true);
  }
});

test('a laptop with all its fonts says nothing', async () => {
  await tellMissingFonts(laptop(/nothing/));
  expect(notices.list).toEqual([]);
});

test.each(['fails', 'is unknown', 'is damaged'] as const)('a font that %s is said once, in calm words: what happened, what is kept, what to do', async (how) => {
  const faces = laptop(/Khmer|Noto Serif Lao/, how);
  expect(await missingScripts(faces)).toEqual(['script.lao', 'script.khmer']);
  await tellMissingFonts(faces);
  expect(notices.list, 'once, not for each file').toHaveLength(1);
  const [notice] = notices.list;
  expect(notice?.tone, 'nothing was refused and nothing is lost').toBe('plain');
  expect(notice?.title).toBe('Letters of these scripts may show as boxes: Lao, Khmer');
  expect(notice?.about).toBe('Everything recorded is safe and whole. Install Sala again on this laptop; until then do not type such names anew.');
});
