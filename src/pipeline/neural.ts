import { loadNeuralRuntime, type NeuralRuntime } from '../models/neural/runtime.ts';
import type { DetectorName, LabParameters } from './lab-parameters.ts';

/** What trains networks, loaded only if fitting one of these detectors, or its members, needs it. */
export async function neuralFor(
  names: readonly DetectorName[],
  { neuralBackend, ensembleMembers }: Pick<LabParameters, 'neuralBackend' | 'ensembleMembers'>,
): Promise<NeuralRuntime | undefined> {
  const fitted = names.includes('ensemble') ? [...names, ...ensembleMembers] : names;
  return fitted.includes('autoencoder') ? loadNeuralRuntime(neuralBackend) : undefined;
}
