import type { Feature } from './feature.ts';

/**
 * Features that the reference does not have, each engineered where it is chosen (`--features`), behind
 * the reference's. A row is all that a new one takes.
 */
export const EXTRA_FEATURES: readonly Feature[] = [];
