import type { Detection } from '../../pipeline/run/detect.ts';
import type { LabRun } from '../../pipeline/run/lab.ts';
import { pageLab } from '../lab.ts';

/** The results on screen of the detectors that are chosen, as far as they are current. */
export function currentDetections({ chosenDetectors, notebook } = pageLab): Detection[] {
  return chosenDetectors.value.flatMap(({ name }) => {
    const { result } = notebook.cell(name);
    return notebook.isCurrent(name) && result.value !== null ? [result.value.value] : [];
  });
}

/** The results on screen as one run, as the command line has it; `null`: some are not there yet. */
export function currentRun(lab = pageLab): LabRun | null {
  const { notebook } = lab;
  const traffic = notebook.cell('generate').result.value;
  const engineered = notebook.cell('engineer').result.value;
  const scaled = notebook.cell('scale').result.value;
  const compared = notebook.cell('compare').result.value;
  const scores = notebook.cell('scores').result.value;
  if (!traffic || !engineered || !scaled || !compared || !scores) return null;
  return {
    parameters: notebook.parameters.value,
    traffic: traffic.value,
    engineered: engineered.value,
    scaled: scaled.value,
    detections: currentDetections(lab),
    compared: compared.value,
    scores: scores.value,
  };
}
