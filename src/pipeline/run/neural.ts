import { loadNeuralRuntime, type NeuralRuntime } from '../../models/neural/runtime.ts';
import { detectorFacts, detectorsToRun } from '../detecting/detector-table.ts';
import type { DetectorName, LabParameters } from '../parameters/lab-parameters.ts';

/** What trains networks, loaded only if fitting one of these detectors, or its members, needs it. */
export async function neuralFor(
  names: readonly DetectorName[],
  { neuralBackend, ensembleMembers }: Pick<LabParameters, 'neuralBackend' | 'ensembleMembers'>,
): Promise<NeuralRuntime | undefined> {
  const fitted = detectorsToRun({ detectors: names, ensembleMembers });
  const isAny = fitted.some((name) => detectorFacts(name).isNetwork);
  return isAny ? loadNeuralRuntime(neuralBackend) : undefined;
}
