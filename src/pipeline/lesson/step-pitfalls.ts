import { InputError } from '../../data/errors.ts';
import type { LabParameters } from '../parameters/lab-parameters.ts';
import { type PitfallsPlan, planPitfalls, planPitfallsOf } from '../studies/pitfalls/plan.ts';
import type { Lesson, LessonStep } from './lesson.ts';
import type { Part } from './marking.ts';

/** Seeds at most: a hand-in may ask for any number. */
const MOST_SEEDS = 50;

/**
 * The study of the pitfalls, where what is read of the report asks for it: of the seed in force, or of
 * those of `--seeds` where lesson or step set these or let them be touched. `null`: nothing asks.
 *
 * @param paths what a part of the step reads
 * @param parameters with all the detectors that the step has
 * @throws InputError where the study cannot be had so
 */
export function pitfallsAsked(
  paths: readonly string[],
  part: Part,
  lesson: Lesson,
  step: LessonStep,
  parameters: LabParameters,
): PitfallsPlan | null {
  if (!paths.some((path) => path.split('.')[0] === 'pitfalls')) return null;
  const given = part === 'transfer' ? step.transfer?.settings : {};
  const isOfMany = 'seeds' in { ...lesson.settings, ...step.settings, ...given };
  if (!isOfMany && !step.touch.includes('seeds')) {
    const trial = planPitfallsOf(parameters, parameters.seed);
    return { detector: trial.parameters.detectors[0], trials: [trial] };
  }
  const plan = planPitfalls(parameters);
  if (plan.trials.length <= MOST_SEEDS) return plan;
  throw new InputError(
    `A lesson studies at most ${MOST_SEEDS} seeds, not ${plan.trials.length}: set fewer.`,
  );
}
