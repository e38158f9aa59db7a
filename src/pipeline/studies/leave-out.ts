import { InputError } from '../../data/errors.ts';
import { ATTACK, NORMAL } from '../../data/flow-table.ts';
import { featureFacts } from '../../features/feature-table.ts';
import { detectorFacts } from '../detecting/detector-table.ts';
import type { DetectorName, LabParameters } from '../parameters/lab-parameters.ts';
import { selectedFeatures } from '../run/flow-features.ts';
import type { Scaled } from '../run/scale.ts';
import type { Labels } from '../traffic/labels.ts';
import type { Figures, QualityKey, Trial, TrialOutcome } from './trial.ts';

/** A feature, or a family of features, to do without. */
export interface LeftOut {
  readonly name: string;
  readonly kind: 'feature' | 'family';
  /** Its columns in the scaled matrix. */
  readonly columns: readonly string[];
}

/** Why a trial is run: as it is set, with another seed, or without some columns. */
type Reason =
  | { readonly why: 'full' | 'other seed' }
  | { readonly why: 'left out'; readonly item: LeftOut };

export interface LeaveOutPlan {
  readonly detectors: readonly DetectorName[];
  readonly items: readonly LeftOut[];
  readonly trials: readonly (Trial & { readonly reason: Reason })[];
}

/** Seeds that tell how much of a figure is luck, where a detector draws at random. */
const OTHER_SEEDS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

/**
 * Plans to fit every detector without each feature in turn, and without each family of features:
 * related features stand in for one another, so that one alone is seldom missed.
 *
 * @throws InputError with one column, or where the labels cannot tell what is lost
 */
export function planLeaveOut(
  scaled: Pick<Scaled, 'matrix' | 'formulas'>,
  labels: Labels,
  parameters: LabParameters,
): LeaveOutPlan {
  const { names } = scaled.matrix;
  if (names.length < 2) {
    throw new InputError(
      `Leaving one out needs at least 2 features; ${names.length} is selected. Select more.`,
    );
  }
  if (!labels.label.includes(ATTACK) || !labels.label.includes(NORMAL)) {
    throw new InputError(
      'Leaving one out needs flows labelled normal and flows labelled attack: only labels tell what is lost.',
    );
  }
  const { detectors } = parameters;
  const items = [...names.map(oneFeature), ...families(scaled, parameters)];
  const full = detectors.map((detector) => trial(detector, parameters, { why: 'full' }));
  const seeds = detectors
    .filter((detector) => drawsAtRandom(detector, parameters))
    .flatMap((detector) =>
      OTHER_SEEDS.map((randomState) =>
        trial(detector, withSeed(parameters, detector, randomState), { why: 'other seed' }),
      ),
    );
  const without = items.flatMap((item) =>
    detectors.map((detector) => trial(detector, parameters, { why: 'left out', item })),
  );
  return { detectors, items, trials: [...full, ...seeds, ...without] };
}

/** Whether the detector draws random numbers; an ensemble does if one of its members does. */
function drawsAtRandom(detector: DetectorName, { ensembleMembers }: LabParameters): boolean {
  const { combines, draws } = detectorFacts(detector);
  if (!combines) return draws !== undefined;
  return ensembleMembers.some((member) => detectorFacts(member).draws !== undefined);
}

/** The forest keeps the lab's seed, by which flows are held out; the network's luck includes theirs. */
function withSeed(parameters: LabParameters, detector: DetectorName, seed: number): LabParameters {
  const { ensembleMembers } = parameters;
  const trains = [detector, ...(detectorFacts(detector).combines ? ensembleMembers : [])];
  const bySeed = trains.some((name) => detectorFacts(name).draws === 'seed');
  const reseeded = bySeed ? { seed: String(seed) } : {};
  return { ...parameters, ...reseeded, randomState: seed };
}

function trial(detector: DetectorName, parameters: LabParameters, reason: Reason) {
  const leftOut = reason.why === 'left out' ? reason.item.columns : [];
  return { detector, parameters, leftOut, reason };
}

function oneFeature(name: string): LeftOut {
  return { name, kind: 'feature', columns: [name] };
}

/** Families of the selected features, in order of appearance; none that is the whole selection. */
function families(
  { matrix, formulas }: Pick<Scaled, 'matrix' | 'formulas'>,
  parameters: LabParameters,
): LeftOut[] {
  const features = selectedFeatures(parameters);
  const columns = new Map<string, string[]>();
  matrix.names.forEach((name, at) => {
    // A column of an imported table has no formula, and belongs to no family.
    if (formulas[at] === '') return;
    const family = familyOf(features[at]);
    columns.set(family, [...(columns.get(family) ?? []), name]);
  });
  return [...columns]
    .filter(([, members]) => members.length < matrix.names.length)
    .map(([name, members]) => ({ name, kind: 'family', columns: members }));
}

function familyOf(feature: string): string {
  const facts = featureFacts(feature);
  if (facts === undefined) throw new Error(`There is no feature "${feature}".`);
  return facts.family;
}

/** What a detector is worth without something. */
export interface Loss extends LeftOut {
  readonly outcome: TrialOutcome;
}

/** What leaving out showed of one detector, as far as its trials are there. */
export interface LeaveOutResult {
  readonly detector: DetectorName;
  /** With all features. */
  readonly full: Figures | null;
  /** With other seeds, where it draws at random. */
  readonly otherSeeds: readonly Figures[];
  readonly losses: readonly Loss[];
}

export function leaveOutResults(
  { detectors, trials }: LeaveOutPlan,
  outcomes: readonly (TrialOutcome | null)[],
): LeaveOutResult[] {
  return detectors.map((detector) => {
    const ended = trials.flatMap(({ detector: of, reason }, at) => {
      const outcome = outcomes[at];
      return of === detector && outcome !== null ? [{ reason, outcome }] : [];
    });
    const figures = (why: Reason['why']) =>
      ended.flatMap(({ reason, outcome }) =>
        reason.why === why && outcome.figures !== null ? [outcome.figures] : [],
      );
    return {
      detector,
      full: figures('full')[0] ?? null,
      otherSeeds: figures('other seed'),
      losses: ended.flatMap(({ reason, outcome }) =>
        reason.why === 'left out' ? [{ ...reason.item, outcome }] : [],
      ),
    };
  });
}

/** What is lost by one measure: what it was with all features, less what it is without. */
export interface RankedLoss extends LeftOut {
  /** Below 0: the detector is better without. `null`: there is no figure. */
  readonly loss: number | null;
  readonly without: number | null;
  readonly problem: string | null;
}

/** Features or families by what is lost without them, the most first, those without figure last. */
export function rankLosses(
  { full, losses }: LeaveOutResult,
  kind: LeftOut['kind'],
  measure: QualityKey,
): RankedLoss[] {
  const all = full?.[measure] ?? null;
  return losses
    .filter((loss) => loss.kind === kind)
    .map(({ outcome, ...item }) => {
      const without = outcome.figures?.[measure] ?? null;
      const loss = all === null || without === null ? null : all - without;
      return { ...item, loss, without, problem: outcome.problem };
    })
    .sort((a, b) => (b.loss ?? -Infinity) - (a.loss ?? -Infinity));
}

/** A change of any measure that nobody should build on, whatever caused it. */
const NEGLIGIBLE = 0.005;

/**
 * How large a change of the measure must be to mean something: larger than the span of the figures
 * over all seeds, by which two seeds of the same detector seldom differ, and never negligible.
 */
export function leastMeaningful({ full, otherSeeds }: LeaveOutResult, measure: QualityKey): number {
  const figures = [full, ...otherSeeds].flatMap((one) => one?.[measure] ?? []);
  return Math.max(NEGLIGIBLE, Math.max(...figures) - Math.min(...figures));
}
