import { DETECTOR_NAMES } from '../detecting/detector-table.ts';
import type { DetectorName } from '../lab-parameters.ts';
import { timelineCode } from './beyond.ts';
import { classifierCode, unknownAttackCode } from './classifier.ts';
import { detectorCode } from './detectors.ts';
import { compareCode, scoresCode } from './evaluation.ts';
import { featuresCode, scaleCode } from './features.ts';
import { judgeCode } from './judge.ts';
import { blocks } from './literals.ts';
import type { PythonRequest } from './source.ts';
import { trafficCode } from './traffic.ts';

/** The cells of the lab that have Python of their own, by the names of the page's cells. */
export type PythonCell =
  | 'generate'
  | 'engineer'
  | 'scale'
  | DetectorName
  | 'compare'
  | 'scores'
  | 'timeline'
  | 'attack-classifier'
  | 'unknown-attack';

const CODE: Readonly<Record<PythonCell, (request: PythonRequest) => string>> = {
  generate: trafficCode,
  engineer: featuresCode,
  scale: scaleCode,
  'isolation-forest': (request) => detectorCode('isolation-forest', request),
  'one-class-svm': (request) => detectorCode('one-class-svm', request),
  'local-outlier-factor': (request) => detectorCode('local-outlier-factor', request),
  'robust-z-score': (request) => detectorCode('robust-z-score', request),
  'interquartile-fence': (request) => detectorCode('interquartile-fence', request),
  autoencoder: (request) => detectorCode('autoencoder', request),
  ensemble: (request) => detectorCode('ensemble', request),
  compare: compareCode,
  scores: scoresCode,
  timeline: timelineCode,
  'attack-classifier': classifierCode,
  'unknown-attack': unknownAttackCode,
};

/** Whether that cell of the page has Python of its own. */
export function isPythonCell(id: string): id is PythonCell {
  return Object.hasOwn(CODE, id);
}

/**
 * The scikit-learn code that does what one cell does. It builds on the names that the code of the
 * cells above leaves: `flows`, `y`, `x`, `X`, `judge`, `verdicts`.
 */
export function cellCode(cell: PythonCell, request: PythonRequest): string {
  return CODE[cell](request);
}

/** The same for a reader of one cell alone: a detector's code with the judging that all share. */
export function shownCode(cell: PythonCell, request: PythonRequest): string {
  const detector = (DETECTOR_NAMES as readonly string[]).includes(cell);
  return blocks(detector ? judgeCode(request) : '', cellCode(cell, request));
}
