import { randint } from '../../data/distributions.ts';
import type { RandomSource } from '../../data/random.ts';
import { checkParameter } from '../detector.ts';

/**
 * Perfect binary trees of one depth, that split space without having seen data. Inner node i of
 * tree t is entry `t * (2^depth − 1) + i`; its children are the nodes 2i + 1, where the value is
 * below the threshold, and 2i + 2.
 */
export interface HalfSpaces {
  readonly trees: number;
  readonly depth: number;
  /** Columns of the rows to come. */
  readonly columns: number;
  readonly feature: Uint16Array;
  readonly threshold: Float64Array;
}

/** Between which values a column is expected to lie. Rows outside fall to the outer half-spaces. */
export interface ExpectedRange {
  readonly low: number;
  readonly high: number;
}

const MOST_NODES = 2 ** 22;

/**
 * Draws the trees. Each has a work range of its own per column: around a random point s of the
 * expected range, as wide to either side as twice the farther end; each node halves the work range
 * of a random column. O(trees × 2^depth).
 *
 * Source: Tan, Ting and Liu, "Fast anomaly detection for streaming data", IJCAI 2011, algorithm 1
 * and section 3.1.
 *
 * @throws InputError for a parameter out of range
 */
export function growHalfSpaces(
  ranges: readonly ExpectedRange[],
  { trees, depth }: { readonly trees: number; readonly depth: number },
  source: RandomSource,
): HalfSpaces {
  const check = (name: string, value: number, ok: boolean, expected: string) =>
    checkParameter('HalfSpaceTrees', name, value, Number.isInteger(value) && ok, expected);
  check('columns', ranges.length, ranges.length >= 1 && ranges.length <= 65536, '1 to 65536');
  check('trees', trees, trees >= 1, 'a whole number ≥ 1');
  check('depth', depth, depth >= 1 && depth <= 20, 'a whole number 1 to 20');
  const inner = 2 ** depth - 1;
  check('nodes', trees * inner, trees * inner <= MOST_NODES, `at most ${MOST_NODES}`);
  const feature = new Uint16Array(trees * inner);
  const threshold = new Float64Array(trees * inner);
  for (let t = 0; t < trees; t++) {
    const work = ranges.map((range) => workRange(range, source));
    const low = Float64Array.from(work, (range) => range.low);
    const high = Float64Array.from(work, (range) => range.high);
    const halve = (node: number) => {
      if (node >= inner) return;
      const column = randint(source, 0, ranges.length);
      const [from, to] = [low[column], high[column]];
      const middle = (from + to) / 2;
      feature[t * inner + node] = column;
      threshold[t * inner + node] = middle;
      high[column] = middle;
      halve(2 * node + 1);
      high[column] = to;
      low[column] = middle;
      halve(2 * node + 2);
      low[column] = from;
    };
    halve(0);
  }
  return { trees, depth, columns: ranges.length, feature, threshold };
}

function workRange({ low, high }: ExpectedRange, source: RandomSource): ExpectedRange {
  // A column that never moved still has a middle, on one side of which news will fall.
  const width = high > low ? high - low : 1;
  const s = source.double();
  const reach = 2 * Math.max(s, 1 - s);
  return { low: low + width * (s - reach), high: low + width * (s + reach) };
}
