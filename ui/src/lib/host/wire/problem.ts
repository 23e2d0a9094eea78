import type { JsonValue } from "./serde_json/JsonValue";

export type Problem = { code: string, params: { [key in string]: JsonValue }, reference?: string };

export type Notice = { code: string, params: { [key in string]: JsonValue } };
