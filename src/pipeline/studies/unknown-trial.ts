import { InputError } from '../../data/errors.ts';
import { NORMAL } from '../../data/flow-table.ts';
import { evaluateClasses } from '../../eval/multiclass.ts';
import { NO_CLASS, type StratifiedSplit } from '../../eval/stratified-split.ts';
import { highestThreshold } from '../../eval/thresholds/thresholds.ts';
import { type Matrix, takeMatrixRows } from '../../features/matrix.ts';
import { fitScaler, transform } from '../../features/scale.ts';
import type { AttackClassifier } from '../../models/neural/attack-classifier.ts';
import { assessUnseen, type UnseenAssessment } from '../baseline/assess-unseen.ts';
import type { LabParameters } from '../parameters/lab-parameters.ts';
import type { Scaled } from '../run/scale.ts';
import { classesToLearn, type FlowClasses, NORMAL_CLASS } from '../traffic/flow-classes.ts';
import type { Labels } from '../traffic/labels.ts';
import { answersTo, callsOf, type NeuralContext, partsOf, trainOnParts } from './classify.ts';
import {
  FEW_FALSE_POSITIVES,
  type UnknownCalls,
  type UnknownDetection,
  type UnknownFinding,
  type UnknownOutcome,
  type UnknownTrial,
} from './unknown-attack.ts';

/** What is learnt from and judged by, and how. */
interface Given {
  readonly scaled: Pick<Scaled, 'matrix' | 'baseline'>;
  readonly labels: Labels;
  readonly parameters: LabParameters;
}

/**
 * Runs one trial. The classifier learns from the training part without the attack; the detectors
 * from the same flows and those of the validation part, or from the normal ones of these, or from
 * their baseline without the attack, as the parameters ask. All are judged by the attack's flows and
 * by the normal flows of the test part: nobody has seen either, nor has anybody's scaler.
 */
export function tryUnknown(
  { leftOut }: UnknownTrial,
  given: Given,
  context: NeuralContext,
): UnknownOutcome {
  try {
    const finding =
      leftOut === null ? tryKnown(given, context) : tryWithout(leftOut, given, context);
    return { finding, problem: null };
  } catch (error) {
    if (error instanceof InputError) return { finding: null, problem: error.message };
    throw error;
  }
}

function tryKnown(given: Given, context: NeuralContext): UnknownFinding {
  const all = classesToLearn(given.labels);
  const parts = partsOf(all.truth, given.parameters);
  const { figures } = trainAndJudge(all, parts, given, context);
  return { leftOut: null, ...figures, calls: null, detections: [] };
}

function tryWithout(leftOut: string, given: Given, context: NeuralContext): UnknownFinding {
  const { onProgress } = context;
  const { matrix } = given.scaled;
  const all = classesToLearn(given.labels);
  const known = withoutClass(all, leftOut);
  const parts = knownParts(partsOf(all.truth, given.parameters), known.truth);
  const { classifier, figures } = trainAndJudge(known, parts, given, {
    ...context,
    onProgress: (done) => onProgress?.(done / 2),
  });
  const attack = rowsOf(all, leftOut);
  const normal = parts.test.filter((row) => given.labels.label[row] === NORMAL);
  const judged = takeMatrixRows(matrix, joined(attack, normal));
  const training = trainingOf(parts, new Set([...attack, ...parts.test]), given);
  // All flows, the attack's too, have had a say in the matrix's scale. Scaled once more by those
  // learnt from, each column is as if by these alone, unless most of its values here are one.
  const scaler = fitScaler(given.parameters.scaler, training);
  const seen = transform(scaler, training);
  const assessments = assessUnseen(seen, transform(scaler, judged), given.parameters, {
    neural: context.neural,
    onProgress: (done) => onProgress?.((1 + done) / 2),
  });
  return {
    leftOut,
    ...figures,
    calls: callsOfUnknown(classifier, judged, attack.length),
    detections: assessments.map((one) => detectionOfUnknown(one, attack.length)),
  };
}

/** The classifier of the known classes, and what it is worth on their test part. */
function trainAndJudge(
  known: Known,
  parts: StratifiedSplit,
  { scaled: { matrix }, parameters }: Given,
  context: NeuralContext,
) {
  const { classifier } = trainOnParts(matrix, known, parts, parameters, context);
  const truth = Array.from(parts.test, (row) => known.truth[row]);
  const { called } = answersTo(classifier, takeMatrixRows(matrix, parts.test));
  const { perClass, macroF1 } = evaluateClasses(known.names, truth, called);
  const normal = perClass.find(({ name }) => name === NORMAL_CLASS);
  const attacks = perClass.filter((one) => one !== normal);
  return {
    classifier,
    figures: {
      macroF1,
      falsePositiveRate: 1 - (normal?.recall ?? 1),
      recalls: attacks.map(({ name, recall }) => ({ name, recall })),
    },
  };
}

type Known = Pick<FlowClasses, 'names' | 'truth'>;

function withoutClass({ names, truth }: Known, leftOut: string): Known {
  const kept = names.filter((name) => name !== leftOut);
  return {
    names: kept,
    // A name that is not kept is at −1, which is no class.
    truth: truth.map((place) => (place === NO_CLASS ? NO_CLASS : kept.indexOf(names[place]))),
  };
}

/** The parts that all classes were split into, without the rows that have none now. */
function knownParts(parts: StratifiedSplit, truth: Int32Array): StratifiedSplit {
  const known = (rows: Uint32Array) => rows.filter((row) => truth[row] !== NO_CLASS);
  return {
    train: known(parts.train),
    validation: known(parts.validation),
    test: known(parts.test),
  };
}

function rowsOf({ names, truth }: Known, name: string): Uint32Array {
  const place = names.indexOf(name);
  return Uint32Array.from(truth.keys()).filter((row) => truth[row] === place);
}

function joined(first: Uint32Array, second: Uint32Array): Uint32Array {
  const all = new Uint32Array(first.length + second.length);
  all.set(first);
  all.set(second, first.length);
  return all;
}

/** What the detectors learn from: nothing of the attack, and nothing that they are judged by. */
function trainingOf(
  { train, validation }: StratifiedSplit,
  barred: ReadonlySet<number>,
  { scaled: { matrix, baseline }, labels, parameters }: Given,
): Matrix {
  if (baseline?.matrix) return baseline.matrix;
  if (baseline?.rows) {
    return takeMatrixRows(
      matrix,
      baseline.rows.filter((row) => !barred.has(row)),
    );
  }
  const seen = joined(train, validation).sort();
  const wanted =
    parameters.trainOn === 'normal' ? seen.filter((row) => labels.label[row] === NORMAL) : seen;
  return takeMatrixRows(matrix, wanted);
}

/** @param judged the attack's flows, then normal ones */
function callsOfUnknown(classifier: AttackClassifier, judged: Matrix, flows: number): UnknownCalls {
  const { classes } = classifier;
  const { probabilities, called, confidence } = answersTo(classifier, judged);
  const own = { called: called.subarray(0, flows), confidence: confidence.subarray(0, flows) };
  const names = callsOf(classifier, own)
    .flatMap((one) =>
      one.confidence === null
        ? []
        : [{ ...one, confidence: one.confidence, share: one.flows / flows }],
    )
    .sort((a, b) => b.flows - a.flows);
  const normalAt = classes.indexOf(NORMAL_CLASS);
  const normality = Float64Array.from(
    called,
    (_, row) => probabilities[row * classes.length + normalAt],
  );
  return {
    flows,
    called: names,
    calledNormal: names.find(({ name }) => name === NORMAL_CLASS)?.share ?? 0,
    confidence: own.confidence.reduce((sum, one) => sum + one, 0) / flows,
    foundAtFew: foundAtFew(normality, flows),
  };
}

function detectionOfUnknown(
  { detector, assessment: { scores, predictions } }: UnseenAssessment,
  flows: number,
): UnknownDetection {
  const flagged = (rows: Int8Array) => rows.filter((one) => one === -1).length / rows.length;
  return {
    detector,
    found: flagged(predictions.subarray(0, flows)),
    falsePositiveRate: flagged(predictions.subarray(flows)),
    foundAtFew: foundAtFew(scores, flows),
  };
}

/** Of the first rows the share below what few of the others, normal ones, are below. */
function foundAtFew(scores: Float64Array, flows: number): number {
  const threshold = highestThreshold(scores.subarray(flows), FEW_FALSE_POSITIVES);
  return scores.subarray(0, flows).filter((score) => score < threshold).length / flows;
}
