import { EXTRA_FEATURES } from './extra-features.ts';
import type { Feature } from './feature.ts';
import { wordsOf } from './formula/formula-text.ts';
import { NOTEBOOK_FEATURES } from './notebook-features.ts';
import { TIME_FEATURES } from './time-features.ts';

/** What a feature is, by its name; `undefined` for a column of an imported table. */
export function featureFacts(name: string): Feature | undefined {
  return ALL_FEATURES.find((feature) => feature.name === name);
}

/**
 * The unit of a feature, also of one that was logged before scaling; empty for a column of an imported
 * table.
 */
export function featureUnit(name: string): string {
  const own = featureFacts(name);
  if (own !== undefined) return own.unit;
  const logged = name.startsWith('log_') ? featureFacts(name.slice('log_'.length)) : undefined;
  return logged === undefined ? '' : `ln(1 + ${logged.unit})`;
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
