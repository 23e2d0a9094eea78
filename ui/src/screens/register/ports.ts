import type { Mark } from '../../lib/marks';
import type { Kept, Line, Row } from './row.svelte';

/** What the roll call asks of the store. */
export interface RollCallPorts {
  /** Writes one mark over the value that was seen. */
  mark(participant: string, mark: Mark | null, seen: string): Promise<Kept>;
  /** Marks everyone unmarked as present, in one action; answers the lines as they are kept now. */
  fill(): Promise<readonly Line[]>;
  /** Reads the lines again. */
  reload(): Promise<readonly Line[]>;
  /** Something was refused; the line shows again what is kept. */
  refused(reason: unknown, row?: Row): void;
  /** A key was pressed on a register that is locked. */
  locked(): void;
  /** These were not filled in: other registers say that they had not arrived yet, or had departed. */
  leftOut?(rows: readonly Row[]): void;
}
