import { InputError } from '../../../data/errors.ts';
import type { StudyPlan } from '../../../notebook/studies.ts';
import type { LabParameters } from '../../../pipeline/parameters/lab-parameters.ts';
import type { Scaled } from '../../../pipeline/run/scale.ts';
import { planLeaveOut } from '../../../pipeline/studies/leave-out.ts';
import { planSweep } from '../../../pipeline/studies/sweep.ts';
import type { Traffic } from '../../../pipeline/traffic/generate.ts';
import { notebook, pageLab } from '../../lab.ts';
import { studies } from '../studies-state.ts';
import { estimateOfPlan } from '../study-estimate.ts';

/** The question that is no parameter. */
export const LEAVE_ONE_OUT = 'leave-one-out';

/**
 * Plans and starts the study, unless something else has been asked for meanwhile; gives the reason
 * why it cannot be.
 */
export async function startStudy(
  question: string,
  values: string | undefined,
  latest: () => boolean,
): Promise<string | null> {
  if (notebook.lab.peek() !== null) {
    return 'A trained lab is in force, and studies fit detectors again. Forget it first.';
  }
  const refused = values === undefined ? null : problemOf(question, values);
  if (refused !== null) return refused;
  const running = studies().longRun();
  if (running !== null && !(await pageLab.confirm.mayEnd([running]))) return null;
  if (!notebook.isCurrent('scale')) await notebook.run('scale');
  if (!latest()) return null;
  const traffic = notebook.cell('generate').result.peek();
  const scaled = notebook.cell('scale').result.peek();
  if (traffic === null || scaled === null || !notebook.isCurrent('scale')) {
    return 'The feature matrix of step 3 is needed and could not be made; its cell says why.';
  }
  const parameters = notebook.parameters.peek();
  const { labels } = traffic.value;
  return complaintOf(() => {
    const plan = planOf(question, values, traffic.value, scaled.value, parameters);
    studies().start({ plan, parameters, labels, scaled: scaled.value, key: scaled.key });
  });
}

function planOf(
  question: string,
  values: string | undefined,
  { labels }: Pick<Traffic, 'labels'>,
  scaled: Scaled,
  parameters: LabParameters,
): StudyPlan {
  return question === LEAVE_ONE_OUT
    ? { kind: 'leave-one-out', ...planLeaveOut(scaled, labels, parameters) }
    : { kind: 'sweep', ...planSweep(question, parameters, values) };
}

/** How long the study would take, milliseconds; `null` where that cannot be told. Reads signals. */
export function timeOfStudy(question: string, values: string | undefined): number | null {
  const traffic = notebook.cell('generate').result.value;
  const scaled = notebook.cell('scale').result.value;
  if (traffic === null || scaled === null) return null;
  try {
    const parameters = notebook.parameters.value;
    return estimateOfPlan(planOf(question, values, traffic.value, scaled.value, parameters));
  } catch (error) {
    // It is told when the study is run.
    if (error instanceof InputError) return null;
    throw error;
  }
}

/** Why these values cannot be swept, if they cannot. */
export function problemOf(question: string, values: string): string | null {
  return complaintOf(() => planSweep(question, notebook.parameters.peek(), values));
}

/** What is wrong with the input, if anything is. */
function complaintOf(act: () => void): string | null {
  try {
    act();
    return null;
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
}
