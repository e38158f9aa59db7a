import { bytesTaken } from '../compiled/compiled-loops.ts';
import { openForestLoops } from './forest-compiled.ts';
import {
  type Bagging,
  drawTree,
  isPermuted,
  LARGEST_SEED,
  type TreeDraw,
} from './forest-sampling.ts';

/** Words of a Mersenne twister. */
const STATE_WORDS = 624;

/** What draws one tree after another from their seeds. */
export interface TreeDrawing {
  readonly draw: (seed: number) => TreeDraw;
  /** Gives memory back. */
  readonly close: () => void;
}

/** `drawTree` by compiled loops where the rows are permuted and there are such loops. */
export function openTreeDrawing(bagging: Bagging): TreeDrawing {
  const plain = { draw: (seed: number) => drawTree(bagging, seed), close: () => {} };
  const { rows, columns, maxSamples, maxFeatures, bootstrap } = bagging;
  // With all columns none is drawn, so that the rows are the first.
  if (bootstrap || maxFeatures < columns || !isPermuted(rows, maxSamples)) return plain;
  const workspace = openForestLoops(
    [4 * STATE_WORDS, 4 * STATE_WORDS, 4 * rows, rows + 16, 4 * maxSamples].reduce(
      (sum, bytes) => sum + bytesTaken(bytes),
      0,
    ),
  );
  if (workspace === undefined) return plain;
  const state = workspace.int32(STATE_WORDS);
  const words = workspace.int32(STATE_WORDS);
  const draws = workspace.int32(rows);
  const head = workspace.uint8(rows + 16);
  const drawn = workspace.int32(maxSamples);
  const allColumns = Int32Array.from({ length: columns }, (_, column) => column);
  const weights = new Float64Array(maxSamples).fill(1);
  return {
    draw: (seed) => {
      const splitterSeed = workspace.run.drawPermuted(
        seed,
        LARGEST_SEED,
        rows,
        maxSamples,
        state.byteOffset,
        words.byteOffset,
        draws.byteOffset,
        head.byteOffset,
        drawn.byteOffset,
      );
      return { columns: allColumns, rows: drawn.slice(), weights, splitterSeed };
    },
    close: workspace.close,
  };
}
