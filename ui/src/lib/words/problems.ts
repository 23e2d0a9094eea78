import type { Notice, Problem } from '../host';
import { isMessage, t, type Params } from './index';
import { country, dateAndTime, longDate, number, organisationType, size } from './format';

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
  if (problem.code !== 'unexpected' && isMessage(id) && isMessage(about)) {
    // Which disk it is, where that is known.
    const at = `${id}.at`;
    const title = t(params['path'] && isMessage(at) ? at : id, forgiving(params));
    // Of several files brought together it says which one.
    const file = params['brought'];
    // Where the last backup of a damaged store lies, where that is known.
    const beside = `${about}.backup`;
    const what = params['backup'] && isMessage(beside) ? beside : about;
    return { title: file ? t('problem.ofFile', { file, title }) : title, about: t(what, forgiving(params)) };
  }
  return {
    title: t('problem.unexpected'),
    about: t('problem.unexpected.do', { reference: problem.reference ?? problem.code }),
  };
}

/** A fact of an import in plain words; a kind of fact that this window does not know is named by its code. */
export function noticeWords(notice: Notice): string {
  const params = readable(notice.params);
  // `marks_added {count}` and `added {kind, count}` say the same.
  const [, prefix, verb = ''] = /^(?:(.+)_)?(added|removed|put_back|changed|differ|more|settled|aside)$/.exec(notice.code) ?? [];
  const kind = typeof params['kind'] === 'string' ? params['kind'] : (prefix ?? '');
  const what = [`kind.${kind}`, `kind.${kind.replace(/s$/, '')}`, 'kind.other'].find(isMessage);
  const id = `change.${verb || notice.code}`;
  if (!isMessage(id)) return t('change.other', { code: notice.code });
  // What is new, goes or is back is counted by record, all else by value: title and time of one session are two.
  const bare = `coming.kind.${kind}`;
  if (verb !== '' && !['added', 'removed', 'put_back'].includes(verb) && Number(params['count']) > 1 && isMessage(bare)) {
    return t(id, { ...params, what: t('change.values', { count: Number(params['count']), kind: t(bare) }) });
  }
  return t(id, { ...params, what: what ? t(what, forgiving(params)) : '' });
}

/** Why one row of a file cannot be taken. */
export function rowWords(code: string, value: string): string {
  const id = `row.${code}`;
  return isMessage(id) ? t(id, { value }) : t('row.other', { code, value });
}

// A fact that a desk of another version left out must not cost the whole message.
function forgiving(params: Params): Params {
  return new Proxy(params, { has: () => true, get: (known, name) => (typeof name === 'string' ? (known[name] ?? '') : undefined) });
}

const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

// Facts cross as they are stored; people read them in their own language.
function readable(params: Problem['params']): Params {
  const words: Params = {};
  for (const [name, value] of Object.entries(params)) {
    if (value === null || value === undefined) words[name] = '';
    else if (Array.isArray(value)) words[name] = value.map(named).join(', ');
    else if (typeof value === 'number') words[name] = /bytes/.test(name) ? size(value) : value;
    else if (typeof value === 'string') words[name] = text(name, value);
    else words[name] = JSON.stringify(value);
  }
  return words;
}

// A person in a list of those concerned is `{code, name}`.
function named(one: unknown): string {
  if (typeof one !== 'object' || one === null) return String(one);
  const { code, name } = one as { code?: unknown; name?: unknown };
  return String(name || code || JSON.stringify(one));
}

function text(name: string, value: string): string | number {
  if (/bytes/.test(name) && /^\d+$/.test(value)) return size(Number(value));
  if (/^(count|entries|unmarked|max|min|length|row|rows|minutes|version)$/.test(name) && /^\d+$/.test(value)) return Number(value);
  if (name === 'country') return country(value);
  if (name === 'org_type') return organisationType(value);
  if (DATE.test(value)) return longDate(value);
  if (MOMENT.test(value)) return dateAndTime(value);
  if (name === 'status' && isMessage(`status.${value}`)) return t(`status.${value}` as 'status.present');
  if (name === 'half' && isMessage(`half.${value}`)) return t(`half.${value}` as 'half.AM');
  if (name === 'percent') return number(Number(value));
  return value;
}
