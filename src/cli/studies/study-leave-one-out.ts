import { detectorFacts } from '../../pipeline/detecting/detector-table.ts';
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
import { MEASURES, type MeasureKey } from '../../pipeline/studies/trial.ts';
import { columns, section } from '../layout.ts';
import { shortTitle } from './short-title.ts';
import type { Study, StudyReport } from './study.ts';

export const study: Study<null> = {
  place: 2,
  option: {
    flag: 'leave-one-out',
    value: '',
    meaning: 'Run the detectors without each feature and each family of features in turn.',
  },
  ask: () => null,
  fitsAgain: true,
  async report({ scaled, traffic: { labels }, parameters }, _, { tasks }) {
    const plan = planLeaveOut(scaled, labels, parameters);
    const trials = plan.trials.map((trial) => ({ trial, scaled, labels }));
    const outcomes = await tasks.runEach('try', trials);
    return leaveOutReport(leaveOutResults(plan, outcomes));
  },
};

const QUALITIES = MEASURES.filter((measure) => measure.kind === 'share');

/** Those in the text; all are in the JSON. */
const SHOWN: readonly MeasureKey[] = ['f1', 'rocAuc', 'averagePrecision'];

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
