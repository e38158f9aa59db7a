import { loadNeuralRuntime, type NeuralRuntime } from '../../models/neural/runtime.ts';
import { detectorsToRun } from '../../pipeline/detecting/detector-table.ts';
import type { StepContext } from '../../pipeline/run/detect.ts';
import type { LabRun } from '../../pipeline/run/lab.ts';
import { neuralFor } from '../../pipeline/run/neural.ts';
import { savedClassifier } from '../../pipeline/run/saved-detector.ts';
import type { Classification } from '../../pipeline/studies/classification.ts';
import { classifyAttacks, classifyByTrained } from '../../pipeline/studies/classify.ts';
import { classifySeed } from '../../pipeline/studies/classify-study.ts';
import type { TrainedLab } from '../../pipeline/trained-lab/trained-lab.ts';
import type { CliOptions } from '../options.ts';
import type { ClassifierStudies } from './classifier-options.ts';
import { classifyReport, classifySeedsReport } from './classify-text.ts';
import type { StudyReport } from './study-report.ts';
import { unknownAttackReport } from './unknown-attack-text.ts';

/** What trains networks, loaded only if one is to be trained: a detector or a classifier. */
export async function runtimeOf(
  {
    classify,
    unknownAttack,
    parameters,
    voting,
    timeStudy,
  }: ClassifierStudies & Pick<CliOptions, 'parameters' | 'voting' | 'timeStudy'>,
  trained: TrainedLab | null,
): Promise<NeuralRuntime | undefined> {
  const ownTraining = classify === 'own' && trained === null;
  const asked = ownTraining || typeof classify === 'object' || unknownAttack !== undefined;
  if (asked) return loadNeuralRuntime(parameters.neuralBackend);
  // A trained lab fits nothing, but for the studies that have traffic of their own.
  const fits = trained === null || voting !== undefined || timeStudy !== undefined;
  return fits ? neuralFor(detectorsToRun(parameters), parameters) : undefined;
}

/** The classifier on the run's own traffic, if that is asked for; by the trained lab where one is. */
export function classifyRun(
  { scaled: { matrix }, traffic: { labels }, parameters }: LabRun,
  { classify }: ClassifierStudies,
  trained: TrainedLab | null,
  context: StepContext,
): Classification | null {
  if (classify !== 'own') return null;
  if (trained !== null) {
    return classifyByTrained(savedClassifier(trained), matrix, labels, context);
  }
  return classifyAttacks(matrix, labels, parameters, withRuntime(context));
}

/** What is told of the classifier. */
export function classifierReports(
  run: LabRun,
  { classify, unknownAttack }: ClassifierStudies,
  classification: Classification | null,
  context: StepContext,
): StudyReport[] {
  const reports: StudyReport[] = [];
  if (classification !== null) reports.push(classifyReport(classification));
  if (typeof classify === 'object') {
    const [only, ...others] = classify.trials;
    reports.push(
      others.length === 0
        ? classifyReport(classifySeed(only.parameters, withRuntime(context)))
        : classifySeedsReport(classify, withRuntime(context)),
    );
  }
  if (unknownAttack !== undefined) {
    reports.push(unknownAttackReport(run, unknownAttack, withRuntime(context)));
  }
  return reports;
}

function withRuntime({ neural, ...context }: StepContext) {
  if (neural === undefined) throw new Error('What trains networks was not loaded.');
  return { ...context, neural };
}
