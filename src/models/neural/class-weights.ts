export const CLASS_WEIGHTS = ['none', 'balanced'] as const;
/** Whether every flow counts alike in training, or every class. */
export type ClassWeights = (typeof CLASS_WEIGHTS)[number];

/**
 * What each row of a class shall count so that all classes count alike: scikit-learn's
 * `class_weight="balanced"`, rows / (classes × rows of the class). A class without rows gets 0.
 *
 * @param truth the class of each row, 0 … classes − 1
 */
export function balancedClassWeights(truth: ArrayLike<number>, classes: number): Float64Array {
  const counts = new Float64Array(classes);
  for (let row = 0; row < truth.length; row++) counts[truth[row]]++;
  return counts.map((count) => (count === 0 ? 0 : truth.length / (classes * count)));
}
