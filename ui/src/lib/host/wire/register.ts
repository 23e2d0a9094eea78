import type { FileSource } from "./files";
import type { FileView } from "./files";

export type Status = "present" | "late" | "excused" | "absent" | "not_arrived" | "departed";

export type RegisterState = "open" | "locked" | "verified";

export type Counts = { present: number, late: number, excused: number, absent: number, notArrived: number, departed: number, unmarked: number };

export type RegisterLine = { id: string, date: string, half: string, state: RegisterState, counts: Counts, sheets: number };

export type MarkView = { status: Status, minutes: number | null, reason: string | null, approver: string | null };

export type SheetRow = { participant: string, code: string, name: string, native: string | null, language: string | null, country: string | null, organisation: string | null, orgType: string | null, role: string, mark: MarkView | null, remark: string | null, seen: string, remarkSeen: string, conflict: boolean };

export type Sheet = { register: RegisterLine, rows: Array<SheetRow>, papers: Array<FileView> };

export type GridRow = { participant: string, code: string, name: string, native: string | null, language: string | null, country: string | null, marks: Array<Status | null>, attended: number, of: number, eligible: boolean };

export type Grid = { registers: Array<RegisterLine>, people: Array<GridRow>, minPercent: number };

export type HistoryLine = { entry: string, value: MarkView | null, author: string, replicaLabel: string, at: string, replaced: boolean, page: number | null, verified: boolean };

export type RegisterArgs = { programme: string, register: string };

export type OpenRegisterArgs = { programme: string, date: string, half: string };

export type MarkArgs = { programme: string, register: string, participant: string, mark: MarkView | null, seen: string };

export type RemarkArgs = { programme: string, register: string, participant: string, remark: string, seen: string };

export type Marked = { row: SheetRow, register: RegisterLine };

export type FillArgs = { programme: string, register: string, status: Status };

export type ReopenArgs = { programme: string, register: string, reason: string };

export type PaperArgs = { programme: string, register: string, from: FileSource, job: string };

export type HistoryArgs = { programme: string, register: string, participant: string };

export type ReportFormat = "csv" | "xlsx";

export type ReportArgs = { programme: string, format: ReportFormat };
