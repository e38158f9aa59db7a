import { checkSameLength, isAttack } from '../labelled.ts';

/**
 * Alerts as the bar is raised through the distinct scores, most abnormal first: cut i flags every
 * row whose score is at or below `scores[i]`, `falsePositives[i]` normal ones and `truePositives[i]`
 * attacks. The last cut flags every row. Rows of equal score stand or fall together.
 */
export interface Cuts {
  /** Distinct scores, ascending. */
  readonly scores: Float64Array;
  readonly falsePositives: Uint32Array;
  readonly truePositives: Uint32Array;
  /** Normal rows in all. */
  readonly normals: number;
  /** Attacks in all. */
  readonly attacks: number;
}

/**
 * Every cut that the scores allow: scikit-learn's `confusion_matrix_at_thresholds(label, −scores)`.
 * Throws a RangeError on a row without a label or a score that is NaN.
 *
 * Each class's scores are sorted by themselves and the two lists are merged: numbers sort natively,
 * row numbers would need a comparator, five times slower. O(n log n).
 */
export function cutsOf(scores: Float64Array, label: Int8Array): Cuts {
  checkSameLength('Scores', scores, label);
  const [normals, attacks] = sortedByClass(scores, label);
  const cutScores = new Float64Array(scores.length);
  const falsePositives = new Uint32Array(scores.length);
  const truePositives = new Uint32Array(scores.length);
  let cuts = 0;
  let fp = 0;
  let tp = 0;
  while (fp + tp < scores.length) {
    const nextNormal = fp < normals.length ? normals[fp] : Number.POSITIVE_INFINITY;
    const nextAttack = tp < attacks.length ? attacks[tp] : Number.POSITIVE_INFINITY;
    const score = Math.min(nextNormal, nextAttack);
    while (fp < normals.length && normals[fp] === score) fp++;
    while (tp < attacks.length && attacks[tp] === score) tp++;
    cutScores[cuts] = score;
    falsePositives[cuts] = fp;
    truePositives[cuts] = tp;
    cuts++;
  }
  return {
    scores: cutScores.slice(0, cuts),
    falsePositives: falsePositives.slice(0, cuts),
    truePositives: truePositives.slice(0, cuts),
    normals: normals.length,
    attacks: attacks.length,
  };
}

function sortedByClass(scores: Float64Array, label: Int8Array): [Float64Array, Float64Array] {
  const normals = new Float64Array(scores.length);
  const attacks = new Float64Array(scores.length);
  let normalCount = 0;
  let attackCount = 0;
  for (let row = 0; row < scores.length; row++) {
    const score = scores[row];
    if (Number.isNaN(score)) throw new RangeError(`The score of row ${row} is not a number.`);
    if (isAttack(label, row)) attacks[attackCount++] = score;
    else normals[normalCount++] = score;
  }
  return [normals.subarray(0, normalCount).sort(), attacks.subarray(0, attackCount).sort()];
}
