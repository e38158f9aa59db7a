import type { Matrix } from '../../src/features/matrix.ts';
import type { OutlierDetector } from '../../src/models/detector.ts';
import type { DetectorSubject } from './detector-subject.ts';
import { awayFromCloud, cloud, stacked } from './matrices.ts';

const TRAINING = cloud(160, 1);
/** Rows of the same kind as those of training. */
export const ORDINARY = cloud(60, 2);
/** Rows ever further away from them. */
export const AWAY = awayFromCloud([4, 8, 16, 32]);

/** A detector at work on rows. */
export interface Fitting {
  /** What it learns from. */
  readonly training: () => Matrix;
  /** What it judges: ordinary rows, then those further and further away. */
  readonly rows: () => Matrix;
  /** Fitted once, whoever asks. */
  readonly fitted: () => OutlierDetector;
}

export function fittingOf({ create, seen }: DetectorSubject): Fitting {
  const training = () => seen(TRAINING, TRAINING);
  let made: OutlierDetector | undefined;
  return {
    training,
    rows: () => seen(stacked(ORDINARY, AWAY), TRAINING),
    fitted: () => {
      made ??= create().fit(training());
      return made;
    },
  };
}
