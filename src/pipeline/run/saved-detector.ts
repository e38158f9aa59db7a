import { InputError } from '../../data/errors.ts';
import type { AttackClassifier } from '../../models/neural/attack-classifier.ts';
import { detectorFacts } from '../detecting/detector-table.ts';
import type { DetectorName, MemberName } from '../parameters/lab-parameters.ts';
import type { SavedDetector, TrainedLab } from '../trained-lab/trained-lab.ts';

/** The trained lab's detector of that name. @throws InputError if it was saved without */
export function savedDetector(
  { detectors }: Pick<TrainedLab, 'detectors'>,
  name: DetectorName,
): SavedDetector {
  const saved = detectors.find((detector) => detector.name === name);
  if (saved !== undefined) return saved;
  const titles = detectors.map((detector) => detectorFacts(detector.name).title);
  throw new InputError(
    `The trained lab was saved without the ${detectorFacts(name).title}; it has ${titles.join(', ')}.`,
  );
}

/** A trained ensemble, and by which thresholds of its members it has learnt. */
export interface SavedEnsemble extends SavedDetector {
  /** Those set by hand; `null`: a member's own. */
  readonly thresholds: Readonly<Record<MemberName, number | null>>;
}

/** The trained lab's ensemble. @throws InputError if it was saved without */
export function savedEnsemble(lab: Pick<TrainedLab, 'detectors'>): SavedEnsemble {
  const thresholds = lab.detectors.map(({ name, threshold }) => [name, threshold]);
  return { ...savedDetector(lab, 'ensemble'), thresholds: Object.fromEntries(thresholds) };
}

/** The trained lab's classifier of attacks. @throws InputError if it was saved without */
export function savedClassifier({ classifier }: Pick<TrainedLab, 'classifier'>): AttackClassifier {
  if (classifier !== null) return classifier;
  throw new InputError(
    'The trained lab was saved without a classifier of attacks. Forget the lab to train one, or save a lab once its classifier has run.',
  );
}
