import type { Attachment } from 'svelte/attachments';

/** A text that was cut for room is told whole when the pointer rests on it; one that stands there whole needs no hint over the next line. */
export const toldWhole: Attachment<HTMLElement> = (node) => {
  const tell = (): void => {
    // A whole line is hidden below, not the tail of a tall letter.
    const below = node.scrollHeight > node.clientHeight + 8;
    if (below || node.scrollWidth > node.clientWidth) node.title = node.textContent?.trim() ?? '';
    else node.removeAttribute('title');
  };
  node.addEventListener('pointerenter', tell);
  return () => node.removeEventListener('pointerenter', tell);
};
