// A roll call over marks that are kept in memory.
import type { Mark } from '../src/lib/marks';
import type { RollCallPorts } from '../src/screens/register/ports';
import { RollCall } from '../src/screens/register/roll-call.svelte';
import type { Line } from '../src/screens/register/row.svelte';

/** A store of marks that answers when it is told to, as a slow disk would. */
export function store(names: string[], codes = names.map((_, index) => `P0${index + 1}`), observer = -1) {
  const kept = new Map<string, { mark: Mark | null; version: number }>();
  const lines = (): Line[] =>
    names.map((name, index) => {
      const id = `id-${index + 1}`;
      const cell = kept.get(id) ?? { mark: null, version: 0 };
      return { participant: id, code: codes[index] ?? '', name, native: null, language: null, country: 'TH', organisation: null, orgType: null, role: index === observer ? 'observer' : 'participant', counts: index !== observer, belongs: index === observer ? 'beside' : 'counted', mark: cell.mark, remark: null, seen: String(cell.version), remarkSeen: '0', conflict: false };
    });
  const waiting: (() => void)[] = [];
  const sent: { participant: string; mark: Mark | null; seen: string }[] = [];
  const state = { held: false, refuse: null as string | null, refused: [] as unknown[], locked: 0, left: [] as string[][] };
  const ports: RollCallPorts = {
    async mark(participant, mark, seen) {
      sent.push({ participant, mark, seen });
      if (state.held) await new Promise<void>((go) => waiting.push(go));
      if (state.refuse === participant) throw { code: 'register_locked', params: {} };
      const version = (kept.get(participant)?.version ?? 0) + 1;
      kept.set(participant, { mark, version });
      return { seen: String(version), conflict: false };
    },
    async fill() {
      if (state.held) await new Promise<void>((go) => waiting.push(go));
      if (state.refuse === 'fill') throw { code: 'disk_full', params: {} };
      for (const line of lines()) if (!line.mark && line.counts) kept.set(line.participant, { mark: { status: 'present', minutes: null, reason: null, approver: null, leftEarly: null }, version: 1 });
      return lines();
    },
    reload: async () => lines(),
    refused: (reason) => void state.refused.push(reason),
    locked: () => void (state.locked += 1),
    leftOut: (rows) => void state.left.push(rows.map((row) => row.person.name ?? '')),
  };
  const call = new RollCall(ports);
  call.load(lines(), true);
  return { call, kept, sent, state, release: () => waiting.splice(0).forEach((go) => go()) };
}

export const statuses = (call: RollCall): string[] => call.rows.map((row) => (row.mark?.status === 'late' && row.mark.minutes ? `late ${row.mark.minutes}` : (row.mark?.status ?? '-')));
