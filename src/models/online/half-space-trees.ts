import { checkParameter } from '../detector.ts';
import type { HalfSpaces } from './half-spaces.ts';
import { checkRow, type OnlineDetector } from './online-detector.ts';

/** A node with less than this share of a window's rows is not looked into any deeper. */
const SIZE_LIMIT = 0.1;

/**
 * Half-Space Trees: how many rows of the last full window fell into the same corners of space. The
 * masses of one window are the reference for the rows of the next.
 *
 * The score is 1 − Σ mass × 2^depth over the nodes on the row's path in all trees, down to the first
 * with less than a tenth of a window, as a share of the largest such sum: the sum of river's
 * `HalfSpaceTrees`, where the paper takes the last term alone. 0 … 1, higher = more anomalous; 0
 * throughout the first window. O(trees × depth) per row, whatever the window.
 *
 * Source: Tan, Ting and Liu, "Fast anomaly detection for streaming data", IJCAI 2011.
 */
export class HalfSpaceTrees implements OnlineDetector {
  /** Rows in a window, ψ. */
  readonly window: number;
  readonly #spaces: HalfSpaces;
  readonly #masses: Masses;
  readonly #largest: number;
  /** Of the present window, from 1 on. */
  #epoch = 1;
  #rowsInWindow = 0;

  /** @throws InputError if the window is no whole number ≥ 1 */
  constructor(spaces: HalfSpaces, window = 250) {
    const ok = Number.isInteger(window) && window >= 1;
    checkParameter('HalfSpaceTrees', 'window', window, ok, 'a whole number ≥ 1');
    this.window = window;
    this.#spaces = spaces;
    this.#masses = noMasses(spaces);
    this.#largest = spaces.trees * window * (2 ** (spaces.depth + 1) - 1);
  }

  scoreThenLearn(row: Float64Array): number {
    checkRow(row, this.#spaces.columns, 'HalfSpaceTrees');
    const limit = SIZE_LIMIT * this.window;
    const { trees, depth } = this.#spaces;
    let sum = 0;
    for (let t = 0; t < trees; t++) {
      sum += walk(this.#spaces, this.#masses, t, depth, row, limit, this.#epoch);
    }
    const judged = this.#epoch > 1;
    this.#rowsInWindow++;
    if (this.#rowsInWindow === this.window) {
      this.#rowsInWindow = 0;
      this.#epoch++;
    }
    return judged ? 1 - sum / this.#largest : 0;
  }

  /** Rows of the last full window that passed the node. Nodes are numbered as in `HalfSpaces`. */
  referenceMass(tree: number, node: number): number {
    const { stamp, latest, reference } = this.#masses;
    const at = tree * nodesOf(this.#spaces) + node;
    if (stamp[at] === this.#epoch) return reference[at];
    return stamp[at] === this.#epoch - 1 ? latest[at] : 0;
  }

  toJSON(): object {
    const { trees, depth, columns } = this.#spaces;
    return {
      detector: 'half-space-trees',
      trees,
      depth,
      columns,
      window: this.window,
      fullWindows: this.#epoch - 1,
    };
  }
}

/**
 * Rows counted at every node, leaves too. A window's end moves 2^depth masses at once, so that is
 * left to the next visit: the stamp says which window `latest` counts, and `reference` is that of
 * the window before.
 */
interface Masses {
  readonly stamp: Int32Array;
  readonly latest: Int32Array;
  readonly reference: Int32Array;
}

function nodesOf({ depth }: HalfSpaces): number {
  return 2 ** (depth + 1) - 1;
}

function noMasses(spaces: HalfSpaces): Masses {
  const nodes = spaces.trees * nodesOf(spaces);
  return {
    stamp: new Int32Array(nodes),
    latest: new Int32Array(nodes),
    reference: new Int32Array(nodes),
  };
}

/** Counts the row at every node on its path through tree `t`; returns the tree's part of the sum. */
function walk(
  { feature, threshold }: HalfSpaces,
  { stamp, latest, reference }: Masses,
  t: number,
  depth: number,
  row: Float64Array,
  limit: number,
  epoch: number,
): number {
  const inner = t * (2 ** depth - 1);
  const first = t * (2 ** (depth + 1) - 1);
  let node = 0;
  let weight = 1;
  let sum = 0;
  for (let level = 0; level <= depth; level++) {
    const at = first + node;
    if (stamp[at] !== epoch) {
      reference[at] = stamp[at] === epoch - 1 ? latest[at] : 0;
      latest[at] = 0;
      stamp[at] = epoch;
    }
    latest[at]++;
    const mass = reference[at];
    sum += mass * weight;
    // A weight of 0 ends the sum and lets the count go on.
    weight = mass < limit ? 0 : 2 * weight;
    if (level < depth)
      node = 2 * node + 1 + +(row[feature[inner + node]] >= threshold[inner + node]);
  }
  return sum;
}
