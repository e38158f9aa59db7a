import { checkSameLength, isAttack } from './labelled.ts';

/**
 * Predictions after point adjustment: where one row of an unbroken run of attacks is flagged, all of the
 * run are. It is widespread in papers on time series, and flatters: long runs are found by chance.
 * O(rows).
 *
 * Source: Kim et al., "Towards a rigorous evaluation of time-series anomaly detection", AAAI 2022.
 *
 * @param label of rows in order of time, each with a label
 * @param predictions −1 where a row is flagged
 */
export function pointAdjusted(label: Int8Array, predictions: Int8Array): Int8Array {
  checkSameLength('Point adjustment', predictions, label);
  const adjusted = predictions.slice();
  let start = 0;
  while (start < label.length) {
    if (!isAttack(label, start)) {
      start++;
      continue;
    }
    let end = start + 1;
    while (end < label.length && isAttack(label, end)) end++;
    if (predictions.subarray(start, end).includes(-1)) adjusted.fill(-1, start, end);
    start = end;
  }
  return adjusted;
}
