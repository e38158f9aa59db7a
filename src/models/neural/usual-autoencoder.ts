import type { AutoencoderParams } from './autoencoder-params.ts';

/** What an autoencoder is unless it is asked for otherwise. */
export const USUAL_AUTOENCODER: AutoencoderParams = {
  hiddenUnits: 16,
  bottleneck: 4,
  epochs: 100,
  learningRate: 0.01,
  batchSize: 128,
  patience: 10,
  contamination: 0.1,
  randomState: 0,
};
