import type { PitfallsOutcome, PitfallsTrial } from '../studies/pitfalls/plan.ts';
import { pitfallsSummary } from '../studies/pitfalls/summary.ts';
import type { AskedReport, Reporter } from './step-runs.ts';

/** Computes the pitfalls of one seed. */
type TrialRunner = (trial: PitfallsTrial) => Promise<PitfallsOutcome>;

/**
 * Adds the pitfalls to the reports that ask for them, as `--pitfalls --json` prints them. A seed of the
 * same settings is studied once, whoever asks for it.
 */
export function withPitfalls(report: Reporter, tryOne: TrialRunner): Reporter {
  const known = new Map<string, Promise<PitfallsOutcome>>();
  const outcomeOf = (trial: PitfallsTrial) => {
    const key = JSON.stringify({ ...trial.parameters, seeds: '' });
    const made = known.get(key) ?? tryOne(trial);
    known.set(key, made);
    return made;
  };
  return async (asked: AskedReport) => {
    const { pitfalls } = asked;
    const run = await report({ ...asked, pitfalls: null });
    if (pitfalls === null) return run;
    const outcomes = await Promise.all(pitfalls.trials.map(outcomeOf));
    return { ...(run as object), pitfalls: pitfallsSummary(pitfalls, outcomes) };
  };
}
