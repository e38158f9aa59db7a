import { CLASS_WEIGHTS, type ClassWeights } from '../../models/neural/class-weights.ts';
import type { ParameterFacts } from './parameter-types.ts';

/** What can be set of the classifier of attacks, besides what every network's training has. */
export interface ClassifierParameters {
  readonly classifierHidden: number;
  readonly classifierLayers: number;
  readonly classWeights: ClassWeights;
  readonly testShare: number;
  readonly validationShare: number;
}

/** The rows of the classifier, as those of `PARAMETERS`. */
export const CLASSIFIER_PARAMETERS: readonly ParameterFacts[] = [
  {
    key: 'classifierHidden',
    flag: 'classifier-hidden',
    step: 'classifier',
    kind: 'number',
    min: 1,
    max: 1024,
    slider: { from: 4, to: 128 },
    resolution: 4,
    whole: true,
    label: 'Units per hidden layer',
    default: 32,
    meaning: 'Units in each hidden layer of the classifier.',
  },
  {
    key: 'classifierLayers',
    flag: 'classifier-layers',
    step: 'classifier',
    kind: 'number',
    min: 0,
    max: 4,
    slider: { from: 0, to: 4 },
    resolution: 1,
    whole: true,
    label: 'Hidden layers',
    default: 1,
    meaning: 'Hidden layers of the classifier. Without one, its boundaries are straight.',
  },
  {
    key: 'classWeights',
    flag: 'class-weights',
    step: 'classifier',
    kind: 'choice',
    choices: CLASS_WEIGHTS,
    label: 'Class weights',
    default: 'none',
    meaning:
      'none: all flows count the same in training; balanced: flows of rare classes count more.',
  },
  {
    key: 'testShare',
    flag: 'test-share',
    step: 'classifier',
    kind: 'number',
    min: 0.05,
    max: 0.6,
    slider: { from: 0.05, to: 0.6 },
    resolution: 0.05,
    label: 'Test share',
    default: 0.3,
    meaning: 'Share of each class that the classifier is tested on and never learns from.',
  },
  {
    key: 'validationShare',
    flag: 'validation-share',
    step: 'classifier',
    kind: 'number',
    min: 0.05,
    max: 0.3,
    slider: { from: 0.05, to: 0.3 },
    resolution: 0.05,
    label: 'Validation share',
    default: 0.15,
    meaning: 'Share of each class that decides when training stops.',
  },
];
