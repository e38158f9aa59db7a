import type { Remark } from '../run/remarks.ts';
import { countOf, many, shareOf } from '../run/words.ts';
import type { DetectorRun } from './detector-run.ts';
import { shareToFlag } from './thresholds.ts';

/** The same of a detector that has no threshold of its own. */
export function ceilingOfShare(run: DetectorRun): Remark[] {
  const contamination = shareToFlag(run.parameters.contamination);
  return ceilingRemark({ ...run, parameters: { ...run.parameters, contamination } });
}

/** Recall cannot exceed flagged / attacks, however good the ranking. */
export function ceilingRemark({ parameters, byHand, evaluation }: DetectorRun): Remark[] {
  const { confusion, recall } = evaluation;
  if (confusion === null || recall === null) return [];
  const flagged = confusion.tp + confusion.fp;
  const attacks = confusion.tp + confusion.fn;
  const ceiling = Math.min(1, flagged / attacks);
  const { contamination } = parameters;
  const usual = contamination === 'auto' ? 'Its own threshold' : `Contamination ${contamination}`;
  const cause = byHand ? 'The threshold set by hand' : usual;
  const shows = ceiling < 1;
  return [
    {
      topic: 'ceiling of recall',
      shows,
      sentence: shows
        ? `${cause} gives alerts on ${many(flagged, 'labelled flow')}, but ${countOf(attacks)} are attacks. So recall cannot ` +
          `exceed ${shareOf(ceiling)}; it is ${shareOf(recall)}.`
        : `${cause} gives alerts on ${many(flagged, 'labelled flow')}, and ${countOf(attacks)} are attacks. So at least ` +
          `${many(flagged - attacks, 'alert')} must be false.`,
      figures: { flagged, attacks, ceiling, recall },
    },
  ];
}
