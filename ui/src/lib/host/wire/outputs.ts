import type { FileSource } from "./files";
import type { FileView } from "./files";

export type OutputState = "draft" | "submitted" | "presented" | "final";

export type ExerciseLine = { id: string, title: string, brief: string, outputs: number };

export type AddExerciseArgs = { programme: string, title: string, brief: string };

export type OutputLine = { id: string, exercise: string | null, exerciseTitle: string, group: string | null, groupName: string, title: string, state: OutputState, files: number, versions: number, cover: FileView | null };

export type OutputVersion = { id: string, number: number, title: string, body: string, files: number, at: string, author: string };

export type OutputView = { id: string, exercise: string | null, exerciseTitle: string, group: string | null, groupName: string, title: string, body: string, state: OutputState, seen: OutputSeen, files: Array<FileView>, versions: Array<OutputVersion> };

export type OutputSeen = { title: string, body: string, state: string };

export type OutputArgs = { programme: string, id: string };

export type AddOutputArgs = { programme: string, exercise: string, group: string, title: string, body: string };

export type EditOutputArgs = { programme: string, id: string, title: string, body: string, seen: OutputSeen };

export type OutputStateArgs = { programme: string, id: string, state: OutputState, seen: string };

export type AttachArgs = { programme: string, id: string, from: FileSource, job: string };

export type RemoveFileArgs = { programme: string, id: string, file: string };
