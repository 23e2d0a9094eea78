import type { Counters } from "./app";
import type { ProgrammeLine } from "./programme";
import type { RegisterLine } from "./register";
import type { SessionLine } from "./agenda";

export type TodayArgs = { programme: string, date: string | null };

export type Today = { programme: ProgrammeLine, date: string, isToday: boolean, dayNumber: number, days: Array<string>, sessions: Array<SessionLine>, registers: Array<RegisterLine>, stillOpen: Array<RegisterLine>, counts: Counters };
