
export type FileSource = { "kind": "pick" } | { "kind": "dropped", tokens: Array<string> };

export type FileTarget = { "kind": "choose" } | { "kind": "drive", drive: string };

export type DroppedFile = { token: string, name: string, bytes: number };

export type SavedFile = { name: string, folder: string, bytes: number };

export type Drive = { id: string, label: string, freeBytes: number, totalBytes: number, readOnly: boolean };

export type FileView = { id: string, hash: string, name: string, mime: string, bytes: number, width: number | null, height: number | null, here: boolean };

export type FileArgs = { id: string };

export type PictureArgs = { id: string, atMost: number | null };
