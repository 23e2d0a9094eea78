// The only door to the desk: nothing outside this folder knows Tauri.
export * from './client';
export { asProblem, isStopped } from './problem';
