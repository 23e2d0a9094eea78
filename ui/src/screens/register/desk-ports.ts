import { host, type RegisterLine, type Sheet } from '../../lib/host';
import { desk } from '../../lib/stores/desk.svelte';
import { notices } from '../../lib/stores/notices.svelte';
import { t } from '../../lib/words';
import type { RollCallPorts } from './ports';

/** The register on the screen, which may be another one by the time the store has answered. */
interface Screen {
  shown(): RegisterLine | null;
  /** The register that is shown was read again. */
  read(sheet: Sheet): void;
}

/** How the roll call of one register reaches the store. The ports keep their register, so a mark still on its way cannot land in another one. */
export function portsOf(programme: string, register: string, screen: Screen): RollCallPorts {
  return {
    async mark(participant, mark, seen) {
      const { row } = await host.attendanceMark({ programme, register, participant, mark, seen });
      desk.touched();
      return row;
    },
    async fill() {
      const { rows } = await host.attendanceFill({ programme, register, status: 'present' });
      desk.touched();
      return rows;
    },
    async reload() {
      const sheet = await host.attendanceSheet({ programme, register });
      if (screen.shown()?.id === register) screen.read(sheet);
      return sheet.rows;
    },
    refused: (reason) => desk.refused(reason),
    leftOut: (rows) => notices.show({ tone: 'plain', title: t('register.leftOut', { count: rows.length, names: rows.slice(0, 6).map((row) => row.person.name || row.person.code).join(', ') }), about: t('register.leftOutAbout') }),
    locked: () => {
      const stray = screen.shown()?.stray;
      notices.show({ tone: 'plain', title: t(stray ? 'register.strayTitle' : 'register.lockedTitle'), about: t(stray ? 'register.strayAbout' : 'register.lockedAbout') });
    },
  };
}
