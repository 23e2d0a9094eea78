import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import en from '../messages/en.json';
import th from '../messages/th.json';

const files: Record<string, Record<string, string>> = { en, th };

function parameters(elements: MessageFormatElement[], found = new Set<string>()): Set<string> {
  for (const element of elements) {
    if (element.type === TYPE.literal || element.type === TYPE.pound) continue;
    if (element.type !== TYPE.tag) found.add(element.value);
    if (element.type === TYPE.plural || element.type === TYPE.select) for (const option of Object.values(element.options)) parameters(option.value, found);
  }
  return found;
}

function sources(folder: string, ending: RegExp): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return name === 'target' || name === 'node_modules' || name === 'gen' ? [] : sources(path, ending);
    return ending.test(name) ? [path] : [];
  });
}

test('every sentence stands in every language, with the same facts in it', () => {
  for (const [language, messages] of Object.entries(files)) {
    expect(Object.keys(messages).sort(), `${language} has a sentence too many or too few`).toEqual(Object.keys(en).sort());
    for (const [id, text] of Object.entries(messages)) {
      expect(text.trim(), `${language} ${id} is empty`).not.toBe('');
      const facts = [...parameters(parse(text, { ignoreTag: true }))];
      const allowed = parameters(parse(en[id as keyof typeof en], { ignoreTag: true }));
      expect(facts.filter((fact) => !allowed.has(fact)), `${language} ${id} mentions a fact that English does not have`).toEqual([]);
    }
  }
});

/** Facts that stand in a sentence as they came; the counted ones are those that are written as numbers. */
function facts(elements: MessageFormatElement[], found = { bare: new Set<string>(), counted: new Set<string>() }): typeof found {
  for (const element of elements) {
    if (element.type === TYPE.argument) found.bare.add(element.value);
    if (element.type === TYPE.number || element.type === TYPE.plural) found.counted.add(element.value);
    if (element.type === TYPE.plural || element.type === TYPE.select) for (const option of Object.values(element.options)) facts(option.value, found);
  }
  return found;
}

test('what English counts is written as a number in every language: 1,271 and not 1271', () => {
  for (const [language, messages] of Object.entries(files)) {
    for (const [id, text] of Object.entries(messages)) {
      const { counted } = facts(parse(en[id as keyof typeof en], { ignoreTag: true }));
      const { bare } = facts(parse(text, { ignoreTag: true }));
      expect([...bare].filter((fact) => counted.has(fact)), `${language} ${id}`).toEqual([]);
    }
  }
});

test('Thai is written in Thai', () => {
  const latin = Object.entries(th).filter(([id, text]) => !/[\u0e00-\u0e7f]/.test(text) && en[id as keyof typeof en] === text);
  const same = /^(key|greet|language)\.|^register\.(markAs|said)$|^file\.pixels$|^import\.change$|^problem\.ofFile$/;
  expect(latin.map(([id]) => id).filter((id) => !same.test(id)), 'sentences left in English').toEqual([]);
});

test('every code that the desk can refuse with has its words: what happened, and what to do', () => {
  const roots = ['../crates/sala/src', '../src-tauri/src'].map((path) => join(import.meta.dirname, '..', path));
  const codes = new Set<string>();
  for (const path of roots.flatMap((root) => sources(root, /\.rs$/))) {
    if (/tests?(\.rs|\/)|testing/.test(path)) continue;
    const rust = readFileSync(path, 'utf8').split('#[cfg(test)]')[0] ?? '';
    for (const [, code] of rust.matchAll(/(?:Problem::new|\brefused|\brefuse)\(\s*"([a-z_]+)"/g)) if (code) codes.add(code);
    for (const [, code] of rust.matchAll(/=> "((?:table|roster|agenda|file|disk|store)_[a-z_]+)"/g)) if (code) codes.add(code);
  }
  expect(codes.size, 'the sources of the desk were not found').toBeGreaterThan(10);
  const silent = [...codes].filter((code) => !(`problem.${code}` in en) || !(`problem.${code}.do` in en));
  expect(silent.sort(), 'codes without words').toEqual([]);
});

test('every action that can be taken back has a name', () => {
  const roots = ['../crates/sala/src', '../src-tauri/src'].map((path) => join(import.meta.dirname, '..', path));
  const verbs = new Set<string>();
  for (const path of roots.flatMap((root) => sources(root, /\.rs$/))) {
    // The demo is made before anybody can take anything back.
    if (/tests?(\.rs|\/)|testing|\/demo\/|\/classroom\.rs$/.test(path)) continue;
    const rust = readFileSync(path, 'utf8').split('#[cfg(test)]')[0] ?? '';
    for (const [, verb] of rust.matchAll(/\bchange(?:_books\(|\(\s*[\w.]+,)\s*"([a-z_.]+)"/g)) if (verb) verbs.add(verb);
  }
  expect(verbs.size, 'the sources of the desk were not found').toBeGreaterThan(20);
  expect([...verbs].filter((verb) => !(`undone.${verb}` in en)).sort(), 'actions without a name').toEqual([]);
});

test('every row code of an import has its words', () => {
  const roots = ['people', 'agenda', 'groups'].map((folder) => join(import.meta.dirname, '../../crates/sala/src', folder));
  const codes = new Set<string>();
  for (const root of roots) {
    let paths: string[] = [];
    try {
      paths = sources(root, /\.rs$/);
    } catch {
      continue;
    }
    for (const path of paths) {
      if (/tests?(\.rs|\/)/.test(path)) continue;
      for (const [, code] of readFileSync(path, 'utf8').matchAll(/\.refuse\(\s*(?:[A-Za-z]+(?:::[A-Za-z]+)?),\s*"([a-z_]+)"/g)) if (code) codes.add(code);
    }
  }
  expect([...codes].filter((code) => !(`row.${code}` in en)).sort(), 'row codes without words').toEqual([]);
});

test('no screen keeps a sentence of its own', () => {
  const offenders: string[] = [];
  for (const path of sources(join(import.meta.dirname, '../src'), /\.svelte$/)) {
    const markup = readFileSync(path, 'utf8')
      .replace(/<script[\s\S]*?<\/script>/g, '')
      .replace(/<style[\s\S]*?<\/style>/g, '')
      .replace(/<!--[\s\S]*?-->/g, '')
      .replace(/\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}/g, '');
    const attributes = [...markup.matchAll(/\b(?:aria-label|title|placeholder|alt)="([^"]*[A-Za-z]{2}[^"]*)"/g)].map((match) => match[1]);
    // Tags may hold `>` inside an expression, which the line above has taken away.
    const text = markup.replace(/<[^>]*>/g, ' ').replace(/\b(Sala)\b/g, '');
    const words = text.match(/\b[A-Za-z]{2,}\b/g) ?? [];
    for (const found of [...words, ...attributes]) offenders.push(`${path}: ${found}`);
  }
  expect(offenders, 'words for people live in the message files alone').toEqual([]);
});

test('every field that a record can have is called by a word in each language', () => {
  const table = readFileSync(join(import.meta.dirname, '../../tests/fixtures/merge-table.md'), 'utf8');
  const fields = [...table.matchAll(/^\| (\w+)\.(\w+) \|/gm)].map(([, kind, field]) => [kind ?? '', field ?? ''] as const);
  expect(fields.length).toBeGreaterThan(100);
  for (const messages of Object.values(files)) {
    expect(fields.filter(([kind, field]) => !(`decide.${kind}.${field}` in messages) && !(`field.${field}` in messages)).map((one) => one.join('.'))).toEqual([]);
  }
});
