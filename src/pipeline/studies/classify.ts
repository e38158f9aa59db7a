import { MersenneTwister, randomStateOf } from '../../data/random.ts';
import { evaluateClasses, type MulticlassEvaluation } from '../../eval/multiclass.ts';
import { NO_CLASS, type StratifiedSplit, stratifiedSplit } from '../../eval/stratified-split.ts';
import type { Matrix } from '../../features/matrix.ts';
import {
  type AttackClassifier,
  classProbabilities,
  mostProbable,
  type TrainedClassifier,
  trainAttackClassifier,
} from '../../models/neural/attack-classifier.ts';
import type { NeuralRuntime } from '../../models/neural/runtime.ts';
import type { LabParameters } from '../parameters/lab-parameters.ts';
import type { StepContext } from '../run/detect.ts';
import { listOf, many } from '../run/words.ts';
import { classesToLearn, type FlowClasses, flowClasses } from '../traffic/flow-classes.ts';
import type { Labels } from '../traffic/labels.ts';
import type { Classification, ClassParts } from './classification.ts';
import { classificationSentences } from './classify-summary.ts';

/** What training a network needs besides the step's input. */
export interface NeuralContext extends StepContext {
  readonly neural: NeuralRuntime;
}

/**
 * Trains a classifier on the labelled flows: one part of each class to learn from, one to stop by,
 * and one to judge it by, drawn by the seed. Whatever the detectors learn from is no matter of its.
 *
 * @throws InputError for labels that leave it nothing to tell apart
 */
export function classifyAttacks(
  x: Matrix,
  labels: Labels,
  parameters: LabParameters,
  context: NeuralContext,
): Classification {
  const { neural, now } = context;
  const started = now();
  const classes = classesToLearn(labels);
  const parts = partsOf(classes.truth, parameters);
  const trained = trainOnParts(x, classes, parts, parameters, context);
  const fitted = now();
  const { classifier, ...training } = trained;
  const answers = answersTo(classifier, x);
  const judge = (rows: Uint32Array) =>
    evaluateClasses(classes.names, at(classes.truth, rows), at(answers.called, rows));
  const result = {
    classes: classes.names,
    training: {
      ...training,
      parts: countParts(classes, parts),
      trainMacroF1: judge(parts.train).macroF1,
      backend: neural.backend,
      why: neural.why,
    },
    evaluation: judge(parts.test),
    called: callsOf(classifier, answers),
    warnings: classWarnings(classes),
    classifier,
    milliseconds: { fit: fitted - started, score: now() - fitted },
  };
  return { ...result, sentences: classificationSentences(result) };
}

/**
 * What a classifier that was trained before makes of these flows. Nothing is trained. Labelled flows
 * judge it, those of attacks that it does not know among them.
 *
 * @throws InputError for other columns than it was trained on
 */
export function classifyByTrained(
  classifier: AttackClassifier,
  x: Matrix,
  labels: Labels,
  { now }: Pick<StepContext, 'now'>,
): Classification {
  const started = now();
  const answers = answersTo(classifier, x);
  const own = flowClasses(labels, 1);
  const strange = own.names.filter((name) => !classifier.classes.includes(name));
  const result = {
    classes: classifier.classes,
    training: null,
    evaluation: judgeAll(classifier, own, answers),
    called: callsOf(classifier, answers),
    warnings:
      strange.length === 0
        ? []
        : [`It was trained without ${listOf(strange)}, and cannot call a flow so.`],
    classifier,
    milliseconds: { fit: 0, score: now() - started },
  };
  return { ...result, sentences: classificationSentences(result) };
}

/**
 * All labelled flows judged, `null` where there are none. A class that is neither among them nor
 * called counts in no mean: of what is not there, nothing was missed.
 */
function judgeAll(
  { classes }: AttackClassifier,
  own: FlowClasses,
  { called }: Pick<Answers, 'called'>,
): MulticlassEvaluation | null {
  const labelled = Uint32Array.from(own.truth.keys()).filter((row) => own.truth[row] !== NO_CLASS);
  if (labelled.length === 0) return null;
  const is = Array.from(labelled, (row) => own.names[own.truth[row]]);
  const said = Array.from(labelled, (row) => classes[called[row]]);
  const there = new Set([...is, ...said]);
  const names = [...new Set([...classes, ...own.names])].filter((name) => there.has(name));
  const places = (all: readonly string[]) => all.map((name) => names.indexOf(name));
  return evaluateClasses(names, places(is), places(said));
}

/** The split that the seed draws; the same for every row's class, whatever else has none. */
export function partsOf(
  truth: Int32Array,
  { testShare, validationShare, seed }: LabParameters,
): StratifiedSplit {
  const source = new MersenneTwister(randomStateOf(seed));
  return stratifiedSplit(truth, testShare, validationShare, source);
}

/** The classifier that the parameters ask for, trained on these parts. */
export function trainOnParts(
  x: Matrix,
  { names, truth }: Pick<FlowClasses, 'names' | 'truth'>,
  { train, validation }: StratifiedSplit,
  parameters: LabParameters,
  { neural, onProgress }: NeuralContext,
): TrainedClassifier {
  const { classifierHidden, classifierLayers, classWeights, seed } = parameters;
  const { epochs, batchSize, learningRate, patience } = parameters;
  return trainAttackClassifier(neural, {
    x,
    classes: names,
    truth,
    train,
    validation,
    hidden: Array.from({ length: classifierLayers }, () => classifierHidden),
    classWeights,
    epochs,
    batchSize,
    learningRate,
    patience,
    random: new MersenneTwister(randomStateOf(seed)),
    onProgress,
  });
}

/** What the classifier calls each row of `x`, and how sure it is. */
export function answersTo(classifier: AttackClassifier, x: Matrix) {
  const probabilities = classProbabilities(classifier, x);
  return { probabilities, ...mostProbable(probabilities, classifier.classes.length) };
}

type Answers = ReturnType<typeof answersTo>;

/** The rows by what they are called; a name that no row got has no confidence. */
export function callsOf(
  { classes }: AttackClassifier,
  { called, confidence }: Pick<Answers, 'called' | 'confidence'>,
) {
  return classes.map((name, place) => {
    let flows = 0;
    let sum = 0;
    called.forEach((one, row) => {
      if (one !== place) return;
      flows++;
      sum += confidence[row];
    });
    return { name, flows, confidence: flows === 0 ? null : sum / flows };
  });
}

function countParts({ names, truth }: FlowClasses, parts: StratifiedSplit): ClassParts[] {
  return names.map((name, place) => {
    const count = (rows: Uint32Array) => rows.filter((row) => truth[row] === place).length;
    const { train, validation, test } = parts;
    return { name, train: count(train), validation: count(validation), test: count(test) };
  });
}

function classWarnings({ tooSmall, unlabelled }: FlowClasses): string[] {
  const small = tooSmall.map(({ name, flows }) => `${name} (${many(flows, 'flow')})`);
  return [
    ...(small.length === 0
      ? []
      : [
          `Left out, as fewer than 3 flows cannot be in training, validation and test: ${listOf(small)}.`,
        ]),
    ...(unlabelled === 0
      ? []
      : [`${many(unlabelled, 'flow')} without a label: neither learnt from nor judged by.`]),
  ];
}

function at(values: Int32Array, rows: Uint32Array): Int32Array {
  return Int32Array.from(rows, (row) => values[row]);
}
