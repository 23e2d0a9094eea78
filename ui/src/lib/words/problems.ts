import type { Notice, Problem } from '../host';
import { isMessage, t, type Params } from './index';
import { country, longDate, number, organisationType, size } from './format';

/** What happened, and below it what was kept and what to do. */
export interface ProblemWords {
  readonly title: string;
  readonly about: string;
}

/** Codes of the desk in words. One that this window does not know shows its reference and its code. */
export function problemWords(problem: Problem): ProblemWords {
  const params = readable(problem.params);
  const id = `problem.${problem.code}`;
  const about = `${id}.do`;
  if (isMessage(id) && isMessage(about)) return { title: t(id, params), about: t(about, params) };
  return {
    title: t('problem.unexpected'),
    about: t('problem.unexpected.do', { reference: problem.reference ?? problem.code }),
  };
}

/** A fact of an import in plain words; a kind of fact that this window does not know is named by its code. */
export function noticeWords(notice: Notice): string {
  const id = `change.${notice.code}`;
  return isMessage(id) ? t(id, readable(notice.params)) : t('change.other', { code: notice.code });
}

/** Why one row of a file cannot be taken. */
export function rowWords(code: string, value: string): string {
  const id = `row.${code}`;
  return isMessage(id) ? t(id, { value }) : t('row.other', { code, value });
}

const DATE = /^\d{4}-\d{2}-\d{2}$/;

// Facts cross as they are stored; people read them in their own language.
function readable(params: Problem['params']): Params {
  const words: Params = {};
  for (const [name, value] of Object.entries(params)) {
    if (value === null || value === undefined) words[name] = '';
    else if (Array.isArray(value)) words[name] = value.map(String).join(', ');
    else if (typeof value === 'number') words[name] = /bytes/.test(name) ? size(value) : value;
    else if (typeof value === 'string') words[name] = text(name, value);
    else words[name] = JSON.stringify(value);
  }
  return words;
}

function text(name: string, value: string): string | number {
  if (/bytes/.test(name) && /^\d+$/.test(value)) return size(Number(value));
  if (/^(count|entries|unmarked|max|min|length|row|rows|minutes|version)$/.test(name) && /^\d+$/.test(value)) return Number(value);
  if (name === 'country') return country(value);
  if (name === 'org_type') return organisationType(value);
  if (DATE.test(value)) return longDate(value);
  if (name === 'status' && isMessage(`status.${value}`)) return t(`status.${value}` as 'status.present');
  if (name === 'half' && isMessage(`half.${value}`)) return t(`half.${value}` as 'half.AM');
  if (name === 'percent') return number(Number(value));
  return value;
}
