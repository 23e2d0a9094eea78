import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

type Colour = readonly [number, number, number];

/** The colours of one theme, by name. */
function colours(selector: string): Map<string, Colour> {
  const css = readFileSync('src/styles/tokens.css', 'utf8');
  const body = css.slice(css.indexOf(`${selector} {`)).split('}')[0] ?? '';
  return new Map([...body.matchAll(/--([\w-]+): (#[0-9a-f]{3,6});/g)].map(([, name = '', hex = '']) => [name, parsed(hex)]));
}

function parsed(hex: string): Colour {
  const six = hex.length === 4 ? [...hex.slice(1)].map((digit) => digit + digit).join('') : hex.slice(1);
  return [0, 2, 4].map((at) => Number.parseInt(six.slice(at, at + 2), 16)) as unknown as Colour;
}

/** WCAG 2.2, relative luminance. */
function luminance(colour: Colour): number {
  const [r, g, b] = colour.map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4)) as unknown as Colour;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: Colour, other: Colour): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const mixed = (one: Colour, share: number, other: Colour): Colour => one.map((part, at) => part * share + (other[at] ?? 0) * (1 - share)) as unknown as Colour;

const THEMES = [
  ['light', ':root'],
  ['dark', "[data-theme='dark']"],
] as const;
/** Text, and what it stands on. */
const TEXT = ['ink', 'dim', 'accent', 'present-ink', 'late-ink', 'excused-ink', 'absent-ink'];
const GROUND = ['paper', 'surface', 'wash', 'cur', 'hover'];
const MARKS = ['present', 'late', 'excused', 'absent'];

test.each(THEMES)('every text of the %s window is read at 4.5:1', (_, selector) => {
  const all = colours(selector);
  const of = (name: string): Colour => all.get(name) ?? expect.fail(`no colour is called ${name}`);
  const pairs: [string, Colour, Colour][] = TEXT.flatMap((text) => GROUND.map((ground): [string, Colour, Colour] => [`${text} on ${ground}`, of(text), of(ground)]));
  pairs.push(['accent-ink on accent', of('accent-ink'), of('accent')], ['accent-ink on accent-hover', of('accent-ink'), of('accent-hover')], ['the count of what waits', of('surface'), of('late-ink')]);
  // A chosen mark stands on a tint of its own colour.
  for (const mark of MARKS) pairs.push([`${mark} on its own tint`, of(`${mark}-ink`), mixed(of(mark), 0.12, of('surface'))]);
  const pale = pairs.map(([what, text, ground]) => [what, contrast(text, ground)] as const).filter(([, ratio]) => ratio < 4.5);
  expect(pale.map(([what, ratio]) => `${what}: ${ratio.toFixed(2)}`)).toEqual([]);
});

test('nothing is told apart by paleness: no text is made to shine through', () => {
  const files = (folder: string): string[] => readdirSync(folder).flatMap((name) => (statSync(join(folder, name)).isDirectory() ? files(join(folder, name)) : join(folder, name)));
  const sheets = files('src').filter((name) => /\.(svelte|css)$/.test(name));
  expect(sheets.length, 'the styles are really looked at').toBeGreaterThan(50);
  const found = sheets.flatMap((name) => [...readFileSync(name, 'utf8').matchAll(/opacity: (0?\.\d+)/g)].map(([, value]) => `${name}: ${value}`));
  expect(found).toEqual([]);
});
