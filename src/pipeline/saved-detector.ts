import { InputError } from '../data/errors.ts';
import { detectorFacts } from './detector-facts.ts';
import type { DetectorName } from './parameter-facts.ts';
import type { SavedDetector, TrainedLab } from './trained-lab.ts';

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
