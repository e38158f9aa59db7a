import type { Matrix } from '../../features/matrix.ts';
import { kernelPointsOf } from '../kernels/rbf-kernel.ts';
import { foreseen } from './smo-foresight.ts';
import { MOST_ROWS, type SmoLoops, smoLoops } from './smo-loops.ts';
import { shrink, unshrink } from './smo-shrink.ts';
import { createSmoState, type SmoState, setAlpha } from './smo-state.ts';
import { AT_LOWER, AT_UPPER, FREE } from './smo-status.ts';
import { leastGradient, selectSecond, takeStep, type WorkingSet } from './smo-step.ts';

/** The dual of the one-class SVM: minimise ½ αᵀQα with 0 ≤ α ≤ 1 and Σα = ν n. */
export interface SmoProblem {
  readonly x: Matrix;
  readonly gamma: number;
  readonly nu: number;
  /** The largest violation of optimality left. */
  readonly tol: number;
  readonly shrinking: boolean;
  /** −1 for no limit. */
  readonly maxIter: number;
  /** Bound on the memory of cached kernel rows. */
  readonly cacheBytes: number;
}

export interface SmoSolution {
  /** One multiplier per row. */
  readonly alpha: Float64Array;
  /** The decision's threshold; infinite if no multiplier can move. */
  readonly rho: number;
  readonly objective: number;
  readonly iterations: number;
  /** False if `maxIter` ended the search. */
  readonly converged: boolean;
}

/** Told after every `PERIOD` iterations how far the gap has come, 0 … 1, not always upwards. */
export type SmoProgress = (fraction: number) => void;

/** Iterations between two reports of progress. */
const PERIOD = 64;
/** Most iterations between two rounds of shrinking. */
const SHRINK_PERIOD = 1000;
/** The part of the progress that setting up the gradient gets. */
const SETUP_SHARE = 0.4;

/**
 * Sequential minimal optimisation as LIBSVM does it, to the bit: float32 kernel, second-order
 * selection, shrinking, and its rules for ties. Memory is O(n × columns) and the cache; an
 * iteration costs O(active) plus the kernel rows that are not cached. Sources: Schölkopf et al.,
 * Neural Computation 13, 2001; Chang and Lin, "LIBSVM", ACM TIST 2(3), 2011.
 */
export function solveOneClass(problem: SmoProblem, onProgress?: SmoProgress): SmoSolution {
  const { x, cacheBytes } = problem;
  const loops = smoLoops(x.rows, x.columns, cacheBytes);
  try {
    return solveWith(loops, problem, onProgress);
  } finally {
    loops.close();
  }
}

function solveWith(
  loops: SmoLoops,
  problem: SmoProblem,
  onProgress: SmoProgress | undefined,
): SmoSolution {
  const { x, gamma, shrinking, cacheBytes } = problem;
  const points = kernelPointsOf(x, loops.block, loops.arrays);
  const state = createSmoState(loops, points, gamma, shrinking, cacheBytes, foreseen);
  initialiseAlpha(state, problem.nu);
  initialiseGradient(state, onProgress);
  const { iterations, converged } = iterate(state, problem, onProgress);
  const alpha = new Float64Array(state.size);
  let twiceObjective = 0;
  for (let i = 0; i < state.size; i++) {
    alpha[state.idAt[i]] = state.alpha[i];
    twiceObjective += state.alpha[i] * state.gradient[i];
  }
  return { alpha, rho: threshold(state), objective: twiceObjective / 2, iterations, converged };
}

/** Spends ν n on the first points, 1 each; what rounding leaves over may go to one more. */
function initialiseAlpha(state: SmoState, nu: number): void {
  let left = 0;
  for (let i = 0; i < state.size; i++) left += nu;
  for (let i = 0; left > 0 && i < state.size; i++) {
    const alpha = Math.min(1, left);
    setAlpha(state, i, alpha);
    left -= alpha;
  }
}

/** Rows are not kept: few of them are asked for again, and writing all takes as long as computing these. */
function initialiseGradient(state: SmoState, onProgress: SmoProgress | undefined): void {
  const { loops, points, gamma, alpha, gradient, status, supportCount } = state;
  let bounded = 0;
  while (bounded < supportCount && status[bounded] === AT_UPPER) bounded++;
  for (let from = 0; from < supportCount; ) {
    // The points at the upper bound come first: up to the last of them G and Ḡ are one.
    const to = Math.min(from + MOST_ROWS, from < bounded ? bounded : supportCount);
    const positions = Array.from({ length: to - from }, (_, i) => from + i);
    loops.addKernelRows(points, positions, gamma, gradient, alpha.subarray(from, to));
    if (to === bounded) state.boundGradient.set(gradient);
    onProgress?.((SETUP_SHARE * to) / supportCount);
    from = to;
  }
}

/** Takes steps until the gap is below `tol` with every point active, or `maxIter` is reached. */
function iterate(
  state: SmoState,
  { tol, shrinking, maxIter }: SmoProblem,
  onProgress: SmoProgress | undefined,
): { iterations: number; converged: boolean } {
  const pair: WorkingSet = { first: -1, second: -1, gap: 0 };
  const isOptimal = () => pair.gap < tol || pair.second < 0;
  const period = Math.min(state.size, SHRINK_PERIOD);
  const reportGap = gapProgress(tol, onProgress);
  let untilShrink = period + 1;
  let first = leastGradient(state);
  for (let iterations = 0; ; iterations++) {
    if (iterations === maxIter) return { iterations, converged: false };
    if (--untilShrink === 0) {
      untilShrink = period;
      if (shrinking) {
        shrink(state, tol);
        first = leastGradient(state);
      }
    }
    selectSecond(state, first, pair);
    if (isOptimal()) {
      unshrink(state);
      selectSecond(state, leastGradient(state), pair);
      if (isOptimal()) return { iterations, converged: true };
      untilShrink = 1;
    }
    if (iterations % PERIOD === 0) reportGap(pair.gap);
    first = takeStep(state, pair.first, pair.second);
  }
}

/** The gap shrinks about geometrically, so its logarithm tells how much of the way is behind. */
function gapProgress(tol: number, onProgress: SmoProgress | undefined): (gap: number) => void {
  let firstGap = 0;
  return (gap) => {
    firstGap ||= gap;
    const way = firstGap > tol ? Math.log(firstGap / gap) / Math.log(firstGap / tol) : 1;
    onProgress?.(SETUP_SHARE + (1 - SETUP_SHARE) * Math.min(1, Math.max(0, way)));
  };
}

/** ρ: the mean gradient of the free points or, without any, midway between the two bounds. */
function threshold(state: SmoState): number {
  const { gradient, status, active } = state;
  let above = Number.POSITIVE_INFINITY;
  let below = Number.NEGATIVE_INFINITY;
  let free = 0;
  let sum = 0;
  for (let i = 0; i < active; i++) {
    if (status[i] === FREE) {
      free++;
      sum += gradient[i];
    } else if (status[i] === AT_LOWER) {
      above = Math.min(above, gradient[i]);
    } else if (status[i] === AT_UPPER) {
      below = Math.max(below, gradient[i]);
    }
  }
  return free > 0 ? sum / free : (above + below) / 2;
}
