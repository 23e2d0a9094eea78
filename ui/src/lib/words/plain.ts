// Searching in any script: what a trainer types and what the roster says rarely agree on accents.

/**
 * Folds a text for searching: case, accents and width go ("Nguyễn" is found by "nguyen"), the vowel
 * signs of Thai, Lao, Khmer and Burmese stay, because there they are letters and not accents.
 */
export function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/đ/g, 'd')
    .replace(/Đ/g, 'D')
    .toLowerCase()
    .trim();
}

/** Whether every word typed occurs somewhere in the texts. */
export function matches(query: string, texts: readonly (string | null | undefined)[]): boolean {
  const words = plain(query).split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const all = plain(texts.filter(Boolean).join(' '));
  return words.every((word) => all.includes(word));
}

/** Letters for the round badge where there is no photograph: at most two, in any script. */
export function initials(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  const first = (word: string | undefined): string => (word ? (Array.from(word)[0] ?? '') : '');
  return (first(words[0]) + (words.length > 1 ? first(words.at(-1)) : '')).toUpperCase();
}

/** The language whose rules shape a name written in its own script, when the record does not say. */
export function scriptLanguage(text: string): string | undefined {
  const ranges: [RegExp, string][] = [
    [/[\u0e00-\u0e7f]/, 'th'],
    [/[\u0e80-\u0eff]/, 'lo'],
    [/[\u1780-\u17ff]/, 'km'],
    [/[\u1000-\u109f]/, 'my'],
    [/[\u4e00-\u9fff]/, 'zh-Hans'],
  ];
  return ranges.find(([range]) => range.test(text))?.[1];
}
