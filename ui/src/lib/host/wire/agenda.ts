import type { FileSource } from "./files";
import type { RefusedRow } from "./people";

export type SessionStatus = "planned" | "held" | "cancelled";

export type SessionLine = { id: string, date: string, startsMin: number, endsMin: number, method: string, title: string, status: SessionStatus, seen: SessionSeen };

export type SessionSeen = { slot: string, method: string, title: string, status: string };

export type AgendaDay = { date: string, sessions: Array<SessionLine> };

export type AgendaPreview = { file: string, fileName: string, added: number, updated: number, unchanged: number, refused: Array<RefusedRow> };

export type AgendaOpenArgs = { programme: string, from: FileSource };

export type AgendaAcceptArgs = { programme: string, file: string, skipRefused: boolean };

export type SessionFacts = { date: string, startsMin: number, endsMin: number, method: string, title: string };

export type AddSessionArgs = { programme: string, facts: SessionFacts };

export type EditSessionArgs = { programme: string, id: string, facts: SessionFacts, seen: SessionSeen };

export type SessionStatusArgs = { programme: string, id: string, status: SessionStatus, reason: string | null, seen: string };
