import type { Canvas, CanvasItem, CanvasKind, CanvasPlace, CanvasRegion, CanvasWeight } from '../../lib/host';

/** What a canvas asks of the store. Each answers whether it is kept. */
export interface CanvasPorts {
  add(at: CanvasPlace, note: string, weight?: CanvasWeight): Promise<boolean>;
  /** `seen` is the note as it was when somebody began to write in it. */
  say(item: CanvasItem, note: string, seen: string): Promise<boolean>;
  place(item: CanvasItem, at: CanvasPlace): Promise<boolean>;
  weigh(item: CanvasItem, weight: CanvasWeight): Promise<boolean>;
  remove(item: CanvasItem): Promise<boolean>;
  cell(line: string, column: string, text: string, seen: string): Promise<boolean>;
}

export const KINDS = ['swot', 'stakeholders', 'value_chain', 'problem_tree', 'matrix'] as const satisfies readonly CanvasKind[];

/** What is carried while a note is dragged. */
export const NOTE = 'application/x-sala-note';

export function inRegion(canvas: Canvas, region: CanvasRegion): CanvasItem[] {
  return canvas.items.filter((item) => item.region === region);
}

/** The end of a region. */
export function endOf(region: CanvasRegion, beneath: string | null = null): CanvasPlace {
  return { region, before: null, beneath };
}

/** Where a note stands after one step up or down among its neighbours; none at the edge. */
export function step(neighbours: readonly CanvasItem[], item: CanvasItem, by: 1 | -1): CanvasPlace | null {
  const at = neighbours.findIndex((one) => one.id === item.id);
  const to = at + by;
  if (at < 0 || to < 0 || to >= neighbours.length) return null;
  const before = by === 1 ? neighbours[to + 1] : neighbours[to];
  return { region: item.region, before: before?.id ?? null, beneath: item.beneath };
}

/** The notes that hang under one; those of the top where it is none, and those whose own top is gone. */
export function under(items: readonly CanvasItem[], above: string | null): CanvasItem[] {
  const known = new Set(items.map((item) => item.id));
  return items.filter((item) => (item.beneath !== null && known.has(item.beneath) ? item.beneath : null) === above);
}

/** How deep a tree is drawn, and how deep the desk lets it grow: what came in deeper stands flat below the last level. */
export const LEVELS = 8;

/** What is drawn under a note of this level, the first being 0. */
export function drawn(items: readonly CanvasItem[], above: string | null, level: number): CanvasItem[] {
  if (level < LEVELS || above === null) return under(items, above);
  const all = branch(items, above);
  return items.filter((item) => item.id !== above && all.has(item.id));
}

/** Everything under a note, however deep; two laptops may have hung two notes under each other, and nobody is met twice. */
export function branch(items: readonly CanvasItem[], root: string): Set<string> {
  const found = new Set([root]);
  for (const id of found) for (const item of items) if (item.beneath === id) found.add(item.id);
  return found;
}
