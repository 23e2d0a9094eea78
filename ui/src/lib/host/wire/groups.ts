import type { FileSource } from "./files";
import type { RefusedRow } from "./people";

export type Member = { participant: string, code: string, name: string, native: string | null, language: string | null, sex: string | null, country: string | null, orgType: string | null, role: string, seen: string };

export type GroupView = { id: string, name: string, seen: string, members: Array<Member> };

export type GroupSetView = { id: string, name: string, seen: string, groups: Array<GroupView>, unplaced: Array<Member> };

export type GroupsImportArgs = { programme: string, set: string | null, name: string, from: FileSource };

export type GroupsImported = { set: GroupSetView, placed: number, unchanged: number, refused: Array<RefusedRow> };

export type AddGroupSetArgs = { programme: string, name: string, groups: Array<string> };

export type AddGroupArgs = { programme: string, set: string, name: string };

export type RenameArgs = { programme: string, id: string, name: string, seen: string };

export type PlaceArgs = { programme: string, set: string, participant: string, group: string | null, role: string, seen: string };
