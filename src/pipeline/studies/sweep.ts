import { InputError } from '../../data/errors.ts';
import {
  DETECTOR_NAMES,
  detectorFacts,
  parametersBehind,
  parametersOf,
  TRAINING_PARAMETERS,
} from '../detecting/detector-table.ts';
import type { DetectorName, LabParameters } from '../parameters/lab-parameters.ts';
import { PARAMETERS } from '../parameters/parameter-facts.ts';
import type { ParameterFacts } from '../parameters/parameter-types.ts';
import { formatParameter, parseParameter } from '../parameters/parameters.ts';
import type { Trial, TrialOutcome } from './trial.ts';

type NumberFacts = Extract<ParameterFacts, { kind: 'number' }>;

/** A value on the way: a number, or a word such as `auto` that stands for one still to be found. */
export type SweptValue = number | string;

/** A numeric parameter that some detector depends on. */
export interface Swept {
  readonly facts: NumberFacts;
  readonly detectors: readonly DetectorName[];
  /** Whether its values are told apart by ratio rather than by difference. */
  readonly byRatio: boolean;
  /** Values worth a look, as a person would type them. */
  readonly usual: string;
}

/** Most values in one sweep. */
const MOST_VALUES = 50;

/** Every numeric parameter that detectors depend on and a sweep tells of, in the table's order. */
export const SWEPT: readonly Swept[] = PARAMETERS.flatMap((facts) => {
  if (facts.kind !== 'number' || facts.sweep === false) return [];
  const detectors = DETECTOR_NAMES.filter((name) =>
    [...parametersOf(name), ...TRAINING_PARAMETERS].includes(facts.key),
  );
  if (detectors.length === 0) return [];
  const { values = formatParameter(facts.default), byRatio = false } = facts.sweep ?? {};
  return [{ facts, detectors, byRatio, usual: values }];
});

/** What a sweep runs: each of its detectors once for each value, all else as it is set. */
export interface SweepPlan {
  readonly swept: Swept;
  /** What the parameter is set to. */
  readonly current: SweptValue;
  /** Numbers ascending, then words; none twice. */
  readonly values: readonly SweptValue[];
  readonly trials: readonly (Trial & { readonly value: SweptValue })[];
}

/** A detector's figures at one value. */
export type SweepPoint = TrialOutcome & {
  readonly detector: DetectorName;
  readonly value: SweptValue;
};

/**
 * Plans a sweep.
 *
 * @param name a parameter's key, its option or its label: `nNeighbors`, `n-neighbors`, `n_neighbors`
 * @param text the values as typed: `0.05, 0.1, auto` or `0.05..0.3:0.05` (from, to, step)
 * @throws InputError that names the parameter, what it may be and what came
 */
export function planSweep(
  name: string,
  parameters: LabParameters,
  text = usualValues(sweptParameter(name), parameters),
): SweepPlan {
  const swept = sweptParameter(name);
  const { facts } = swept;
  const detectors = DETECTOR_NAMES.filter(
    (detector) =>
      parameters.detectors.includes(detector) &&
      [...parametersBehind(detector, parameters), ...TRAINING_PARAMETERS].includes(facts.key),
  );
  if (detectors.length === 0) {
    const titles = swept.detectors.map((detector) => `the ${detectorFacts(detector).title}`);
    throw new InputError(
      `${facts.label} concerns ${titles.join(' and ')} alone: add it to the detectors.`,
    );
  }
  const values = parseValues(facts, text);
  return {
    swept: { ...swept, detectors },
    current: parameters[facts.key] as SweptValue,
    values,
    trials: values.flatMap((value) =>
      detectors.map((detector) => ({
        detector,
        value,
        parameters: { ...parameters, [facts.key]: value },
        leftOut: [],
      })),
    ),
  };
}

/** The parameter's usual values and the one that is set, as text that `planSweep` takes. */
export function usualValues({ facts, usual }: Swept, parameters: LabParameters): string {
  return ordered(facts, [...parseValues(facts, usual), parameters[facts.key] as SweptValue]).join(
    ', ',
  );
}

/** The points of a sweep that are there. */
export function sweepPoints(
  { trials }: SweepPlan,
  outcomes: readonly (TrialOutcome | null)[],
): SweepPoint[] {
  return trials.flatMap(({ detector, value }, at) => {
    const outcome = outcomes[at];
    return outcome === null ? [] : [{ detector, value, ...outcome }];
  });
}

function sweptParameter(name: string): Swept {
  const found = SWEPT.find(({ facts }) => [facts.key, facts.flag, facts.label].includes(name));
  if (found !== undefined) return found;
  const flags = SWEPT.map(({ facts }) => facts.flag).join(', ');
  throw new InputError(`A sweep needs a numeric parameter of a detector: ${flags}; got "${name}".`);
}

function parseValues(facts: NumberFacts, text: string): SweptValue[] {
  const values = text
    .split(',')
    .flatMap((part) =>
      part.includes('..')
        ? parseRange(facts, part)
        : [parseParameter(facts, part.trim()) as SweptValue],
    );
  const distinct = ordered(facts, values);
  if (distinct.length > MOST_VALUES) throw tooMany(facts, distinct.length);
  return distinct;
}

function parseRange(facts: NumberFacts, text: string): SweptValue[] {
  const [from, to, step] = text.split(/\.\.(?=[^.]|\.\d)|:/).map((word) => word.trim());
  const [first, last] = [from, to].map((word) => parseParameter(facts, word ?? ''));
  const by = Number(step);
  const isRange = typeof first === 'number' && typeof last === 'number' && first <= last && by > 0;
  if (!isRange) {
    throw new InputError(
      `${facts.label}: a range must read FROM..TO:STEP, such as 0.05..0.3:0.05; got "${text.trim()}".`,
    );
  }
  // Steps such as 0.1 are no exact binary fractions: the last one may fall short by a hair.
  const steps = Math.floor((last - first) / by + 1e-9);
  if (steps >= MOST_VALUES) throw tooMany(facts, steps + 1);
  return Array.from({ length: steps + 1 }, (_, i) => {
    const value = Number((first + i * by).toPrecision(12));
    return parseParameter(facts, String(value)) as SweptValue;
  });
}

function tooMany({ label }: NumberFacts, count: number): InputError {
  return new InputError(`${label}: at most ${MOST_VALUES} values fit a sweep; got ${count}.`);
}

/** Numbers ascending, then words in the order of the parameter's facts; each once. */
function ordered({ words = [] }: NumberFacts, values: readonly SweptValue[]): SweptValue[] {
  const place = (value: SweptValue) => (typeof value === 'number' ? -1 : words.indexOf(value));
  return [...new Set(values)].sort((a, b) =>
    typeof a === 'number' && typeof b === 'number' ? a - b : place(a) - place(b),
  );
}
