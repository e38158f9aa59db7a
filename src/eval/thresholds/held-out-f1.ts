import { gather } from '../../data/flow-rows.ts';
import { confusionMatrix, metricsOf } from '../confusion.ts';
import type { Halves } from '../halves.ts';
import { cutsOf } from './cuts.ts';
import { bestF1Threshold, predictionsAt } from './thresholds.ts';

/** The threshold of the best F1 on one half of the flows, and what it is worth on the other. */
export interface HeldOutF1 {
  readonly threshold: number;
  /** F1 on the half that chose the threshold. */
  readonly chosenOn: number;
  /** F1 on the other half, whose labels had no say. */
  readonly judgedOn: number;
}

/** @throws where the half that chooses has no attack, which is a defect. O(n log n) */
export function heldOutF1(
  scores: Float64Array,
  label: Int8Array,
  { chosenOn, judgedOn }: Halves,
): HeldOutF1 {
  const best = bestF1Threshold(cutsOf(gather(scores, chosenOn), gather(label, chosenOn)));
  if (best === null) throw new Error('A half has attacks.');
  const { threshold, f1 } = best;
  const flagged = predictionsAt(gather(scores, judgedOn), threshold);
  const judged = metricsOf(confusionMatrix(gather(label, judgedOn), flagged));
  return { threshold, chosenOn: f1, judgedOn: judged.f1 };
}
