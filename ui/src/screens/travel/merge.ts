// Long text that two people changed: the parts that only one of them touched can be put together; the
// rest is for a person to see. This is a suggestion only, nothing is written from here.
import type { JsonValue } from '../../lib/host/wire/serde_json/JsonValue';

export interface Merged {
  readonly text: string;
  /** Paragraphs that both changed: both are in the text, one after the other. */
  readonly both: number;
}

/** Three-way merge by paragraph. */
export function merge(base: string, mine: string, theirs: string): Merged {
  if (mine === theirs) return { text: mine, both: 0 };
  if (mine === base) return { text: theirs, both: 0 };
  if (theirs === base) return { text: mine, both: 0 };
  const [origin, a, b] = [base, mine, theirs].map((text) => text.split('\n')) as [string[], string[], string[]];
  const [keptA, keptB] = [kept(origin, a), kept(origin, b)];
  const out: string[] = [];
  let both = 0;
  let [o, i, j] = [0, 0, 0];
  while (true) {
    // The next line of the origin that both still have.
    let next = o;
    while (next < origin.length && !(keptA.has(next) && keptB.has(next))) next += 1;
    const toA = next < origin.length ? (keptA.get(next) ?? a.length) : a.length;
    const toB = next < origin.length ? (keptB.get(next) ?? b.length) : b.length;
    const [was, inA, inB] = [origin.slice(o, next), a.slice(i, toA), b.slice(j, toB)];
    if (same(inA, inB) || same(inB, was)) out.push(...inA);
    else if (same(inA, was)) out.push(...inB);
    else {
      out.push(...inA, ...inB);
      both += 1;
    }
    const line = origin[next];
    if (line === undefined) return { text: out.join('\n'), both };
    out.push(line);
    [o, i, j] = [next + 1, toA + 1, toB + 1];
  }
}

const same = (a: string[], b: string[]): boolean => a.length === b.length && a.every((line, index) => line === b[index]);

/** Where each line of `from` still stands in `to`: a longest common subsequence. */
function kept(from: string[], to: string[]): Map<number, number> {
  const width = to.length + 1;
  const length = new Uint32Array((from.length + 1) * width);
  const at = (i: number, j: number): number => length[i * width + j] ?? 0;
  for (let i = from.length - 1; i >= 0; i -= 1) {
    for (let j = to.length - 1; j >= 0; j -= 1) {
      length[i * width + j] = from[i] === to[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const found = new Map<number, number>();
  for (let i = 0, j = 0; i < from.length && j < to.length; ) {
    if (from[i] === to[j]) found.set(i++, j++);
    else if (at(i + 1, j) >= at(i, j + 1)) i += 1;
    else j += 1;
  }
  return found;
}

/** The text inside a value with one part, and the value around another text. */
export function textOf(value: JsonValue): { text: string; wrap: (text: string) => JsonValue } | null {
  if (typeof value === 'string') return { text: value, wrap: (text) => text };
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
    const parts = Object.entries(value);
    const [name, text] = parts[0] ?? [];
    if (parts.length === 1 && name !== undefined && typeof text === 'string') return { text, wrap: (next) => ({ [name]: next }) };
  }
  return null;
}
