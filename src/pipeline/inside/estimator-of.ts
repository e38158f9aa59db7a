import type { OutlierDetector, Progress } from '../../models/detector.ts';
import { restoreDetector } from '../detecting/detector-makers.ts';
import { detectorFacts } from '../detecting/detector-table.ts';
import type { DetectorName } from '../parameters/lab-parameters.ts';
import { fitEstimator } from '../run/detect.ts';
import { fittedEnsemble } from '../run/ensemble.ts';
import type { LabRun } from '../run/lab.ts';
import { savedDetector } from '../run/saved-detector.ts';
import type { Inside } from './inside.ts';
import type { InsideChoice } from './inside-part.ts';
import {
  chosenMembers,
  detectionOf,
  type FittedJson,
  type InsideSource,
  openDetector,
} from './open-detector.ts';

/**
 * The estimator of a finished detector, fitted once more as the run has fitted it: so that a local
 * outlier factor can be looked into, it can score new rows. One of a trained lab comes from there, and
 * a network is never trained again. The costs of fitting it.
 *
 * @throws InputError as fitting does, or where the detector has no result
 */
export function estimatorOf(
  name: DetectorName,
  source: InsideSource,
  onProgress?: Progress,
): OutlierDetector | null {
  const { parameters, labels, scaled, trained } = source;
  const { isNetwork, combines } = detectorFacts(name);
  detectionOf(name, source);
  if (isNetwork) return null;
  if (trained !== null) return restoreDetector(name, savedDetector(trained, name).fitted);
  if (combines) return fittedEnsemble(chosenMembers(source), parameters);
  // Nobody asks how long it took.
  const context = { now: () => 0, novelty: true, ...(onProgress && { onProgress }) };
  return fitEstimator(name, scaled, labels, parameters, context).estimator;
}

/** The same as values that cross to another thread. */
export function fittedJson(
  name: DetectorName,
  source: InsideSource,
  onProgress?: Progress,
): FittedJson {
  return { detector: name, fitted: estimatorOf(name, source, onProgress)?.toJSON() ?? null };
}

/**
 * How a detector of a run comes to its score of one flow: fits it once more and opens it. For many
 * flows, open it once.
 *
 * @throws InputError for a row or a detector that is not there
 */
export function insideOf(
  source: InsideSource,
  name: DetectorName,
  row: number,
  choice?: InsideChoice,
): Inside {
  return openDetector(name, source, estimatorOf(name, source))(row, choice);
}

/** What a whole run gives to look into. @param trained in force, or `null` */
export function insideSource(
  run: Pick<LabRun, 'parameters' | 'traffic' | 'scaled' | 'detections' | 'members'>,
  trained: InsideSource['trained'],
): InsideSource {
  const { parameters, traffic, scaled, detections, members = [] } = run;
  const all = [...detections, ...members];
  return { parameters, labels: traffic.labels, scaled, detections: all, trained };
}
