import { bytesTaken, type Workspace } from '../compiled/compiled-loops.ts';
import type { ForestLoops } from './forest-compiled.ts';
import {
  type Bagging,
  drawTree,
  isPermuted,
  LARGEST_SEED,
  type TreeDraw,
} from './forest-sampling.ts';

/** Words of a Mersenne twister. */
const STATE_WORDS = 624;

/** What `compiledDrawing` takes of a workspace. */
export function bytesForDrawing(bagging: Bagging): number {
  if (!isCompiled(bagging)) return 0;
  const { rows, maxSamples } = bagging;
  return [4 * STATE_WORDS, 4 * STATE_WORDS, 4 * rows, rows + 16, 4 * maxSamples].reduce(
    (sum, bytes) => sum + bytesTaken(bytes),
    0,
  );
}

/** `drawTree` of a seed, by compiled loops where they can draw what it takes. */
export function compiledDrawing(
  workspace: Workspace<ForestLoops>,
  bagging: Bagging,
): (seed: number) => TreeDraw {
  if (!isCompiled(bagging)) return (seed) => drawTree(bagging, seed);
  const { rows, columns, maxSamples } = bagging;
  const state = workspace.int32(STATE_WORDS);
  const words = workspace.int32(STATE_WORDS);
  const draws = workspace.int32(rows);
  const head = workspace.uint8(rows + 16);
  const drawn = workspace.int32(maxSamples);
  const allColumns = Int32Array.from({ length: columns }, (_, column) => column);
  const weights = new Float64Array(maxSamples).fill(1);
  return (seed) => {
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
  };
}

/** Whether the rows are permuted, and nothing is drawn before: with all columns none is. */
function isCompiled({ rows, columns, maxSamples, maxFeatures, bootstrap }: Bagging): boolean {
  return !bootstrap && maxFeatures === columns && isPermuted(rows, maxSamples);
}
