import { detectorFacts } from '../../pipeline/detecting/detector-table.ts';
import type { LabRun } from '../../pipeline/run/lab.ts';
import { shareOf } from '../../pipeline/run/words.ts';
import type { NeuralContext } from '../../pipeline/studies/classify.ts';
import { FEW_FALSE_POSITIVES, planUnknownAttack } from '../../pipeline/studies/unknown-attack.ts';
import { type UnknownRow, unknownSummary } from '../../pipeline/studies/unknown-summary.ts';
import { tryUnknown } from '../../pipeline/studies/unknown-trial.ts';
import { columns, section } from '../layout.ts';
import { type Study, type StudyReport, withRuntime } from './study.ts';

/** What is asked for: names of attacks as typed; empty: all. */
export const study: Study<string> = {
  place: 7,
  option: {
    flag: 'unknown-attack',
    value: '[ATTACKS]',
    meaning:
      'Leave one attack out: what the classifier calls an attack that it was not taught, beside what the detectors make of it. Which, A,B; all unless given.',
    begins: /^[^-]/,
  },
  ask: (typed) => typed,
  trains: () => true,
  report: (run, asked, context) => unknownAttackReport(run, asked, withRuntime(context)),
};

/**
 * Trains the classifier without each attack in turn, and tells what becomes of that.
 *
 * @param asked names of attacks; empty: all
 * @throws InputError for labels or names that do not allow it
 */
function unknownAttackReport(
  { scaled, traffic: { labels }, parameters }: LabRun,
  asked: string,
  context: NeuralContext,
): StudyReport {
  const plan = planUnknownAttack(labels, scaled.baseline, parameters, asked);
  const given = { scaled, labels, parameters };
  const outcomes = plan.trials.map((trial) => tryUnknown(trial, given, context));
  const summary = unknownSummary(plan, outcomes);
  const few = shareOf(FEW_FALSE_POSITIVES);
  const lines = [
    'The classifier, known: share of its test flows named rightly when it was taught the attack.',
    `Unknown: trained without it. By doubt: at ${few} false positives, what is least probably normal.`,
    columns(['attack', 'flows', 'known', 'called normal', 'sure', 'by doubt']),
    ...summary.rows.map(classifierLine),
    '',
    'Called instead',
    ...summary.rows.map(calledLine),
    ...plan.detectors.flatMap((name) => [
      '',
      `${detectorFacts(name).title}, not taught it either: by its own threshold, and at ${few} false positives`,
      columns(['attack', 'found', 'false pos.', `at ${few}`]),
      ...summary.rows.flatMap((row) => detectorLine(row, name)),
    ]),
    '',
    ...summary.sentences,
    ...summary.problems.map((problem) => `! ${problem}`),
  ];
  const { backend, why } = context.neural;
  return {
    text: section('Leave one attack out', lines),
    json: { unknownAttack: { ...summary, backend, why } },
  };
}

function classifierLine({ attack, knownRecall, calls }: UnknownRow): string {
  const { flows, calledNormal, confidence, foundAtFew } = calls;
  return columns([
    attack,
    String(flows),
    ...[knownRecall, calledNormal, confidence, foundAtFew].map((share) =>
      share === null ? '–' : shareOf(share),
    ),
  ]);
}

function calledLine({ attack, calls }: UnknownRow): string {
  const words = calls.called.map(
    ({ name, share, confidence }) => `${name} ${shareOf(share)} (${shareOf(confidence)} sure)`,
  );
  return `  ${attack}: ${words.join(', ')}`;
}

function detectorLine({ attack, detections }: UnknownRow, name: string): string[] {
  return detections
    .filter(({ detector }) => detector === name)
    .map(({ found, falsePositiveRate, foundAtFew }) =>
      columns([attack, ...[found, falsePositiveRate, foundAtFew].map(shareOf)]),
    );
}
