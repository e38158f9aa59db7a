import { detectorFacts } from '../../pipeline/detecting/detector-table.ts';
import type { StepContext } from '../../pipeline/run/detect.ts';
import type { LabRun } from '../../pipeline/run/lab.ts';
import {
  type LeaveOutResult,
  leastMeaningful,
  leaveOutResults,
  planLeaveOut,
  rankLosses,
} from '../../pipeline/studies/leave-out.ts';
import {
  changeInWords,
  claimSummary,
  lossSummary,
  nameOf,
} from '../../pipeline/studies/leave-out-summary.ts';
import { type SweepPlan, type SweepPoint, sweepPoints } from '../../pipeline/studies/sweep.ts';
import { sweepSummary } from '../../pipeline/studies/sweep-summary.ts';
import type { TimeStudyPlan } from '../../pipeline/studies/time-study.ts';
import {
  type Figures,
  MEASURES,
  type Measure,
  type MeasureKey,
  type Trial,
  tryOut,
} from '../../pipeline/studies/trial.ts';
import type { VotingPlan } from '../../pipeline/studies/voting.ts';
import { columns, fixed, section } from '../layout.ts';
import type { StudyReport } from './study-report.ts';
import { timeStudyReport } from './time-study-text.ts';
import { timelineReport } from './timeline-text.ts';
import { votingReport } from './voting-text.ts';

/** What was asked for beside the run itself. */
interface StudyOptions {
  readonly sweep: SweepPlan | undefined;
  readonly leaveOneOut: boolean;
  readonly voting: VotingPlan | undefined;
  readonly timeStudy: TimeStudyPlan | undefined;
  readonly timeline: boolean;
}

/**
 * Runs the studies one after another.
 *
 * @param others reports that stand behind them
 */
export function runStudies(
  run: LabRun,
  { sweep, leaveOneOut, voting, timeStudy, timeline }: StudyOptions,
  context: StepContext,
  others: readonly StudyReport[],
): StudyReport {
  const { labels } = run.traffic;
  const outcomes = (trials: readonly Trial[]) =>
    trials.map((trial) => tryOut(trial, run.scaled, labels, context));
  const reports: StudyReport[] = [];
  if (sweep !== undefined) {
    reports.push(sweepReport(sweep, sweepPoints(sweep, outcomes(sweep.trials))));
  }
  if (leaveOneOut) {
    const plan = planLeaveOut(run.scaled, labels, run.parameters);
    reports.push(leaveOutReport(leaveOutResults(plan, outcomes(plan.trials))));
  }
  if (voting !== undefined) reports.push(votingReport(voting, context));
  if (timeline) reports.push(timelineReport(run));
  if (timeStudy !== undefined) reports.push(timeStudyReport(timeStudy, context));
  reports.push(...others);
  return {
    text: reports.map(({ text }) => `\n${text}`).join(''),
    json: Object.assign({}, ...reports.map(({ json }) => json)),
  };
}

function sweepReport(plan: SweepPlan, points: readonly SweepPoint[]): StudyReport {
  const { facts, detectors } = plan.swept;
  const summaries = MEASURES.map((measure) => sweepSummary(plan, points, measure));
  const lines = [
    columns([facts.label, ...MEASURES.map(shortTitle)]),
    ...detectors.flatMap((name) => [
      '',
      detectorFacts(name).title,
      ...points.filter(({ detector }) => detector === name).map(pointLine),
    ]),
    '',
    ...summaries,
  ];
  return {
    text: section(`Sweep of ${facts.label}`, lines),
    json: { sweep: { parameter: facts.key, current: plan.current, points, summaries } },
  };
}

function pointLine({ value, figures, problem }: SweepPoint): string {
  if (figures === null) return `${columns([String(value)])}  ${problem}`;
  return columns([String(value), ...figureWords(figures)]);
}

function figureWords(figures: Figures): string[] {
  return MEASURES.map(({ key, kind }) => fixed(figures[key], kind === 'share' ? 6 : 0));
}

const QUALITIES = MEASURES.filter((measure) => measure.kind === 'share');

/** Those in the text; all are in the JSON. */
const SHOWN: readonly MeasureKey[] = ['f1', 'rocAuc', 'averagePrecision'];

/** Titles that fit a column. */
function shortTitle({ title }: Measure): string {
  return title.replace('Average', 'avg.');
}

function leaveOutReport(results: readonly LeaveOutResult[]): StudyReport {
  const lines = results.flatMap((result) => [
    detectorFacts(result.detector).title,
    ...QUALITIES.filter(({ key }) => SHOWN.includes(key)).flatMap((measure) => {
      const { key } = measure;
      const least = leastMeaningful(result, key);
      const losses = (['family', 'feature'] as const).flatMap((kind) =>
        rankLosses(result, kind, key),
      );
      return [
        '',
        columns(['  without', shortTitle(measure), 'lost']),
        ...losses.map((one) => {
          const { loss, without, problem } = one;
          if (loss === null || without === null)
            return `  ${nameOf(one)}: ${problem ?? 'no figure'}`;
          const figures = columns([`  ${nameOf(one)}`, without.toFixed(6), loss.toFixed(6)]);
          return `${figures}  ${changeInWords(loss, least)}`;
        }),
        ...(losses.some(({ kind }) => kind === 'family') ? [claimSummary(result, key)] : []),
        lossSummary(result, 'feature', key),
      ];
    }),
    '',
  ]);
  return {
    text: section('Leaving one out', lines),
    json: { leaveOneOut: results.map(leaveOutJson) },
  };
}

function leaveOutJson(result: LeaveOutResult) {
  return {
    ...result,
    measures: Object.fromEntries(
      QUALITIES.map(({ key }) => [
        key,
        {
          leastMeaningful: leastMeaningful(result, key),
          families: rankLosses(result, 'family', key),
          features: rankLosses(result, 'feature', key),
          claim: claimSummary(result, key),
          summary: lossSummary(result, 'feature', key),
        },
      ]),
    ),
  };
}
