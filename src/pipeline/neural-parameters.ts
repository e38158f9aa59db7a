import type { AutoencoderParams } from '../models/neural/autoencoder-params.ts';
import { NEURAL_BACKENDS, type NeuralBackend } from '../models/neural/backends.ts';
import { USUAL_AUTOENCODER } from '../models/neural/usual-autoencoder.ts';
import type { ParameterFacts } from './parameter-types.ts';

/** What can be set of networks: the autoencoder's form, and how every network is trained. */
export interface NeuralParameters extends Omit<AutoencoderParams, 'contamination' | 'randomState'> {
  readonly neuralBackend: NeuralBackend;
}

/** The rows of networks, as those of `PARAMETERS`. */
export const NEURAL_PARAMETERS: readonly ParameterFacts[] = [
  {
    key: 'hiddenUnits',
    flag: 'hidden-units',
    step: 'autoencoder',
    kind: 'number',
    min: 1,
    max: 1024,
    slider: { from: 1, to: 64 },
    resolution: 1,
    whole: true,
    label: 'Hidden units',
    default: USUAL_AUTOENCODER.hiddenUnits,
    meaning: 'Units of the layers before and behind the bottleneck of the autoencoder.',
  },
  {
    key: 'bottleneck',
    flag: 'bottleneck',
    step: 'autoencoder',
    kind: 'number',
    min: 1,
    max: 1024,
    slider: { from: 1, to: 20 },
    resolution: 1,
    whole: true,
    label: 'Bottleneck',
    default: USUAL_AUTOENCODER.bottleneck,
    meaning: 'Numbers that a flow is squeezed into, from which the autoencoder gives it back.',
  },
  {
    key: 'epochs',
    flag: 'epochs',
    step: 'neural',
    kind: 'number',
    min: 1,
    max: 10_000,
    slider: { from: 10, to: 500 },
    resolution: 10,
    whole: true,
    label: 'Epochs',
    default: USUAL_AUTOENCODER.epochs,
    meaning: 'How often a network sees all of its training flows, at most.',
  },
  {
    key: 'learningRate',
    flag: 'learning-rate',
    advanced: true,
    step: 'neural',
    kind: 'number',
    min: 0,
    above: true,
    max: 1,
    slider: { from: 0.001, to: 0.1 },
    resolution: 0.001,
    label: 'Learning rate',
    default: USUAL_AUTOENCODER.learningRate,
    meaning: "How far a network's weights move at each step, by Adam's rule.",
  },
  {
    key: 'batchSize',
    flag: 'batch-size',
    advanced: true,
    step: 'neural',
    kind: 'number',
    min: 1,
    max: 65_536,
    slider: { from: 16, to: 512 },
    resolution: 16,
    whole: true,
    label: 'Batch size',
    default: USUAL_AUTOENCODER.batchSize,
    meaning: 'Flows by which a network takes each of its steps.',
  },
  {
    key: 'patience',
    flag: 'patience',
    advanced: true,
    step: 'neural',
    kind: 'number',
    min: 1,
    max: 10_000,
    slider: { from: 1, to: 50 },
    resolution: 1,
    whole: true,
    label: 'Patience',
    default: USUAL_AUTOENCODER.patience,
    meaning:
      'Epochs in a row without a lower validation loss after which training stops early. The weights of the best epoch are kept.',
  },
  {
    key: 'neuralBackend',
    flag: 'neural-backend',
    advanced: true,
    step: 'neural',
    kind: 'choice',
    choices: NEURAL_BACKENDS,
    label: 'Computed by',
    default: 'auto',
    meaning:
      'What computes the training of networks: auto takes WebAssembly, else plain JavaScript. WebGL is for browsers alone, and no quicker for networks this small.',
  },
];
