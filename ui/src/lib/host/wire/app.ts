import type { Drive } from "./files";
import type { DroppedFile } from "./files";
import type { Problem } from "./problem";
import type { ProgrammeLine } from "./programme";

export type Role = "hq" | "site";

export type AppStart = { version: string, language: string | null, store: StoreFacts | null, problem: Problem | null };

export type StoreFacts = { replica: string, label: string, role: Role, organisation: string | null, fingerprint: string, certified: boolean, author: string | null, programmes: Array<ProgrammeLine>, currentProgramme: string | null, counts: Counters, folder: string };

export type Counters = { journey: Journey, conflicts: number };

export type Journey = { recorded: number, carried: number, received: number, waitingAttachments: number, lastHeard: string | null };

export type CreateStoreArgs = { role: Role, label: string, organisation: string | null, author: string };

export type AuthorArgs = { name: string };

export type LanguageArgs = { language: string };

export type LoadDemoArgs = { job: string };

export type JobArgs = { job: string };

export type Undone = { what: string };

export type AppEvent = { "type": "dragging", over: boolean } | { "type": "dropped", files: Array<DroppedFile>, x: number, y: number } | { "type": "progress", job: string, stage: string, done: number, of: number } | { "type": "drives", drives: Array<Drive> };
