import { columnOf, type Matrix, takeMatrixRows } from '../../features/matrix.ts';
import { percentileOfSorted } from '../../features/numpy.ts';
import { fitScaler, type Scaler, transform } from '../../features/scale.ts';
import type { ScalerKind } from '../../features/scaler-kinds.ts';
import type { ExpectedRange } from '../../models/online/half-spaces.ts';

/**
 * How far from the centre a scaled value may lie, in units of the scale. Batch detectors see a ratio
 * of a million as it is; a tree that cuts sides by their lengths would cut little else.
 */
const FARTHEST = 10;

/** A scaler that was fitted on the first flows and stays as it is: no flow ahead has a say in it. */
export interface StreamScaling {
  readonly scaler: Scaler;
  /** Where the warm-up's scaled values lie, by column. */
  readonly scaledRanges: readonly ExpectedRange[];
  /** Where its values lie before scaling, but for the hundredths at either end. */
  readonly rawRanges: readonly ExpectedRange[];
}

/**
 * Fits the scaler on the rows of the warm-up. A scale that moved with the traffic would move what the
 * detector has learnt; drift is to be reported, not scaled away. O(columns × rows log rows).
 *
 * @throws InputError for a number that is not finite
 */
export function fitStreamScaling(
  kind: ScalerKind,
  features: Matrix,
  warmUp: Uint32Array,
): StreamScaling {
  const rows = takeMatrixRows(features, warmUp);
  const scaler = fitScaler(kind, rows);
  const scaled = transform(scaler, rows);
  const columns = features.names.map((_, j) => columnOf(scaled, j).map(clip).sort());
  return {
    scaler,
    scaledRanges: columns.map((sorted) => ({ low: sorted[0], high: sorted[sorted.length - 1] })),
    rawRanges: features.names.map((_, j) => usualRange(columnOf(rows, j).sort())),
  };
}

/** Scales one row into `into`, and clips what lies far out. */
export function scaleRow(
  { scaler }: StreamScaling,
  values: Float64Array,
  into: Float64Array,
): void {
  const { center, scale } = scaler;
  for (let j = 0; j < into.length; j++) into[j] = clip((values[j] - center[j]) / scale[j]);
}

function clip(value: number): number {
  return value < -FARTHEST ? -FARTHEST : value > FARTHEST ? FARTHEST : value;
}

function usualRange(sorted: Float64Array): ExpectedRange {
  const usual = { low: percentileOfSorted(sorted, 1), high: percentileOfSorted(sorted, 99) };
  // A flag that is hardly ever set has no width but at its very ends.
  return usual.high > usual.low ? usual : { low: sorted[0], high: sorted[sorted.length - 1] };
}
