import type { TaskName } from './tasks.ts';

/**
 * How a task takes its place among the others.
 *
 * - `short`: somebody waits for an answer, a file or a picture: it goes to the front of the queue.
 * - `step`: a step of the run.
 * - `background`: one of the many trials of a study, or a training that nobody needs to go on: it
 *   comes last, and leaves a lane to the others.
 * - `driven`: it stays until a person has driven it to its end, and may stand still for ever.
 */
export type TaskKind = 'short' | 'step' | 'background' | 'driven';

export const TASK_KINDS: Readonly<Record<TaskName, TaskKind>> = {
  generate: 'step',
  read: 'short',
  inspect: 'short',
  readBaseline: 'short',
  readLab: 'short',
  engineer: 'step',
  scale: 'step',
  fit: 'step',
  judge: 'short',
  combine: 'step',
  compare: 'step',
  scores: 'step',
  timeline: 'step',
  classify: 'background',
  unknownAttack: 'background',
  vote: 'background',
  time: 'background',
  redTeam: 'background',
  pitfalls: 'background',
  try: 'background',
  trainLab: 'background',
  saveOnnx: 'background',
  stream: 'driven',
  planeStart: 'short',
  planeFlows: 'short',
  planeFit: 'short',
  planeField: 'step',
  planeStories: 'background',
  planeAll: 'background',
  writeLab: 'short',
  reference: 'short',
  fitAgain: 'short',
  why: 'short',
  whyMissed: 'background',
  rankWords: 'short',
  csv: 'short',
  parquet: 'short',
  matrix: 'short',
  lessonReport: 'background',
  alerts: 'short',
};
