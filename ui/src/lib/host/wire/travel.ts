import type { FileSource } from "./files";
import type { FileTarget } from "./files";
import type { FileView } from "./files";
import type { JsonValue } from "./serde_json/JsonValue";
import type { Notice } from "./problem";
import type { Problem } from "./problem";
import type { Role } from "./app";

export type ReplicaLine = { replica: string, label: string, role: Role, certified: boolean, here: boolean, lastHeard: string | null, pages: number, gaps: number };

export type Waiting = { entries: number, attachments: number };

export type DeskStatus = { replicas: Array<ReplicaLine>, notYetReceived: Waiting, quarantinedPages: number, conflicts: number };

export type CarryArgs = { programme: string | null, to: string, withoutAttachments: boolean, everything: boolean, target: FileTarget, job: string };

export type Carried = { file: string, folder: string, bundle: string, to: string, pages: number, entries: number, attachments: number, bytes: number, basedOnReceipt: boolean };

export type BundleStatus = "preview" | "applied" | "already_known" | "quarantined" | "refused" | "waiting";

export type BundleView = { file: string, fileName: string, bundle: string, from: string, status: BundleStatus, newEntries: number, knownEntries: number, attachments: number, conflicts: number, changes: Array<Notice>, why: Problem | null, joins: Joining | null };

export type Joining = { organisation: string, fingerprint: string };

export type ReceiveArgs = { from: FileSource, job: string };

export type TakeInArgs = { file: string, job: string };

export type RequestArgs = { target: FileTarget };

export type RequestOpenArgs = { from: FileSource };

export type RequestView = { file: string, replica: string, label: string, role: Role, fingerprint: string };

export type AcceptArgs = { file: string, label: string | null };

export type ConflictValue = { n: number, value: JsonValue, author: string, replica: string, at: string };

export type Conflict = { id: string, programme: string, kind: string, subject: string, field: string, values: Array<ConflictValue>, base: JsonValue, register: ConflictRegister | null };

export type ConflictRegister = { register: string, participant: string, native: string | null, language: string | null, date: string, half: string, papers: Array<FileView> };

export type ConflictsArgs = { programme: string | null };

export type Choice = { "kind": "choose", n: number } | { "kind": "value", value: JsonValue };

export type ResolveArgs = { id: string, choice: Choice };
