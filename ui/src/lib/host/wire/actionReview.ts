export type Asked = "expect" | "intended" | "happened" | "keep" | "change";
export type ReviewNote = { id: string, date: string, asked: Asked, group: string | null, groupName: string | null, text: string, seen: string, contents: string, author: string | null, at: string | null, changedBy: string | null, };
export type ReviewGroup = { id: string, name: string, };
export type DayReview = { date: string, notes: Array<ReviewNote>, toChange: Array<ReviewNote>, groups: Array<ReviewGroup>, };
export type DayReviewArgs = { programme: string, date: string, };
export type AddNoteArgs = { programme: string, date: string, asked: Asked, group: string | null, text: string, };
export type EditNoteArgs = { programme: string, date: string, id: string, text: string, seen: string, };
export type RemoveNoteArgs = { programme: string, date: string, id: string, seen: string, };
