import { cleanup } from '@testing-library/svelte';
import { afterEach, vi } from 'vitest';

// jsdom lays nothing out: lists need a height to know which rows are in sight, media queries an answer.
Object.defineProperties(HTMLElement.prototype, {
  offsetHeight: { configurable: true, value: 800 },
  offsetWidth: { configurable: true, value: 1200 },
  clientWidth: { configurable: true, value: 1200 },
});
window.matchMedia = (query: string) => ({ matches: false, media: query, addEventListener() {}, removeEventListener() {} }) as unknown as MediaQueryList;
window.ResizeObserver = class {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
};
Element.prototype.scrollIntoView = () => undefined;
Element.prototype.scrollTo = () => undefined;
Element.prototype.getAnimations = () => [];
Element.prototype.animate = () => ({ cancel() {}, finished: Promise.resolve() }) as unknown as Animation;

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});
