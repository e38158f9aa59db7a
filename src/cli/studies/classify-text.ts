import { entryAt } from '../../data/entry-at.ts';
import type { Spread } from '../../eval/distributions/spread.ts';
import type { MulticlassEvaluation } from '../../eval/multiclass.ts';
import { loadNeuralRuntime } from '../../models/neural/runtime.ts';
import type { LabParameters } from '../../pipeline/parameters/lab-parameters.ts';
import type { PlanRunner } from '../../pipeline/plan/plan-tasks.ts';
import { shareOf } from '../../pipeline/run/words.ts';
import type { Classification, ClassifierTraining } from '../../pipeline/studies/classification.ts';
import {
  type ClassifyPlan,
  type ClassifyTrialResult,
  classifySummary,
  tryClassify,
} from '../../pipeline/studies/classify-study.ts';
import { columns, fixed, section } from '../layout.ts';
import { type StudyReport, seedWords } from './study.ts';

const TITLE = 'Classifier of attacks';

const BY_LAB =
  'By the classifier of the trained lab: nothing is trained. Among the flows that it was trained on, its figures would flatter it.';

/** What a classifier makes of one traffic. */
export function classifyReport(classification: Classification): StudyReport {
  const { classifier: _, ...result } = classification;
  const { sentences, warnings, training, evaluation, called } = result;
  const lines = [
    ...warnings.map((warning) => `! ${warning}`),
    ...(training === null ? [BY_LAB] : []),
    ...sentences,
    ...(training === null ? [] : trainingLines(training)),
    ...(evaluation === null ? calledLines(called) : judgedLines(evaluation)),
  ];
  return { text: section(TITLE, lines), json: { classifier: result } };
}

function trainingLines({ parts, why, history, bestEpoch }: ClassifierTraining): string[] {
  const best = entryAt(history, bestEpoch - 1, 'epoch');
  return [
    why,
    `Loss of epoch ${bestEpoch}: ${best.loss.toFixed(6)} in training, ${best.validationLoss.toFixed(6)} in validation`,
    '',
    columns(['flows of', 'training', 'validation', 'test']),
    ...parts.map(({ name, train, validation, test }) =>
      columns([name, ...[train, validation, test].map(String)]),
    ),
  ];
}

function judgedLines({ perClass, confusion, ...means }: MulticlassEvaluation): string[] {
  const { macroPrecision, macroRecall, macroF1, weightedF1, accuracy, rows } = means;
  return [
    '',
    columns(['class', 'precision', 'recall', 'F1', 'flows']),
    ...perClass.map(({ name, precision, recall, f1, support }) =>
      columns([name, ...[precision, recall, f1].map((one) => one.toFixed(6)), String(support)]),
    ),
    columns([
      'macro mean',
      ...[macroPrecision, macroRecall, macroF1].map((one) => one.toFixed(6)),
      String(rows),
    ]),
    `weighted F1 ${weightedF1.toFixed(6)}, accuracy ${accuracy.toFixed(6)}`,
    '',
    'Rows are what flows are, columns what they are called, in the same order',
    ...confusion.map(
      (counts, at) =>
        `${`${at + 1} ${entryAt(perClass, at, 'class').name}`.padEnd(24)}${counts.map((count) => String(count).padStart(6)).join('')}`,
    ),
  ];
}

function calledLines(called: Classification['called']): string[] {
  return [
    '',
    columns(['called', 'flows', 'how sure']),
    ...called.map(({ name, flows, confidence }) =>
      columns([name, String(flows), confidence === null ? '–' : shareOf(confidence)]),
    ),
  ];
}

/** The classifier on the generated traffic of many seeds, one after another. */
export async function classifySeedsReport(
  plan: ClassifyPlan,
  { neuralBackend }: Pick<LabParameters, 'neuralBackend'>,
  tasks: PlanRunner,
): Promise<StudyReport> {
  const { backend, why } = await loadNeuralRuntime(neuralBackend);
  const trials: ClassifyTrialResult[] = [];
  for (const trial of plan.trials) trials.push(await tryClassify(trial, tasks));
  const summary = classifySummary(trials);
  const { macroF1, accuracy, f1, bySeed } = summary;
  const lines = [
    `Seeds ${seedWords(bySeed.map(({ seed }) => seed))}. Mean ± standard deviation, on the test part of each.`,
    `Macro F1 ${spreadWords(macroF1)}, accuracy ${spreadWords(accuracy)}.`,
    why,
    '',
    columns(['seed', 'macro F1', 'accuracy', 'epochs']),
    ...bySeed.map(seedLine),
    '',
    columns(['F1 of', 'mean', '±']),
    ...f1.map(({ name, mean, deviation }) => columns([name, mean.toFixed(6), fixed(deviation, 6)])),
  ];
  return {
    text: section(`${TITLE}, by seed`, lines),
    json: { classifierBySeed: { ...summary, backend, why } },
  };
}

function seedLine({ seed, macroF1, accuracy, epochs, problem }: ClassifyTrialResult): string {
  if (macroF1 === null || accuracy === null) return `${columns([seed])}  ${problem}`;
  return columns([seed, macroF1.toFixed(6), accuracy.toFixed(6), String(epochs)]);
}

function spreadWords(spread: Spread | null): string {
  if (spread === null) return '–';
  const { mean, deviation } = spread;
  return `${mean.toFixed(6)}${deviation === null ? '' : ` ± ${deviation.toFixed(6)}`}`;
}
