/** What the register can say of a person, in the order of the keys. */
export const STATUSES = ['present', 'late', 'excused', 'absent', 'not_arrived', 'departed'] as const;
export type Status = (typeof STATUSES)[number];
/** Also what a cell shows when nobody has said anything: unmarked is never absent. */
export type Shown = Status | 'unmarked';
/** The four with a big button and a key of their own. */
export const MAIN_STATUSES = ['present', 'late', 'excused', 'absent'] as const satisfies readonly Status[];

/** A mark is one value: its parts make sense only together. */
export interface Mark {
  status: Status;
  minutes: number | null;
  reason: string | null;
  approver: string | null;
  /** How many minutes before the end somebody left who was there. */
  leftEarly: number | null;
}

/** A mark without details. */
export function bare(status: Status): Mark {
  return { status, minutes: null, reason: null, approver: null, leftEarly: null };
}

/** In the room, from the start or later. */
export function attended(mark: Pick<Mark, 'status'> | null): boolean {
  return mark?.status === 'present' || mark?.status === 'late';
}

export function isStatus(text: string): text is Status {
  return (STATUSES as readonly string[]).includes(text);
}

export function sameMark(a: Mark | null, b: Mark | null): boolean {
  if (a === null || b === null) return a === b;
  return a.status === b.status && a.minutes === b.minutes && a.reason === b.reason && a.approver === b.approver && a.leftEarly === b.leftEarly;
}
