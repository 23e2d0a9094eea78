import type { OutputState } from '../../lib/host';

/** The life of an output, in its order. */
export const OUTPUT_STATES = ['draft', 'submitted', 'presented', 'final'] as const satisfies readonly OutputState[];
