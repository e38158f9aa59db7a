import { InputError } from '../../data/errors.ts';
import { ATTACK, NORMAL } from '../../data/flow-table.ts';
import {
  operatingPointAt,
  type SortedScores,
  sortScores,
} from '../../eval/thresholds/operating-point.ts';
import { highestThreshold } from '../../eval/thresholds/thresholds.ts';
import { detect, detectionOf, executePlan } from '../plan/execute-plan.ts';
import { resultOf } from '../plan/plan-step.ts';
import type { PlanRunner } from '../plan/plan-tasks.ts';
import type { Labels } from '../traffic/labels.ts';
import {
  MOST_FALSE_POSITIVES,
  type TimeFinding,
  type TimeOutcome,
  type TimeStudyPlan,
  type TimeTrial,
  type TimeVariant,
} from './time-study.ts';

/** Share of the normal flows that set the threshold where the others are learnt from. */
const HELD_OUT = 0.3;

/** Runs one trial: generates its flows and measures every detector on them. */
export async function tryTime(
  { parameters, variants }: TimeTrial,
  { detectors }: Pick<TimeStudyPlan, 'detectors'>,
  tasks: PlanRunner,
): Promise<TimeOutcome> {
  try {
    const generated = await executePlan(['generate'], { parameters }, tasks);
    const { labels } = resultOf(generated, 'generate');
    const findings: TimeFinding[] = [];
    for (const variant of variants) {
      const asked = { ...parameters, ...learningParameters(variant) };
      const values = await executePlan(['scale'], { parameters: asked, values: generated }, tasks);
      const seen = { scaled: resultOf(values, 'scale'), labels };
      for (const detector of detectors) {
        const made = await detect([detector], seen, asked, tasks);
        const { assessment, judgedOn } = detectionOf(made, detector);
        findings.push({ ...variant, detector, ...judged(assessment.scores, judgedOn, labels) });
      }
    }
    return { findings, problem: null };
  } catch (error) {
    if (error instanceof InputError) return { findings: null, problem: error.message };
    throw error;
  }
}

function learningParameters({ learning, timeFeatures }: TimeVariant) {
  return learning === 'all'
    ? ({ timeFeatures, trainOn: 'all', holdOut: 0, evaluateOn: 'all' } as const)
    : ({ timeFeatures, trainOn: 'normal', holdOut: HELD_OUT, evaluateOn: 'held-out' } as const);
}

/** The flows judged at the threshold that flags as many normal ones as may be. */
function judged(scores: Float64Array, rows: Uint32Array | null, labels: Labels) {
  const sorted = sortScores({ scores, ...labels, ...(rows && { rows }) });
  const point = operatingPointAt(sorted, thresholdOf(sorted)).judged;
  if (point === null) throw new Error('Generated flows carry labels.');
  return {
    falsePositiveRate: point.metrics.falsePositiveRate ?? 0,
    attacks: point.perType
      .filter(({ label }) => label === ATTACK)
      .map(({ type, rate }) => ({ type, rate })),
  };
}

/** Below it lie no more normal flows than may be flagged. @throws InputError without normal flows */
function thresholdOf({ types }: SortedScores): number {
  const normal = types.filter(({ label }) => label === NORMAL).flatMap(({ scores }) => [...scores]);
  if (normal.length === 0) {
    throw new InputError('The threshold is set by normal flows, and there are none.');
  }
  return highestThreshold(Float64Array.from(normal), MOST_FALSE_POSITIVES);
}
