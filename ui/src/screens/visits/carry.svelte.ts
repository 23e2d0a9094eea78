/**
 * Carrying somebody to another place with the mouse. The platform's own dragging belongs to the files that are dropped on the
 * window; a finger scrolls, and has the menu of the row.
 */
export class Carry<T> {
  item = $state.raw<T | null>(null);
  /** The place under the pointer, by its `data-place`. */
  over = $state<string | null>(null);
  x = $state(0);
  y = $state(0);
  #ended: (() => void) | null = null;

  constructor(private readonly drop: (item: T, place: string) => void) {}

  /** A button went down on this: it is carried once the pointer has moved a little. */
  begin(event: PointerEvent, item: T): void {
    if (event.button !== 0 || event.pointerType === 'touch' || (event.target as Element).closest('button')) return;
    this.stop();
    const from = { x: event.clientX, y: event.clientY };
    const heard = new AbortController();
    const { signal } = heard;
    this.#ended = () => heard.abort();
    const move = (moved: PointerEvent): void => {
      if (this.item === null && Math.hypot(moved.clientX - from.x, moved.clientY - from.y) < 6) return;
      moved.preventDefault();
      this.item = item;
      this.x = moved.clientX;
      this.y = moved.clientY;
      this.over = document.elementFromPoint(moved.clientX, moved.clientY)?.closest<HTMLElement>('[data-place]')?.dataset['place'] ?? null;
    };
    const up = (): void => {
      const [carried, place] = [this.item, this.over];
      this.stop();
      if (carried !== null && place !== null) this.drop(carried, place);
    };
    window.addEventListener('pointermove', move, { signal });
    window.addEventListener('pointerup', up, { signal });
    window.addEventListener('pointercancel', () => this.stop(), { signal });
    window.addEventListener('keydown', (key) => key.key === 'Escape' && this.stop(), { signal });
  }

  /** Whatever was carried stays where it was. */
  stop(): void {
    this.#ended?.();
    this.#ended = null;
    this.item = null;
    this.over = null;
  }
}
