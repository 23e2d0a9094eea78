/** Somebody who is drawn. */
export interface Pinnable {
  readonly participant: string;
  readonly code: string;
  readonly name: string;
}

/** More groups than anybody draws: only while a number is being typed. */
const MOST = 500;

/** What the groups of a new draw are called, as the core calls them: A, B, ... Z, AA, AB. */
export function groupNames(count: number | null): string[] {
  return Array.from({ length: Math.min(Math.max(count ?? 0, 0), MOST) }, (_, at) => letters(at));
}

function letters(at: number): string {
  const last = String.fromCharCode(65 + (at % 26));
  return at < 26 ? last : letters(Math.floor(at / 26) - 1) + last;
}
