import { type ReadonlySignal, signal } from '@preact/signals';
import { InputError } from '../../data/errors.ts';
import type { LabParameters } from '../../pipeline/parameters/lab-parameters.ts';
import { dependenceOfSteps } from '../../pipeline/plan/dependences.ts';
import { PLAN } from '../../pipeline/plan/plan.ts';
import type { PitfallKey } from '../../pipeline/studies/pitfalls/pitfalls.ts';
import { type PitfallsOutcome, planPitfallsOf } from '../../pipeline/studies/pitfalls/plan.ts';
import { perLab } from '../lab.ts';

/** The pitfalls of the seed in force. */
interface PitfallsNow {
  /** Those that a person commits. */
  readonly committed: ReadonlySignal<ReadonlySet<PitfallKey>>;
  /** What was last found, and for which settings; `null` before. */
  readonly found: ReadonlySignal<{
    readonly key: string;
    readonly outcome: PitfallsOutcome;
  } | null>;
  commit(pitfall: PitfallKey, isCommitted: boolean): void;
  /** Finds the figures for these settings, unless they are there. Ends what was asked before. */
  find(parameters: LabParameters): Promise<void>;
}

/** What the figures of one seed depend on, as text. */
export function keyOfNow(parameters: LabParameters): string {
  const opened = { fromFile: false, byLab: false };
  const { parameters: keys } = dependenceOfSteps(PLAN, ['pitfalls'], parameters, opened);
  const own = [...keys, 'seed'].filter((key) => key !== 'seeds');
  return JSON.stringify(own.map((key) => parameters[key]));
}

/** The switches of the pitfalls, and what they show. */
export const pitfallsNow = perLab(({ tasks }): PitfallsNow => {
  const committed = signal<ReadonlySet<PitfallKey>>(new Set());
  const found = signal<{ readonly key: string; readonly outcome: PitfallsOutcome } | null>(null);
  let running: { readonly key: string; readonly controller: AbortController } | null = null;

  return {
    committed,
    found,
    commit(pitfall, isCommitted) {
      const others = [...committed.peek()].filter((one) => one !== pitfall);
      committed.value = new Set(isCommitted ? [...others, pitfall] : others);
    },
    async find(parameters) {
      const key = keyOfNow(parameters);
      if (found.peek()?.key === key || running?.key === key) return;
      running?.controller.abort();
      const own = { key, controller: new AbortController() };
      running = own;
      const outcome = await outcomeOf(() =>
        tasks.run('pitfalls', planPitfallsOf(parameters, parameters.seed), {
          signal: own.controller.signal,
        }),
      );
      if (running !== own) return;
      running = null;
      found.value = { key, outcome };
    },
  };
});

/** What cannot be asked, or has failed, is an outcome, too. */
async function outcomeOf(run: () => Promise<PitfallsOutcome>): Promise<PitfallsOutcome> {
  try {
    return await run();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return {
      findings: null,
      problem: error instanceof InputError ? message : `The figures could not be found: ${message}`,
    };
  }
}
