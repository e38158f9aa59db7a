import type { Matrix } from '../../features/matrix.ts';
import { dominantColumn } from '../../features/variance.ts';
import { kernelRounding } from '../kernels/rbf-rounding.ts';
import type { OneClassSvmParams } from './one-class-svm-params.ts';

/** The share of undecided rows, support vectors aside, from which on a warning is due. */
const UNDECIDED_SHARE = 0.1;
/** The share of rows on the boundary from which on it is: some lie there in any sound fit. */
const BOUNDARY_SHARE = 0.25;
/** The share of the variance at which one column is said to set gamma alone. */
const DOMINANT_SHARE = 0.9;
/**
 * Rounding of the kernel that its single precision no longer hides: one unit in its last place.
 * From about here on scikit-learn, too, gives other verdicts on another processor, as
 * `scripts/parity` shows.
 */
const KERNEL_PRECISION = 2 ** -23;

/** What the warnings of a fit are drawn from. */
export interface FitEvidence {
  readonly x: Matrix;
  readonly params: OneClassSvmParams;
  readonly gamma: number;
  readonly iterations: number;
  readonly converged: boolean;
  /** Decisions on the rows of `x`. */
  readonly decisions: Float64Array;
  readonly supportVectorIndices: Uint32Array;
}

/** Rows whose decision is no further from 0 than the solver's own error. O(n). */
export function countWithinTol(decisions: Float64Array, tol: number): number {
  let count = 0;
  for (let i = 0; i < decisions.length; i++) if (Math.abs(decisions[i]) <= tol) count++;
  return count;
}

/** What a person should know before trusting the fit, in sentences. O(rows × columns). */
export function fitWarnings(evidence: FitEvidence): string[] {
  const warnings: string[] = [];
  if (!evidence.converged) {
    warnings.push(
      `The One-Class SVM stopped at maxIter = ${grouped(evidence.iterations)} iterations, before ` +
        'its solution was within tol. Allow more iterations, or scale the features.',
    );
  }
  const rows = evidence.decisions.length;
  const within = countWithinTol(evidence.decisions, evidence.params.tol);
  const onBoundary = supportWithinTol(evidence);
  if (within - onBoundary > UNDECIDED_SHARE * rows) {
    warnings.push(`${undecided(evidence, within)} ${causeOfLikeRows(evidence)}`);
  } else if (onBoundary > BOUNDARY_SHARE * rows) {
    warnings.push(`${undecided(evidence, within)} ${causeOfLonelyRows(evidence)}`);
  }
  const rounding = kernelRounding(evidence.x, evidence.gamma);
  if (rounding > KERNEL_PRECISION) warnings.push(farFromOrigin(rounding));
  return warnings;
}

function farFromOrigin(rounding: number): string {
  return (
    'The rows lie far from 0 and close to each other, so that rounding changes similarities by ' +
    `${rounding.toPrecision(1)} or more. This decides verdicts near the boundary: on another ` +
    'processor, or in scikit-learn, they can differ. Scale the features first.'
  );
}

function undecided({ decisions, params }: FitEvidence, within: number): string {
  return (
    `${grouped(within)} of ${grouped(decisions.length)} rows are at the threshold: their scores ` +
    `differ from it by no more than the solver's tolerance (${params.tol}). Chance decides these ` +
    'verdicts: the same rows in another order could give others.'
  );
}

function causeOfLonelyRows({ gamma }: FitEvidence): string {
  return (
    'Most of them are support vectors, right on the boundary: with ' +
    `gamma = ${gamma.toPrecision(2)} the kernel is so narrow that rows have hardly any ` +
    'similar ones. Try a smaller gamma or a smaller nu.'
  );
}

function causeOfLikeRows({ x, params, gamma }: FitEvidence): string {
  const width = `gamma = ${gamma.toPrecision(2)}`;
  const dominant = x.columns < 2 ? undefined : dominantColumn(x);
  if (params.gamma === 'scale' && dominant !== undefined && dominant.share >= DOMINANT_SHARE) {
    return (
      `Likely cause: "${dominant.name}" alone makes up ${percent(dominant.share)} of the variance ` +
      `that sets gamma. A few huge values give ${width}: all other rows look the same. ` +
      'Take the logarithm of that column, or leave it out.'
    );
  }
  return (
    `Likely cause: with ${width} most rows look the same. ` +
    'Look for a column with a few huge values, or try a larger gamma or a smaller tol.'
  );
}

function supportWithinTol({ decisions, supportVectorIndices, params }: FitEvidence): number {
  return countWithinTol(
    Float64Array.from(supportVectorIndices, (row) => decisions[row]),
    params.tol,
  );
}

/** A share in percent that is never rounded up to all. */
function percent(share: number): string {
  return share >= 0.9999 ? 'more than 99.99 %' : `${(Math.floor(share * 1000) / 10).toFixed(1)} %`;
}

/** Thousands between commas. Not by the engine's words for locales, which take some 20 ms to load. */
function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}
