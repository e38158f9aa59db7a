import { EXTRA_FEATURES } from './extra-features.ts';
import type { Feature } from './feature.ts';
import { wordsOf } from './formula/formula-text.ts';
import { NOTEBOOK_FEATURES } from './notebook-features.ts';
import { TIME_FEATURES } from './time-features.ts';

/** What a feature is, by its name; `undefined` for a column of an imported table. */
export function featureFacts(name: string): Feature | undefined {
  return ALL_FEATURES.find((feature) => feature.name === name);
}

/** All that can be engineered, in the order in which they stand. */
export const ALL_FEATURES: readonly Feature[] = [
  ...NOTEBOOK_FEATURES,
  ...EXTRA_FEATURES,
  ...TIME_FEATURES,
];

/** A feature's formula as the screen shows it: `bytes_sent / (total_bytes + 1)`. */
export function formulaWords({ formula, from }: Feature): string {
  return wordsOf(formula, from?.words);
}
