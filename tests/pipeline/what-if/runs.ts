import { PROFILES } from '../../../src/data/profiles.ts';
import type {
  LabParameters,
  ParameterChanges,
} from '../../../src/pipeline/parameters/lab-parameters.ts';
import { NOTEBOOK_PARAMETERS } from '../../../src/pipeline/parameters/parameters.ts';
import { type LabRun, runLab } from '../../../src/pipeline/run/lab.ts';
import { createRescorer, type Rescorer } from '../../../src/pipeline/what-if/rescorer.ts';
import { fittedModels } from '../../../src/pipeline/what-if/scorers.ts';

/** The notebook's flows, or one in so many of each kind. */
function oneIn(part: number): LabParameters['counts'] {
  return Object.fromEntries(PROFILES.map(({ name, count }) => [name, Math.ceil(count / part)]));
}

/** A finished run, by default of the notebook's detectors on a tenth of its flows. */
export function runOf(changes: ParameterChanges = {}): Promise<LabRun> {
  const parameters: LabParameters = { ...NOTEBOOK_PARAMETERS, counts: oneIn(10), ...changes };
  return runLab(null, parameters, { now: () => 0 });
}

/** The same, ready to be asked again. */
export async function rescorerOf(changes: ParameterChanges = {}): Promise<Rescorer> {
  const run = await runOf(changes);
  return createRescorer(run, null, fittedModels(run, null));
}
