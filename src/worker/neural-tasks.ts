import type { Matrix } from '../features/matrix.ts';
import type { AttackClassifier } from '../models/neural/attack-classifier.ts';
import { loadNeuralRuntime } from '../models/neural/runtime.ts';
import type { LabParameters } from '../pipeline/parameters/lab-parameters.ts';
import type { StepContext } from '../pipeline/run/detect.ts';
import type { Scaled } from '../pipeline/run/scale.ts';
import type { Classification } from '../pipeline/studies/classification.ts';
import { classifyAttacks, classifyByTrained } from '../pipeline/studies/classify.ts';
import type { UnknownOutcome, UnknownTrial } from '../pipeline/studies/unknown-attack.ts';
import { tryUnknown } from '../pipeline/studies/unknown-trial.ts';
import type { Labels } from '../pipeline/traffic/labels.ts';

/** Tasks of the classifier of attacks. */
export interface NeuralTasks {
  /** By a classifier that was trained before, where there is one. */
  classify: {
    input: {
      readonly matrix: Matrix;
      readonly labels: Labels;
      readonly parameters: LabParameters;
      readonly trained: AttackClassifier | null;
    };
    output: Classification;
  };
  /** One training without an attack, or with all of them. */
  unknownAttack: {
    input: {
      readonly trial: UnknownTrial;
      readonly scaled: Pick<Scaled, 'matrix' | 'baseline'>;
      readonly labels: Labels;
      readonly parameters: LabParameters;
    };
    output: UnknownOutcome;
  };
}

/** What runs them. TensorFlow.js is fetched when one first trains. */
export const NEURAL_TASKS = {
  classify: async (
    { matrix, labels, parameters, trained }: NeuralTasks['classify']['input'],
    context: StepContext,
  ): Promise<Classification> => {
    if (trained !== null) return classifyByTrained(trained, matrix, labels, context);
    const neural = await loadNeuralRuntime(parameters.neuralBackend);
    return classifyAttacks(matrix, labels, parameters, { ...context, neural });
  },
  unknownAttack: async (
    { trial, ...given }: NeuralTasks['unknownAttack']['input'],
    context: StepContext,
  ): Promise<UnknownOutcome> => {
    const neural = await loadNeuralRuntime(given.parameters.neuralBackend);
    return tryUnknown(trial, given, { ...context, neural });
  },
};
