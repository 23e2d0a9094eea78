// The demo programme's files as rows, for looking at the window without the desk behind it.
import agenda from './facts/agenda.csv?raw';
import exceptions from './facts/register-exceptions.csv?raw';
import groups from './facts/groups.csv?raw';
import roster from './facts/roster.csv?raw';

function rows(csv: string): string[][] {
  return csv
    .replace(/^\uFEFF/, '')
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => Array.from(line.matchAll(/("([^"]*)"|[^,]*)(,|$)/g), (match) => match[2] ?? match[1] ?? ''));
}

export const people = rows(roster);
export const sessions = rows(agenda);
export const marks = rows(exceptions);
export const places = rows(groups);
