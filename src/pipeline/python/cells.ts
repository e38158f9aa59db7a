/// <reference types="vite/types/importMeta.d.ts" />
import { isDetector } from '../detecting/detector-table.ts';
import type { CellCode, CellPython } from './cell-python.ts';
import { detectorCode } from './detectors.ts';
import { judgeCode } from './judge.ts';
import { blocks } from './literals.ts';
import type { PythonRequest } from './source.ts';

const halves = import.meta.glob<CellPython>('./cells/*.ts', { eager: true, import: 'python' });

/** The Python half of a cell; a file of its name in `cells/` is all that it takes. */
function pythonHalf(cell: string): CellPython {
  const half = halves[`./cells/${cell}.ts`];
  if (half === undefined) throw new Error(`The cell "${cell}" has no Python, nor a reason why.`);
  return half;
}

/** Why a cell has no code of its own, and what does the same; `null`: it has code. */
export function whyWithoutCode(cell: string): string | null {
  if (isDetector(cell)) return null;
  const half = pythonHalf(cell);
  return 'code' in half ? null : half.withoutCode;
}

/**
 * The scikit-learn code that does what one cell does. It builds on the names that the code of the
 * cells above leaves: `flows`, `y`, `x`, `X`, `judge`, `verdicts`.
 */
export function cellCode(cell: string, request: PythonRequest): string {
  if (isDetector(cell)) return detectorCode(cell, request);
  const half = pythonHalf(cell);
  if (!('code' in half)) throw new Error(`The cell "${cell}" has no Python: ${half.withoutCode}`);
  return half.code(request);
}

/** The same for a reader of one cell alone: a detector's code with the judging that all share. */
export function shownCode(cell: string, request: PythonRequest): string {
  return blocks(isDetector(cell) ? judgeCode(request) : '', cellCode(cell, request));
}

/** A cell that stands in the notebook that is taken along. */
interface DocumentedCell {
  readonly id: string;
  readonly code: CellCode['code'];
  readonly inDocument: NonNullable<CellCode['inDocument']>;
}

/** The cells that stand in the notebook that is taken along, but for the detectors, in its order. */
export function documentedCells(): DocumentedCell[] {
  return Object.entries(halves)
    .flatMap(([path, half]) => {
      if (!('code' in half) || half.inDocument === undefined) return [];
      const { code, inDocument } = half;
      return [{ id: path.replace(/^.*\/|\.ts$/g, ''), code, inDocument }];
    })
    .toSorted((a, b) => a.inDocument.place - b.inDocument.place);
}
