import { loadNeuralRuntime } from '../../models/neural/runtime.ts';
import { detectorFacts } from '../../pipeline/detecting/detector-table.ts';
import type { PlanRunner } from '../../pipeline/plan/plan-tasks.ts';
import { runUnknownAttack } from '../../pipeline/plan/study-runs.ts';
import { type LabRun, valuesOfRun } from '../../pipeline/run/lab.ts';
import { shareOf } from '../../pipeline/run/words.ts';
import { FEW_FALSE_POSITIVES } from '../../pipeline/studies/unknown-attack.ts';
import type { UnknownRow } from '../../pipeline/studies/unknown-summary.ts';
import { columns, section } from '../layout.ts';
import type { Study, StudyReport } from './study.ts';

/** What is asked for: names of attacks as typed; empty: all. */
export const study: Study<string> = {
  place: 7,
  option: {
    flag: 'unknown-attack',
    value: '[ATTACKS]',
    meaning:
      'Leave one attack out of the training, and see what the classifier and the detectors make of it. Which, A,B; all unless given.',
    begins: /^[^-]/,
  },
  ask: (typed) => typed,
  report: (run, asked, { tasks }) => unknownAttackReport(run, asked, tasks),
};

/**
 * Trains the classifier without each attack in turn, and tells what becomes of that.
 *
 * @param asked names of attacks; empty: all
 * @throws InputError for labels or names that do not allow it
 */
async function unknownAttackReport(
  run: LabRun,
  asked: string,
  tasks: PlanRunner,
): Promise<StudyReport> {
  const { parameters } = run;
  const summary = await runUnknownAttack({ parameters, values: valuesOfRun(run) }, tasks, asked);
  const { backend, why } = await loadNeuralRuntime(parameters.neuralBackend);
  const few = shareOf(FEW_FALSE_POSITIVES);
  const lines = [
    'The classifier, known: share of its test flows named rightly when it was taught the attack.',
    `Unknown: trained without it. By doubt: at ${few} false positives, what is least probably normal.`,
    columns(['attack', 'flows', 'known', 'called normal', 'sure', 'by doubt']),
    ...summary.rows.map(classifierLine),
    '',
    'Called instead',
    ...summary.rows.map(calledLine),
    ...summary.detectors.flatMap((name) => [
      '',
      `${detectorFacts(name).title}, not taught it either: by its own threshold, and at ${few} false positives`,
      columns(['attack', 'found', 'false pos.', `at ${few}`]),
      ...summary.rows.flatMap((row) => detectorLine(row, name)),
    ]),
    '',
    ...summary.sentences,
    ...summary.problems.map((problem) => `! ${problem}`),
  ];
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
