import { batch, type ReadonlySignal, signal } from '@preact/signals';
import { InputError } from '../../data/errors.ts';
import type { LabParameters } from '../../pipeline/parameters/lab-parameters.ts';
import { dependenceOfSteps } from '../../pipeline/plan/dependences.ts';
import { PLAN } from '../../pipeline/plan/plan.ts';
import type { PitfallKey } from '../../pipeline/studies/pitfalls/pitfalls.ts';
import { type PitfallsOutcome, planPitfallsOf } from '../../pipeline/studies/pitfalls/plan.ts';
import { perLab } from '../lab.ts';

/** What was found of one seed. */
interface Found {
  /** For which settings. */
  readonly key: string;
  readonly outcome: PitfallsOutcome;
}

/** The pitfalls of the seed in force. */
interface PitfallsNow {
  /** Those that a person commits. */
  readonly committed: ReadonlySignal<ReadonlySet<PitfallKey>>;
  /** What was last found; `null` before. */
  readonly found: ReadonlySignal<Found | null>;
  /** For which settings figures are being found; `null`: none are. */
  readonly finding: ReadonlySignal<string | null>;
  /** Without any that is committed, finding ends. */
  commit(pitfall: PitfallKey, isCommitted: boolean): void;
  /**
   * Finds the figures for these settings, unless they are there or on their way. Ends what was asked
   * before. `null`: it was ended.
   */
  find(parameters: LabParameters): Promise<PitfallsOutcome | null>;
  /** Commits none, and forgets what was found. */
  forget(): void;
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
  const found = signal<Found | null>(null);
  const finding = signal<string | null>(null);
  let controller = new AbortController();
  /** What is being found. */
  let coming: Promise<PitfallsOutcome | null> = Promise.resolve(null);

  const end = () => {
    controller.abort();
    finding.value = null;
  };
  const findWith = async (parameters: LabParameters, key: string, stopped: AbortSignal) => {
    finding.value = key;
    const outcome = await outcomeOf(() =>
      tasks.run('pitfalls', planPitfallsOf(parameters, parameters.seed), { signal: stopped }),
    );
    if (stopped.aborted) return null;
    batch(() => {
      finding.value = null;
      found.value = { key, outcome };
    });
    return outcome;
  };
  return {
    committed,
    found,
    finding,
    commit(pitfall, isCommitted) {
      const others = [...committed.peek()].filter((one) => one !== pitfall);
      committed.value = new Set(isCommitted ? [...others, pitfall] : others);
      if (committed.peek().size === 0) end();
    },
    async find(parameters) {
      const key = keyOfNow(parameters);
      const there = found.peek();
      if (there?.key === key) return there.outcome;
      if (finding.peek() !== key) {
        end();
        controller = new AbortController();
        coming = findWith(parameters, key, controller.signal);
      }
      return coming;
    },
    forget() {
      end();
      committed.value = new Set();
      found.value = null;
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
