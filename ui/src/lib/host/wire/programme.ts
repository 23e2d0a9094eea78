import type { FileSource } from "./files";

export type ProgrammeLine = { id: string, code: string, title: string, starts: string | null, ends: string | null, participants: number, registers: number };

export type Programme = { id: string, facts: ProgrammeFacts, seen: ProgrammeSeen };

export type ProgrammeFacts = { code: string, title: string, category: string, organiser: string, partner: string, venue: string, timezone: string, starts: string | null, ends: string | null, halves: Array<string>, minPercent: number, graceMinutes: number, followUpMonths: number };

export type ProgrammeSeen = { code: string, title: string, category: string, organiser: string, partner: string, venue: string, timezone: string, dates: string, halves: string, rules: string };

export type ProgrammeArgs = { programme: string };

export type NewProgrammeArgs = { facts: ProgrammeFacts };

export type EditProgrammeArgs = { programme: string, facts: ProgrammeFacts, seen: ProgrammeSeen };

export type ProgrammeFileArgs = { from: FileSource };
