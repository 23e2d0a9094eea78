import type { AgendaDay, MoveSessionArgs, SessionFacts, SessionLine, SessionStatusArgs, SwapSessionsArgs } from '../src/lib/host';
import type { StandIn } from './desk';

/** Sessions by day, with rooms and trainers that two of them would need at once. */
export function agendaDays(lines: readonly SessionLine[]): AgendaDay[] {
  const sorted = [...lines].sort((a, b) => a.date.localeCompare(b.date) || a.startsMin - b.startsMin || a.endsMin - b.endsMin);
  const dates = [...new Set(sorted.map((line) => line.date))];
  return dates.map((date) => {
    const sessions = sorted.filter((line) => line.date === date);
    return { date, sessions, overlaps: sessions.flatMap((first, index) => sessions.slice(index + 1).flatMap((second) => overlaps(first, second))) };
  });
}

function overlaps(first: SessionLine, second: SessionLine): AgendaDay['overlaps'] {
  if (second.startsMin >= first.endsMin || [first, second].some((one) => one.status === 'cancelled')) return [];
  const both = { first: first.id, second: second.id, startsMin: second.startsMin, endsMin: Math.min(first.endsMin, second.endsMin) };
  const names = first.trainers.filter((name) => second.trainers.includes(name)).map((what) => ({ code: 'trainer_twice', ...both, what }));
  return first.room && first.room === second.room ? [{ code: 'room_twice', ...both, what: first.room }, ...names] : names;
}

/** The agenda at work: what a real desk would write is kept until the next window. */
export function agenda(desk: StandIn): void {
  const lines = (): SessionLine[] => desk.days.flatMap((day) => day.sessions);
  const refuse = (code: string, params = {}): never => {
    throw { code, params };
  };
  const change = (id: string, seen: string, field: keyof SessionLine['seen'], to: Partial<SessionLine>): SessionLine[] =>
    lines().map((line) => {
      if (line.id !== id) return line;
      // A real desk would keep both values: here a version that is not the one shown is a mistake of the screen.
      if (line.seen[field] !== seen) refuse('stale_in_test', { seen, now: line.seen[field] });
      return { ...line, ...to, seen: { ...line.seen, [field]: String(Number(seen) + 1) } };
    });
  const write = (next: SessionLine[]): AgendaDay[] => {
    const before = desk.days;
    // What is taken back stands there under a new version.
    desk.undo.push(() => (desk.days = agendaDays(before.flatMap((day) => day.sessions).map((line) => ({ ...line, seen: lines().find((one) => one.id === line.id)?.seen ?? line.seen })))));
    return (desk.days = agendaDays(next));
  };
  Object.assign(desk, {
    agenda_days: () => desk.days,
    agenda_names: () => ({ rooms: [...new Set(lines().flatMap((line) => line.room ?? []))], trainers: [...new Set(lines().flatMap((line) => line.trainers))] }),
    agenda_calendar: () => ({ name: 'SMECEC-2012.ics', folder: '/home/thida/Documents', bytes: 9_000 }),
    agenda_move: ({ id, date, startsMin, endsMin, seen }: MoveSessionArgs) => write(change(id, seen, 'slot', { date, startsMin, endsMin })),
    agenda_swap: ({ one, other }: SwapSessionsArgs) => {
      const find = (id: string): SessionLine => lines().find((line) => line.id === id) ?? refuse('no_such_session');
      const slot = ({ date, startsMin, endsMin }: SessionLine) => ({ date, startsMin, endsMin });
      const [first, second] = [find(one.id), find(other.id)];
      if (first.seen.slot !== one.seen || second.seen.slot !== other.seen) refuse('sessions_changed', { title: first.title });
      const put = (line: SessionLine, to: SessionLine): SessionLine => ({ ...line, ...slot(to), seen: { ...line.seen, slot: String(Number(line.seen.slot) + 1) } });
      return write(lines().map((line) => (line.id === one.id ? put(line, second) : line.id === other.id ? put(line, first) : line)));
    },
    agenda_set_status: ({ id, status, reason, seen, actualSeen }: SessionStatusArgs) => {
      if (status === 'planned') change(id, actualSeen, 'actual', {});
      return write(change(id, seen, 'status', { status, reason, ...(status === 'planned' ? { actual: null } : {}) }));
    },
    agenda_edit: ({ id, facts }: { id: string; facts: SessionFacts }) => write(lines().map((line) => (line.id === id ? { ...line, ...facts, status: facts.actual ? 'held' : line.status } : line))),
    agenda_add: ({ facts }: { facts: SessionFacts }) => write([...lines(), { ...facts, id: `session-${lines().length}`, status: 'planned', reason: null, seen: { slot: '1', method: '1', title: '1', status: '1', actual: '1', room: '1', trainers: '1' } }]),
  });
}
