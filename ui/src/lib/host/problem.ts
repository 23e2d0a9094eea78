import type { Problem } from './client';

/** What a rejected command means. Anything that is not a `Problem` is a fault of the window itself. */
export function asProblem(reason: unknown): Problem {
  if (typeof reason === 'object' && reason !== null && 'code' in reason && typeof reason.code === 'string') {
    const params = 'params' in reason && typeof reason.params === 'object' && reason.params !== null ? reason.params : {};
    const reference = 'reference' in reason && typeof reason.reference === 'string' ? reason.reference : undefined;
    return { code: reason.code, params: params as Problem['params'], ...(reference === undefined ? {} : { reference }) };
  }
  return { code: 'window_fault', params: { why: reason instanceof Error ? reason.message : String(reason) } };
}

/** The person stopped the work: no reason to complain. */
export function isStopped(reason: unknown): boolean {
  return asProblem(reason).code === 'stopped';
}
