import { NORMAL } from '../../data/flow-table.ts';
import type { OperatingPoint } from '../../eval/thresholds/operating-point.ts';
import type { BaselineSources } from '../baseline/baseline.ts';
import { MEMBER_NAMES } from '../detecting/detector-table.ts';
import type { LabParameters, MemberName } from '../parameters/lab-parameters.ts';
import type { StepContext } from '../run/detect.ts';
import type { Engineered } from '../run/engineer.ts';
import { scaleFeatures } from '../run/scale.ts';
import type { Labels } from '../traffic/labels.ts';
import { budgetPoint, type FlowScores, fitFlows } from './field.ts';
import { type AttackFound, attacksFound } from './hardest-attack.ts';
import { type PlaneFeatures, planeFlows } from './plane-flows.ts';
import { STORIES, type Story, sideParameters } from './stories.ts';

/** What a plane is computed from. */
export interface PlaneSource {
  readonly engineered: Pick<Engineered, 'features' | 'fromFlows'>;
  readonly labels: Labels;
  readonly sources?: BaselineSources | undefined;
}

/** The same detectors on the two features of a plane, or on all that the lab gives them. */
export function scoresOn(
  features: PlaneFeatures | 'all',
  { engineered, labels, sources }: PlaneSource,
  detectors: readonly MemberName[],
  parameters: LabParameters,
  context: StepContext,
): FlowScores[] {
  const seen =
    features === 'all'
      ? { scaled: scaleFeatures(engineered, parameters, sources), labels }
      : planeFlows(engineered, labels, features, parameters, sources);
  return detectors.map((name) => fitFlows(name, seen, parameters, context).flows);
}

/** A story's detector on both sides of it. */
export interface StoryScores {
  readonly id: string;
  readonly off: FlowScores;
  readonly on: FlowScores;
}

/** The stories that this traffic can tell, computed. The cost of six fits on two features. */
export function storyScores(
  source: PlaneSource,
  parameters: LabParameters,
  context: StepContext,
): StoryScores[] {
  return STORIES.filter((story) => canTell(story, source)).map((story) => {
    const { id, detector, features } = story;
    const [off, on] = [story.off, story.on].map((side) => {
      const own = sideParameters(parameters, side);
      return scoresOn(features, source, [detector], own, context)[0];
    });
    return { id, off, on };
  });
}

function canTell({ features, needsNormal }: Story, { engineered, labels }: PlaneSource): boolean {
  const hasFeatures = features.every((name) => engineered.features.names.includes(name));
  return hasFeatures && (needsNormal === undefined || labels.label.includes(NORMAL));
}

/** A detector's counts at the budget that all share, and at its own threshold. */
export interface PlaneCounts {
  readonly detector: MemberName;
  readonly budget: OperatingPoint;
  readonly own: OperatingPoint;
}

/** Everything that the planes of the page count. */
export interface PlaneReport {
  readonly features: PlaneFeatures;
  /** The most abnormal flows that raise an alert in each detector. */
  readonly alerts: number;
  readonly plane: readonly PlaneCounts[];
  readonly all: readonly PlaneCounts[];
  /** Kinds of attack, the hardest first: on the plane, and with all features. */
  readonly attacks: {
    readonly plane: readonly AttackFound[];
    readonly all: readonly AttackFound[];
  };
  readonly stories: readonly {
    readonly id: string;
    readonly detector: MemberName;
    readonly off: OperatingPoint;
    readonly on: OperatingPoint;
  }[];
}

/**
 * The counts of planes over two features. The cost of fitting each detector twice, and the stories.
 *
 * @param alerts the most abnormal flows that raise an alert in each detector
 */
export function planeReport(
  source: PlaneSource,
  features: PlaneFeatures,
  alerts: number,
  parameters: LabParameters,
  context: StepContext,
): PlaneReport {
  const detectors = parameters.detectors.filter((name) => MEMBER_NAMES.includes(name));
  const count = (scores: readonly FlowScores[]) => scores.map((one) => countsOf(one, alerts));
  const plane = count(scoresOn(features, source, detectors, parameters, context));
  const all = count(scoresOn('all', source, detectors, parameters, context));
  return {
    features,
    alerts,
    plane,
    all,
    attacks: { plane: attacksFound(pointsOf(plane)), all: attacksFound(pointsOf(all)) },
    stories: storyScores(source, parameters, context).map(({ id, off, on }) => ({
      id,
      detector: off.detector,
      off: budgetPoint(off.sorted, alerts),
      on: budgetPoint(on.sorted, alerts),
    })),
  };
}

function countsOf({ detector, sorted, own }: FlowScores, alerts: number): PlaneCounts {
  return { detector, budget: budgetPoint(sorted, alerts), own };
}

function pointsOf(counts: readonly PlaneCounts[]) {
  return counts.map(({ detector, budget }) => ({ detector, point: budget }));
}
