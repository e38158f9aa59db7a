import { detectorFacts } from '../../pipeline/detecting/detector-table.ts';
import type { PlanRunner } from '../../pipeline/plan/plan-tasks.ts';
import {
  MOST_FALSE_POSITIVES,
  planTimeStudy,
  TIME_LEARNING,
  type TimeLearning,
  type TimeStudyPlan,
} from '../../pipeline/studies/time-study.ts';
import {
  type TimeStudySummary,
  timeStudySummary,
} from '../../pipeline/studies/time-study-summary.ts';
import { columns, section } from '../layout.ts';
import { refuseInput, type Study, type StudyReport, seedWords } from './study.ts';

export const study: Study<TimeStudyPlan> = {
  place: 5,
  option: {
    flag: 'time-study',
    value: '[SEEDS]',
    meaning:
      'How much of each attack is found without and with time features, and of a beacon as its jitter grows. Seeds as above.',
    begins: /^\d/,
  },
  ask(typed, given) {
    refuseInput('time-study', given);
    return planTimeStudy(given.parameters, typed || undefined);
  },
  fitsAgain: true,
  report: (_, plan, { tasks }) => timeStudyReport(plan, tasks),
};

/** Runs the study of what time features buy, one trial after another. */
async function timeStudyReport(plan: TimeStudyPlan, tasks: PlanRunner): Promise<StudyReport> {
  const { detectors } = plan;
  const outcomes = await tasks.runEach(
    'time',
    plan.trials.map((trial) => ({ trial, detectors })),
  );
  const summary = timeStudySummary(plan, outcomes);
  const lines = [
    `${summary.seeds.length} seeds: ${seedWords(summary.seeds)}. Share of each attack that is found, mean of the seeds, with`,
    `${percent(MOST_FALSE_POSITIVES)} % false positives at most; all figures in per cent, heavy tails logged.`,
    ...TIME_LEARNING.flatMap((learning) => gainLines(summary, learning)),
    '',
    'c2_beacon by its jitter, with time features, learnt from normal flows',
    columns(['jitter', ...summary.detectors.map(titleOf)]),
    ...jitterLines(summary),
    columns(['with a monitor', ...summary.monitored.map(({ found }) => percent(found))]),
    '',
    ...summary.sentences,
    ...summary.problems.map((problem) => `! ${problem}`),
  ];
  const trials = plan.trials.map(({ seed, question, parameters }, at) => ({
    seed,
    question,
    beaconJitter: parameters.beaconJitter,
    monitorShare: parameters.monitorShare,
    ...outcomes[at],
  }));
  return {
    text: section('Do time features help?', lines),
    json: { timeStudy: { ...summary, trials } },
  };
}

const LEARNT: Readonly<Record<TimeLearning, string>> = {
  all: 'Learnt from all flows; the threshold set on all normal ones',
  normal: 'Learnt from 70 % of the normal flows; the threshold set on the other 30 %',
};

function gainLines(
  { gains, attacks, detectors }: TimeStudySummary,
  learning: TimeLearning,
): string[] {
  const cells = (attack: string) =>
    detectors.map((detector) => {
      const gain = gains.find(
        (one) => one.attack === attack && one.detector === detector && one.learning === learning,
      );
      return `${percent(gain?.without)} → ${percent(gain?.with)}`;
    });
  return [
    '',
    `${LEARNT[learning]}: without → with time features`,
    columns(['', ...detectors.map(titleOf)]),
    ...attacks.map((attack) => columns([attack, ...cells(attack)])),
  ];
}

function jitterLines({ jitters, detectors }: TimeStudySummary): string[] {
  return [...new Set(jitters.map(({ jitter }) => jitter))].map((jitter) => {
    const found = detectors.map(
      (detector) =>
        jitters.find((one) => one.jitter === jitter && one.detector === detector)?.found,
    );
    return columns([percent(jitter), ...found.map(percent)]);
  });
}

function percent(share: number | null | undefined): string {
  return share === null || share === undefined ? '–' : `${(100 * share).toFixed(1)}`;
}

const SHORT: Readonly<Record<string, string>> = {
  'Local Outlier Factor': 'LOF',
  'Interquartile Fence': 'IQR Fence',
  'Isolation Forest': 'Forest',
};

function titleOf(detector: Parameters<typeof detectorFacts>[0]): string {
  const { title } = detectorFacts(detector);
  return SHORT[title] ?? title;
}
