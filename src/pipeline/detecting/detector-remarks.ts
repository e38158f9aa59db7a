import type { DetectorName } from '../parameters/lab-parameters.ts';
import type { Remark } from '../run/remarks.ts';
import { countOf, many, shareOf } from '../run/words.ts';
import { detectorMaker } from './detector-makers.ts';
import type { DetectorRun } from './detector-run.ts';

/**
 * What the notebook does not say of a detector. Without labels only whether it has learnt another
 * normal. O(rows × columns).
 */
export function detectorRemarks(detector: DetectorName, run: DetectorRun): Remark[] {
  const { actualAnomalies } = run.evaluation;
  const isLabelled = actualAnomalies !== null && actualAnomalies > 0;
  return [...strangerRemark(run), ...(isLabelled ? detectorMaker(detector).remarks(run) : [])];
}

/** A detector that flags more than this share has learnt another normal. */
const MOSTLY = 0.5;

/** Whether what it learnt elsewhere is normal here, too. */
function strangerRemark({ trainedOutside, evaluation }: DetectorRun): Remark[] {
  if (trainedOutside === null || trainedOutside === 'time') return [];
  const { confusion, predictedAnomalies, rows } = evaluation;
  const [flagged, of, flows] =
    confusion === null || confusion.tn + confusion.fp === 0
      ? [predictedAnomalies, rows, 'flow']
      : [confusion.fp, confusion.fp + confusion.tn, 'normal flow'];
  const share = flagged / of;
  const shows = share > MOSTLY;
  return [
    {
      topic: 'another normal',
      shows,
      sentence:
        `It raises alerts on ${countOf(flagged)} of ${many(of, flows)} (${shareOf(share)}). ` +
        (shows
          ? 'Its training data is unlike what is normal here: it finds the difference between networks, not attacks.'
          : 'Its training data is much like what is normal here.'),
      figures: { flagged, of, share },
    },
  ];
}
