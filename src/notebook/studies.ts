import { batch, type ReadonlySignal, signal } from '@preact/signals-core';
import type { LabParameters } from '../pipeline/parameters/lab-parameters.ts';
import { dependenceOfSteps } from '../pipeline/plan/dependences.ts';
import { PLAN } from '../pipeline/plan/plan.ts';
import type { Scaled } from '../pipeline/run/scale.ts';
import type { LeaveOutPlan } from '../pipeline/studies/leave-out.ts';
import type { SweepPlan } from '../pipeline/studies/sweep.ts';
import type { Trial, TrialOutcome } from '../pipeline/studies/trial.ts';
import type { Labels } from '../pipeline/traffic/labels.ts';
import type { TaskRunner } from '../worker/bridge.ts';
import { type AskedRun, expectedTime, isLong } from './long-runs.ts';
import { settingChanges } from './setting-changes.ts';
import { runSideBySide, type TrialRun } from './side-by-side.ts';

/** Many trials with one question. */
export type StudyPlan =
  | ({ readonly kind: 'sweep' } & SweepPlan)
  | ({ readonly kind: 'leave-one-out' } & LeaveOutPlan);

/** What a study is run on. */
export interface StudyInput {
  readonly plan: StudyPlan;
  readonly scaled: Pick<Scaled, 'matrix' | 'baseline'>;
  readonly labels: Labels;
  /** What was set when it was asked for. */
  readonly parameters: LabParameters;
  /** The key of the matrix: another key, another matrix. */
  readonly key: string;
}

/** A study that has ended, with the outcomes that are there. */
export interface Study extends Pick<StudyInput, 'plan' | 'parameters' | 'key'> {
  /** One per trial of the plan; `null`: it did not come to that. */
  readonly outcomes: readonly (TrialOutcome | null)[];
  readonly milliseconds: number;
}

/** What the studies are up to. */
export type StudyActivity =
  | { readonly kind: 'idle' | 'cancelled' }
  | {
      readonly kind: 'running';
      readonly id: string;
      readonly done: number;
      readonly of: number;
      /** By the clock that the studies were made with. */
      readonly since: number;
    }
  | { readonly kind: 'failed'; readonly reason: string };

export interface Studies {
  readonly activity: ReadonlySignal<StudyActivity>;
  /** The last study of each question, by its name. */
  readonly kept: ReadonlySignal<ReadonlyMap<string, Study>>;
  /** Runs a study and ends the one that is running. Never rejects. */
  start(input: StudyInput): Promise<void>;
  /** Ends the study that is running and keeps the outcomes that are there. */
  cancel(): void;
  /** Ends the study that is running, and forgets what all have found. */
  forget(): void;
  /** The study that is running, if it lasts long. */
  longRun(): AskedRun | null;
}

/** What a study is kept under: a parameter's key, or `leave-one-out`. */
export function studyId(plan: StudyPlan): string {
  return plan.kind === 'sweep' ? plan.swept.facts.key : plan.kind;
}

/**
 * Runs studies one at a time, their trials side by side.
 *
 * @param sideBySide trials at most, so that workers are left for the cells
 * @param now a clock in milliseconds
 */
export function createStudies(tasks: TaskRunner, sideBySide: number, now: () => number): Studies {
  const activity = signal<StudyActivity>({ kind: 'idle' });
  const kept = signal<ReadonlyMap<string, Study>>(new Map());
  let controller = new AbortController();

  const keep = (
    { plan, parameters, key }: StudyInput,
    run: TrialRun<TrialOutcome>,
    started: number,
  ) => {
    if (run.outcomes.every((outcome) => outcome === null)) return;
    const { outcomes } = run;
    const study = { plan, parameters, key, outcomes, milliseconds: now() - started };
    kept.value = new Map(kept.peek()).set(studyId(plan), study);
  };

  return {
    activity,
    kept,
    async start(input) {
      controller.abort(SUPERSEDED);
      const own = new AbortController();
      controller = own;
      const { signal } = own;
      const id = studyId(input.plan);
      const of = input.plan.trials.length;
      const started = now();
      activity.value = { kind: 'running', id, done: 0, of, since: started };
      const { scaled, labels } = input;
      const run = await runSideBySide(
        input.plan.trials as readonly Trial[],
        ({ detector, parameters, leftOut }, stopped) => {
          const trial = { detector, parameters, leftOut };
          return tasks.run('try', { trial, scaled, labels }, { signal: stopped });
        },
        {
          lanes: sideBySide,
          signal,
          onDone: (done) => {
            if (signal.aborted) return;
            activity.value = { kind: 'running', id, done, of, since: started };
          },
        },
      );
      batch(() => {
        if (signal.reason !== SUPERSEDED) keep(input, run, started);
        if (controller !== own) return;
        activity.value =
          run.failure !== null
            ? { kind: 'failed', reason: run.failure }
            : { kind: signal.aborted ? 'cancelled' : 'idle' };
      });
    },
    cancel: () => controller.abort(),
    forget() {
      controller.abort(SUPERSEDED);
      kept.value = new Map();
    },
    longRun() {
      const running = activity.peek();
      if (running.kind !== 'running') return null;
      const elapsed = now() - running.since;
      const expected = expectedTime(elapsed, running.done / running.of);
      const told = { title: 'What matters?', elapsed, expected };
      return isLong(told) ? told : null;
    },
  };
}

const SUPERSEDED = new Error('Another study was started.');

/** How things stand beside the parameters. */
interface Standing {
  /** Traffic comes from files, not from the generator. */
  readonly fromFile: boolean;
  /** The matrix is still the one that the study was run on. */
  readonly sameMatrix: boolean;
}

/**
 * What has changed since the study that its outcomes depend on, by the plan, in words; empty:
 * nothing.
 */
export function settingsChangedSince(
  { plan, parameters: then }: Study,
  now: LabParameters,
  { fromFile, sameMatrix }: Standing,
): string[] {
  const steps = ['scale', ...plan.trials.map(({ detector }) => detector)];
  // Studies fit, and none is run while a trained lab scores.
  const opened = { fromFile, byLab: false };
  const keys = new Set(
    [then, now].flatMap((set) => [...dependenceOfSteps(PLAN, steps, set, opened).parameters]),
  );
  if (plan.kind === 'sweep') keys.delete(plan.swept.facts.key);
  const changed = settingChanges(then, now, keys);
  return changed.length === 0 && !sameMatrix ? ['the traffic'] : changed;
}
