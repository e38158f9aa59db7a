import { InputError } from '../../data/errors.ts';
import type { Baseline } from '../baseline/baseline.ts';
import type { DetectorName, LabParameters } from '../parameters/lab-parameters.ts';
import { listOf, many } from '../run/words.ts';
import { classesToLearn, NORMAL_CLASS } from '../traffic/flow-classes.ts';
import type { Labels } from '../traffic/labels.ts';

/** Normal test flows that may be flagged where all are compared at one threshold of their own. */
export const FEW_FALSE_POSITIVES = 0.01;

/** One training: without an attack, or with all of them for contrast. */
export interface UnknownTrial {
  /** `null`: nothing is left out. */
  readonly leftOut: string | null;
}

/** What becomes of an attack that nobody has seen before: a training per attack. */
export interface UnknownAttackPlan {
  readonly attacks: readonly string[];
  readonly detectors: readonly DetectorName[];
  readonly trials: readonly UnknownTrial[];
  /** What puts the comparison in doubt. */
  readonly warnings: readonly string[];
}

/** What the classifier makes of an attack that it has never seen. Shares of the attack's flows. */
export interface UnknownCalls {
  readonly flows: number;
  /** What they are called, most often first; names that no flow got are left out. */
  readonly called: readonly {
    readonly name: string;
    readonly flows: number;
    readonly share: number;
    /** Mean probability that it gave that name. */
    readonly confidence: number;
  }[];
  readonly calledNormal: number;
  /** Mean probability of whatever it called them. */
  readonly confidence: number;
  /** Found where it flags what is least probably normal, at few false positives. */
  readonly foundAtFew: number;
}

/** What a detector makes of the same flows, which it has not seen either. */
export interface UnknownDetection {
  readonly detector: DetectorName;
  /** Share flagged at its own threshold, and of the normal test flows. */
  readonly found: number;
  readonly falsePositiveRate: number;
  /** Share flagged where few normal test flows are. */
  readonly foundAtFew: number;
}

/** What came of one training. */
export interface UnknownFinding {
  readonly leftOut: string | null;
  /** Share of the normal test flows that the classifier calls an attack. */
  readonly falsePositiveRate: number;
  /** Share of the test flows of each attack it knows that it calls by that name. */
  readonly recalls: readonly { readonly name: string; readonly recall: number }[];
  readonly macroF1: number;
  /** `null` where nothing was left out. */
  readonly calls: UnknownCalls | null;
  readonly detections: readonly UnknownDetection[];
}

export type UnknownOutcome =
  | { readonly finding: UnknownFinding; readonly problem: null }
  | { readonly finding: null; readonly problem: string };

/**
 * Plans a training without each attack in turn, and one with all of them.
 *
 * @param asked names of attacks, `port_scan,ddos`; all of them unless given
 * @throws InputError for labels that do not allow it, an attack that is not there, or where a
 *   trained lab is in force
 */
export function planUnknownAttack(
  labels: Labels,
  baseline: Pick<Baseline, 'rows' | 'matrix' | 'learntFrom'> | null,
  { detectors }: Pick<LabParameters, 'detectors'>,
  asked = '',
): UnknownAttackPlan {
  if (baseline !== null && baseline.rows === null && baseline.matrix === null) {
    throw new InputError(
      'A trained lab is in force, and has seen what it has seen: close it to leave attacks out of a training.',
    );
  }
  const { names } = classesToLearn(labels);
  const attacks = names.filter((name) => name !== NORMAL_CLASS);
  if (attacks.length === names.length || attacks.length < 2) {
    throw new InputError(
      'Leaving an attack out needs normal flows and at least 2 kinds of attack, each of at least 3 ' +
        `flows; here is ${listOf(names)}. Take traffic with more.`,
    );
  }
  const chosen = asked.trim() === '' ? attacks : asked.split(',').map((name) => name.trim());
  const strange = chosen.find((name) => !attacks.includes(name));
  if (strange !== undefined) {
    throw new InputError(
      `Attacks to leave out must be among ${attacks.join(', ')}; got "${strange}".`,
    );
  }
  const unique = [...new Set(chosen)];
  return {
    attacks: unique,
    detectors,
    trials: [{ leftOut: null }, ...unique.map((leftOut) => ({ leftOut }))],
    warnings: baseline === null ? [] : seenBefore(baseline),
  };
}

/** Of another file nobody can say which of its attacks is the one left out. */
function seenBefore({ matrix, learntFrom }: Pick<Baseline, 'matrix' | 'learntFrom'>): string[] {
  if (matrix === null || learntFrom.attacks === 0) return [];
  return [
    `The detectors learn from another file, and ${many(learntFrom.attacks, 'flow')} of it are attacks: those left out may be among them.`,
  ];
}
