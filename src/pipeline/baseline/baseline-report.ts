import { randomStateOf } from '../../data/random.ts';
import type { Drift, FeatureDrift } from '../../eval/distributions/drift.ts';
import type { LabRun } from '../run/lab.ts';
import type { Baseline } from './baseline.ts';
import { type LearntFrom, learntByLabels } from './baseline-rows.ts';
import { baselineWarnings, driftSentence, driftSummary, learntSentence } from './baseline-words.ts';

/** What was learnt from and whether it fits: on the page, in the report and in its text. */
export interface BaselineReport {
  readonly learntFrom: LearntFrom;
  readonly sentence: string;
  readonly warnings: readonly string[];
  /** `null`: what is judged was learnt from, so that there is nothing to compare. */
  readonly drift:
    | (Omit<Drift, 'features'> & {
        readonly summary: string;
        readonly features: readonly (FeatureDrift & { readonly sentence: string })[];
      })
    | null;
}

/** Whether a trained lab scores: then nothing to learn from is at hand. */
function byTrainedLab(baseline: Baseline | null): boolean {
  return baseline !== null && baseline.rows === null && baseline.matrix === null;
}

/** What the detectors of a run have learnt from, and how far what they judge has drifted from it. */
export function baselineReport({
  traffic: { labels, flows },
  scaled: { baseline },
  parameters,
}: Pick<LabRun, 'scaled' | 'parameters'> & {
  readonly traffic: Pick<LabRun['traffic'], 'labels' | 'flows'>;
}): BaselineReport {
  const randomState = randomStateOf(parameters.seed);
  const learntFrom =
    baseline?.learntFrom ?? learntByLabels(labels, flows?.startTime, parameters, randomState);
  const drift = baseline?.drift ?? null;
  return {
    learntFrom,
    sentence: learntSentence(learntFrom, byTrainedLab(baseline)),
    warnings: baselineWarnings(learntFrom, drift, parameters),
    drift: drift && {
      ...drift,
      summary: driftSummary(drift),
      features: drift.features.map((feature) => ({ ...feature, sentence: driftSentence(feature) })),
    },
  };
}
