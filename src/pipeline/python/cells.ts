import { isDetector } from '../detecting/detector-table.ts';
import { timelineCode } from './beyond.ts';
import { classifierCode, unknownAttackCode } from './classifier.ts';
import { detectorCode } from './detectors.ts';
import { compareCode, scoresCode } from './evaluation.ts';
import { featuresCode, scaleCode } from './features.ts';
import { judgeCode } from './judge.ts';
import { blocks } from './literals.ts';
import type { PythonRequest } from './source.ts';
import { trafficCode } from './traffic.ts';

/** A cell of the lab that has Python of its own, by the name of the page's cell. */
export type PythonCell = string;

/** The code of the cells that are no detector's. */
const CODE: Readonly<Record<string, (request: PythonRequest) => string>> = {
  generate: trafficCode,
  engineer: featuresCode,
  scale: scaleCode,
  compare: compareCode,
  scores: scoresCode,
  timeline: timelineCode,
  'attack-classifier': classifierCode,
  'unknown-attack': unknownAttackCode,
};

/** Whether that cell of the page has Python of its own. */
export function isPythonCell(id: string): boolean {
  return isDetector(id) || Object.hasOwn(CODE, id);
}

/**
 * The scikit-learn code that does what one cell does. It builds on the names that the code of the
 * cells above leaves: `flows`, `y`, `x`, `X`, `judge`, `verdicts`.
 */
export function cellCode(cell: PythonCell, request: PythonRequest): string {
  if (isDetector(cell)) return detectorCode(cell, request);
  const code = CODE[cell];
  if (code === undefined) throw new Error(`The cell "${cell}" has no Python.`);
  return code(request);
}

/** The same for a reader of one cell alone: a detector's code with the judging that all share. */
export function shownCode(cell: PythonCell, request: PythonRequest): string {
  return blocks(isDetector(cell) ? judgeCode(request) : '', cellCode(cell, request));
}
