import type { JsonValue } from '../host/wire/serde_json/JsonValue';
import { isStatus, type Mark } from '../marks';
import { country, dateAndTime, longDate, minuteOfDay, monthName, organisationType, size } from './format';
import { t, tOr } from './index';
import { locale } from './locale.svelte';
import { markWords } from './marks';

/** A value, as a person would say it. */
export interface ValueWords {
  readonly title: string;
  readonly about: string;
  readonly mark: Pick<Mark, 'status' | 'minutes'> | null;
  readonly long: boolean;
}

/** What people call the records that a value names, by id. */
export type Names = Readonly<Record<string, string | undefined>>;

type Parts = Readonly<Record<string, JsonValue | undefined>>;

const LONG = 80;

/** What says nothing to people: how a kept file is found, how large its picture is. */
const SILENT: Readonly<Record<string, readonly string[]>> = {
  attachment: ['hash', 'mime', 'width', 'height'],
  output_version: ['files', 'canvas_then'],
  canvas_item: ['rank'],
  plan_version: ['content', 'names'],
};

/** A register, which the desk calls by its day and half day or hour, and where several sessions begin then by its session: `2012-05-25/AM`,
    `2012-05-25/09:00 Clusters`. */
function registerWords(code: string): string | null {
  const [, day, half] = /^(\d{4}-\d{2}-\d{2})\/(.+)$/s.exec(code) ?? [];
  return day && half ? t('decide.register', { day: longDate(day), half: tOr(`half.${half}.long`, half) }) : null;
}

/** What the desk calls a record by a code: a register or somebody's mark in it, a checkpoint of a visit, the day of a note, the version of
    a plan that somebody stands for. */
export function recordWords(kind: string, code: string): { readonly subject: string; readonly place: string } {
  const [, marked, of] = (['register', 'mark', 'register_seal', 'sheet'].includes(kind) && /^(?:(.*), )?(\d{4}-\d{2}-\d{2}\/.+)$/s.exec(code)) || [];
  const register = of === undefined ? null : registerWords(of);
  if (register !== null) return marked === undefined ? { subject: register, place: '' } : { subject: marked, place: register };
  if (kind === 'review_note' && /^\d{4}-\d{2}-\d{2}$/.test(code)) return { subject: longDate(code), place: '' };
  const [, who, plan, number] = (['commitment', 'plan_version'].includes(kind) && /^(?:(.*), )?([^/]*)\/(\d+)$/s.exec(code)) || [];
  if (plan !== undefined && number !== undefined) {
    const version = t('outputs.version', { number });
    return who === undefined ? { subject: plan, place: version } : { subject: who, place: `${plan} · ${version}` };
  }
  const [, told, month] = (['plan_rating', 'progress_report'].includes(kind) && /^(.*)\/(\d{4}-\d{2})$/s.exec(code)) || [];
  if (told !== undefined && month !== undefined) return { subject: told, place: `${monthName(`${month}-01`)} ${month.slice(0, 4)}` };
  const [, host, point, name] = (kind === 'headcount' && /^(.*)\/(leaving|stop|boarding|return)(?:\/(.*))?$/s.exec(code)) || [];
  if (host === undefined || point === undefined) return { subject: code, place: '' };
  return { subject: host, place: name ? tOr(`headcount.${point}At`, point, { name }) : tOr(`headcount.${point}`, point) };
}

/** Says a value of any field; a mark with its reason and approver below it. */
export function valueWords(kind: string, value: JsonValue, names: Names = {}): ValueWords {
  if (value === null) return said(t('decide.cleared'));
  if (typeof value !== 'object' || Array.isArray(value)) return said(partWords(kind, '', value, names));
  const parts: Parts = value;
  const status = parts['status'];
  if (kind === 'mark' && typeof status === 'string' && isStatus(status)) {
    const minutes = typeof parts['minutes'] === 'number' ? parts['minutes'] : null;
    const about = [parts['reason'], parts['approver']].filter((one): one is string => typeof one === 'string' && one !== '').join(' · ');
    const leftEarly = typeof parts['left_early'] === 'number' ? parts['left_early'] : null;
    return { title: markWords({ status, minutes, leftEarly }), about, mark: { status, minutes }, long: false };
  }
  if (kind === 'programme' && 'min_percent' in parts) {
    const figure = (part: string): number => Number(parts[part] ?? 0);
    return said(t('rules.words', { percent: figure('min_percent'), grace: figure('grace_minutes'), months: figure('follow_up_months') }));
  }
  if (kind === 'group_set' && typeof parts['seed'] === 'number') {
    // Ids one after the other, 32 digits each.
    const ids = (part: string): number => (typeof parts[part] === 'string' ? parts[part].length / 32 : 0);
    const least = (part: string): number => Number(parts[part] ?? 0);
    return said(t('draw.words', { seed: String(parts['seed']), groups: least('into_groups'), countries: least('countries'), organisations: least('org_types'), apart: ids('apart'), pins: ids('pins') / 2 }));
  }
  if (kind === 'running_order' && typeof parts['turns'] === 'string') {
    const name = (id: JsonValue | undefined): string => names[String(id)] ?? String(id);
    const drawn = typeof parts['seed'] === 'number' ? t('order.drawn', { seed: String(parts['seed']) }) : '';
    return { title: listed(parts['turns']).map((turn, at) => `${at + 1}. ${name(turn['output'])}`).join('  '), about: drawn, mark: null, long: false };
  }
  // What was sealed is kept as prints, which say nothing to people.
  if (kind === 'register_seal' && 'seal' in parts) return said(t(parts['seal'] === null ? 'value.unsealed' : 'value.sealed'));
  if (kind === 'plan_member' && 'member_role' in parts) return said(inTeam(parts['member_role']));
  if (kind === 'register' && typeof parts['signatures'] === 'number') return said(paperWords(parts));
  if (kind === 'presentation' && typeof parts['began_ms'] === 'number') return said(heldWords(parts));
  if (kind === 'headcount' && typeof parts['counted'] === 'number') return headcountWords(parts, names);
  const told = Object.entries(inHours(parts))
    .filter((part): part is [string, JsonValue] => part[1] !== null && part[1] !== undefined && part[1] !== '')
    .filter(([part]) => !SILENT[kind]?.includes(part))
    .map(([part, one]) => partWords(kind, part, one, names))
    .filter(Boolean);
  return said(told.join(' · ') || t('decide.cleared'));
}

/** A list that is kept as JSON in a text. */
function listed(part: JsonValue | undefined): Parts[] {
  if (typeof part !== 'string') return [];
  try {
    const list: unknown = JSON.parse(part);
    return Array.isArray(list) ? list : [];
  } catch {
    // A newer version keeps it otherwise.
    return [];
  }
}

/** "27 counted + 2 explained = 29"; below it who is accounted for, how many each vehicle has, and who answers for the rest. */
function headcountWords(parts: Parts, names: Names): ValueWords {
  const [counted, roster] = [Number(parts['counted']), Number(parts['roster'] ?? 0)];
  const explained = listed(parts['explained']);
  const missing = roster - counted - explained.length;
  const sum = t('headcount.sum', { counted, explained: explained.length, sum: counted + explained.length });
  const open = missing > 0 ? t('headcount.missing', { count: missing, roster }) : t('headcount.tooMany', { count: -missing, roster });
  const name = (id: JsonValue | undefined): string => names[String(id)] ?? String(id);
  const by = typeof parts['override_by'] === 'string' ? parts['override_by'] : t('headcount.withheld');
  const about = [
    ...explained.map((one) => `${name(one['participant'])} (${tOr(`why.${String(one['why'])}`, String(one['why']))})`),
    ...listed(parts['vehicles']).map((one) => `${name(one['vehicle'])}: ${String(one['counted'])}`),
    ...(parts['overridden'] ? [t('headcount.by', { by }), String(parts['override_reason'] ?? '')] : []),
  ];
  return { title: missing === 0 ? sum : `${sum} · ${open}`, about: about.filter(Boolean).join(' · '), mark: null, long: false };
}

/** What somebody is in a plan's team; a part that was cleared is nobody's. */
function inTeam(role: JsonValue | undefined): string {
  if (typeof role !== 'string') return t('value.notInTeam');
  if (role === 'lead') return t('value.leadsTeam');
  return role === 'member' ? t('value.inTeam') : t('value.inTeamAs', { role: tOr(`member.${role}`, role) });
}

/** How many signed the paper, participants first, and why that is not what the register says. */
function paperWords(parts: Parts): string {
  const counted = ['signatures', 'others'].filter((part) => typeof parts[part] === 'number').map((part) => figureWords(part, Number(parts[part])));
  const why = parts['explained'];
  return [...counted, typeof why === 'string' && why !== '' && t('value.explained', { why })].filter(Boolean).join(' · ');
}

/** When a presentation was, pauses apart. */
function heldWords(parts: Parts): string {
  const at = (part: string): string | null => (typeof parts[part] === 'number' ? dateAndTime(new Date(parts[part]).toISOString()) : null);
  const [began, ended, since] = [at('began_ms'), at('ended_ms'), at('paused_since_ms')];
  const paused = typeof parts['paused_ms'] === 'number' ? Math.round(parts['paused_ms'] / 1000) : 0;
  return [
    began && t('value.began', { at: began }),
    ended && t('value.ended', { at: ended }),
    since && t('value.pausedSince', { at: since }),
    paused > 0 && t('value.pausedFor', { time: `${Math.floor(paused / 60)}:${String(paused % 60).padStart(2, '0')}` }),
  ].filter(Boolean).join(' · ');
}

/** From when to when is one thing to say, in the order of the clock. */
function inHours(parts: Parts): Parts {
  const told: Record<string, JsonValue | undefined> = { ...parts };
  for (const of of ['', 'actual_']) {
    const [from, to] = [told[`${of}starts_min`], told[`${of}ends_min`]];
    if (typeof from !== 'number' || typeof to !== 'number') continue;
    delete told[`${of}ends_min`];
    told[`${of}starts_min`] = `${minuteOfDay(from)}–${minuteOfDay(to)}`;
  }
  return told;
}

function said(title: string): ValueWords {
  return { title, about: '', mark: null, long: title.length > LONG };
}

/** Codes that have words of their own, by kind and part. */
const CODES: Readonly<Record<string, string>> = {
  'participant.sex': 'sex',
  'participant.role': 'person',
  'participant.status': 'enrolment',
  'membership.member_role': 'member',
  'output.state': 'output',
  'register.state': 'registerState',
  'register.half': 'half',
  'session.status': 'session',
  'visit.status': 'session',
  'plan.plan_kind': 'planKind',
  'plan.stage': 'planStage',
  'plan.state': 'plan',
  'plan_activity.stage': 'planStage',
  'plan_member.member_role': 'member',
  'assistance.given_state': 'assistance',
  'commitment.how': 'commitment',
  'progress_report.doing': 'doing',
  'plan_rating.light': 'light',
  'coaching_contact.way': 'way',
  'assistance_given.in_units': 'unit',
  'headcount.point': 'headcount',
  'canvas_item.region': 'canvas.region',
  'output.canvas': 'canvas.kind',
  'review_note.asked': 'asked',
  'scoring.relation': 'interest',
  'feedback.word': 'feedback',
  'session.method': 'method',
};

/** One part of a value. */
export function partWords(kind: string, part: string, value: JsonValue, names: Names = {}): string {
  if (typeof value === 'boolean') return t(value ? 'common.yes' : 'common.no');
  if (typeof value === 'number') return figureWords(part, value);
  if (typeof value !== 'string') return JSON.stringify(value);
  const named = names[value];
  if (named !== undefined) return registerWords(named) ?? named;
  // One name on a line.
  if (part === 'trainers') return value.split('\n').join(', ');
  if (part === 'country') return country(value);
  if (part === 'org_type') return organisationType(value);
  if (part === 'language') return languageName(value);
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return longDate(value);
  const words = CODES[`${kind}.${part}`];
  return words ? tOr(`${words}.${value}`, value) : value;
}

function figureWords(part: string, value: number): string {
  if (/^(actual_)?(starts|ends)_min$/.test(part)) return minuteOfDay(value);
  if (part === 'no_session') return t('common.yes');
  if (part === 'bytes') return size(value);
  if (part === 'influence' || part === 'interest') return t(`value.${part}`, { value });
  if (part === 'percent') return `${value} %`;
  if (part === 'women' || part === 'men') return t(`value.${part}`, { count: value });
  if (part === 'not_stated') return t('value.notStated', { count: value });
  if (part === 'signatures' || part === 'others') return t(`value.${part}`, { count: value });
  if (part === 'place') return t('value.place', { number: value });
  if (part === 'points' || part === 'planned_minutes') return t(part === 'points' ? 'value.points' : 'value.plannedMinutes', { count: value });
  if (part === 'out_of' || part === 'weight') return t(part === 'weight' ? 'value.weight' : 'value.outOf', { value });
  if (part === 'sequence') return t('value.stop', { number: value });
  if (part === 'seats') return t('value.seats', { count: value });
  if (part === 'number') return t('value.version', { number: value });
  if (part === 'page') return t('value.page', { number: value });
  return String(value);
}

function languageName(tag: string): string {
  try {
    return new Intl.DisplayNames(locale.tag, { type: 'language' }).of(tag) ?? tag;
  } catch {
    // No language tag at all: show what was written.
    return tag;
  }
}

/** The name of a field. */
export function fieldWords(kind: string, field: string): string {
  return tOr(`decide.${kind}.${field}`, tOr(`field.${field}`, field));
}
