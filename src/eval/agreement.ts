import { checkSameLength, everyRow } from './labelled.ts';

export interface NamedPredictions {
  readonly name: string;
  /** −1 flags the row. */
  readonly predictions: Int8Array;
}

export interface DetectorShare {
  readonly name: string;
  readonly flagged: number;
  /** Rows that this detector flagged and no other. */
  readonly flaggedAlone: number;
  /** Rows that every other detector flagged and this one did not; 0 where there is no other. */
  readonly missedAlone: number;
}

export interface PairAgreement {
  readonly first: string;
  readonly second: string;
  /** Rows that both flagged. */
  readonly both: number;
  /** Rows that at least one flagged. */
  readonly either: number;
  /** both / either; null where neither flagged a row. */
  readonly jaccard: number | null;
  /** Cohen's kappa: 1 = always agree, 0 = as by chance; null where both say one same thing always. */
  readonly kappa: number | null;
}

export interface Agreement {
  /** Rows compared. */
  readonly rows: number;
  /** Entry m: rows that exactly m detectors flagged, 0 … all. */
  readonly flaggedBy: readonly number[];
  readonly detectors: readonly DetectorShare[];
  /** Every pair once. */
  readonly pairs: readonly PairAgreement[];
}

/**
 * How far detectors agree. `rows` limits the comparison: give it the attacks to learn which of them
 * one detector alone finds. O(rows × detectors²).
 *
 * Sources: Jaccard, Bull. Soc. Vaud. Sci. Nat. 37, 1901; Cohen, Educ. Psychol. Meas. 20(1), 1960.
 */
export function agreement(
  detectors: readonly NamedPredictions[],
  rows: Uint32Array = everyRow(detectors[0]?.predictions.length ?? 0),
): Agreement {
  for (const { name, predictions } of detectors) {
    checkSameLength(name, predictions, detectors[0].predictions);
  }
  const votes = votesOf(detectors, rows);
  const flaggedBy = new Array<number>(detectors.length + 1).fill(0);
  for (const count of votes) flaggedBy[count]++;
  return {
    rows: rows.length,
    flaggedBy,
    detectors: detectors.map((detector) => shareOf(detector, rows, votes, detectors.length)),
    pairs: detectors.flatMap((second, j) =>
      detectors.slice(0, j).map((first) => pairOf(first, second, rows)),
    ),
  };
}

/** How many detectors flagged each of the rows. */
function votesOf(detectors: readonly NamedPredictions[], rows: Uint32Array): Uint32Array {
  const votes = new Uint32Array(rows.length);
  for (const { predictions } of detectors) {
    for (let i = 0; i < rows.length; i++) if (predictions[rows[i]] === -1) votes[i]++;
  }
  return votes;
}

function shareOf(
  { name, predictions }: NamedPredictions,
  rows: Uint32Array,
  votes: Uint32Array,
  detectorCount: number,
): DetectorShare {
  let flagged = 0;
  let flaggedAlone = 0;
  let missedAlone = 0;
  for (let i = 0; i < rows.length; i++) {
    if (predictions[rows[i]] === -1) {
      flagged++;
      if (votes[i] === 1) flaggedAlone++;
    } else if (detectorCount > 1 && votes[i] === detectorCount - 1) {
      missedAlone++;
    }
  }
  return { name, flagged, flaggedAlone, missedAlone };
}

function pairOf(a: NamedPredictions, b: NamedPredictions, rows: Uint32Array): PairAgreement {
  let both = 0;
  let onlyFirst = 0;
  let onlySecond = 0;
  for (const row of rows) {
    const inFirst = a.predictions[row] === -1;
    const inSecond = b.predictions[row] === -1;
    if (inFirst && inSecond) both++;
    else if (inFirst) onlyFirst++;
    else if (inSecond) onlySecond++;
  }
  const either = both + onlyFirst + onlySecond;
  return {
    first: a.name,
    second: b.name,
    both,
    either,
    jaccard: either === 0 ? null : both / either,
    kappa: cohenKappa(both, onlyFirst, onlySecond, rows.length),
  };
}

/** 1 − (disagreements seen) / (disagreements expected if the two flagged independently). */
function cohenKappa(both: number, onlyFirst: number, onlySecond: number, rows: number) {
  const first = both + onlyFirst;
  const second = both + onlySecond;
  const expected = (first * (rows - second) + second * (rows - first)) / rows;
  return expected > 0 ? 1 - (onlyFirst + onlySecond) / expected : null;
}
