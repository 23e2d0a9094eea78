import type { FileSource } from "./files";

export type Person = { id: string, facts: PersonFacts, seen: PersonSeen, conflict: boolean };

export type PersonFacts = { code: string, name: string, native: string | null, language: string | null, sex: string | null, country: string | null, organisation: string | null, orgType: string | null, position: string | null, email: string | null, phone: string | null, role: string, status: string };

export type PersonSeen = { code: string, name: string, language: string, sex: string, country: string, organisation: string, position: string, contact: string, role: string, status: string };

export type AddPersonArgs = { programme: string, facts: PersonFacts };

export type EditPersonArgs = { programme: string, id: string, facts: PersonFacts, seen: PersonSeen };

export type RefusedRow = { row: number, column: string, code: string, value: string };

export type ColumnMapping = { column: number, header: string, field: string | null, samples: Array<string> };

export type PersonRef = { code: string, name: string };

export type PossibleDuplicate = { row: number, name: string, like: PersonRef, why: string };

export type RosterPreview = { file: string, fileName: string, sheets: Array<string>, sheet: string, headerRow: number, columns: Array<ColumnMapping>, fields: Array<string>, rowsOk: number, added: number, updated: number, unchanged: number, refused: Array<RefusedRow>, possibleDuplicates: Array<PossibleDuplicate> };

export type RosterOpenArgs = { programme: string, from: FileSource };

export type MappedColumn = { column: number, field: string | null };

export type RosterReading = { file: string, sheet: string | null, mapping: Array<MappedColumn> };

export type RosterPreviewArgs = { programme: string, reading: RosterReading };

export type RosterAcceptArgs = { programme: string, reading: RosterReading, skipRefused: boolean };

export type RosterImported = { added: number, updated: number, unchanged: number, refused: Array<RefusedRow>, possibleDuplicates: Array<PossibleDuplicate> };
