import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import type { FlowMark } from '../../charts/figure.ts';
import { assessmentFromScores } from '../../models/detector.ts';
import type { CellId, CellValue } from '../../notebook/cell-definition.ts';
import type { Detection } from '../../pipeline/run/detect.ts';
import type { Engineered } from '../../pipeline/run/engineer.ts';
import {
  type FittedScaling,
  type FlowReference,
  featureValue,
} from '../../pipeline/run/explain.ts';
import type { ScoredTraffic } from '../../pipeline/traffic/flow-view.ts';
import type { Lab } from '../create-lab.ts';
import { thresholdInForce } from '../evaluate/thresholds.ts';
import { perLab, tasks } from '../lab.ts';

/** What the table of flows shows: everything in it was computed from the same traffic. */
export interface ShownFlows extends ScoredTraffic {
  /** The key of the traffic. */
  readonly key: string;
  readonly engineered: Engineered | null;
  /** The features that the detectors are given. */
  readonly featureNames: readonly string[] | null;
  /** What they are scaled by and learnt from. */
  readonly learning: FittedScaling | null;
}

/** The verdicts of more flows follow a threshold under the hand when it rests. */
const FOLLOWED_AT_ONCE = 50_000;
/** For so long it rests. Milliseconds. */
const REST = 120;

/** The flows on screen and what the detectors say of them. */
export const flowSource = perLab(createFlowSource);

function createFlowSource({
  notebook,
  chosenDetectors,
  shownDetector,
  selectedFlow,
  selectedType,
}: Lab) {
  let last: ShownFlows | null = null;

  /**
   * The flows on screen. While the shown detector is at work on new traffic, the old flows stay with
   * their scores; scores of other traffic than the one shown are left out.
   */
  const shownFlows = computed((): ShownFlows | null => {
    const traffic = notebook.cell('generate').result.value;
    if (traffic === null) {
      last = null;
      return null;
    }
    const fromIt = <Id extends CellId>(id: Id): CellValue<Id> | null => {
      const result = notebook.cell(id).result.value;
      // A cell's key holds the keys of what it reads.
      return result?.key.includes(traffic.key) ? result.value : null;
    };
    const { kind } = notebook.cell(shownDetector.value).activity.value;
    const comingSoon = kind === 'queued' || kind === 'running';
    if (comingSoon && last !== null && fromIt(shownDetector.value) === null) return last;
    const scaled = fromIt('scale');
    last = {
      key: traffic.key,
      traffic: traffic.value,
      engineered: fromIt('engineer'),
      featureNames: scaled?.matrix.names ?? null,
      learning: scaled,
      detections: chosenDetectors.value.flatMap(({ name }) => {
        const detection = fromIt(name);
        return detection === null ? [] : [withKnownScores(detection, last)];
      }),
    };
    return last;
  });

  /** The thresholds that are set or moved by hand, in the order of the detections. */
  const byHand = restingWhere(
    computed(() => (shownFlows.value?.traffic.summary.total ?? 0) > FOLLOWED_AT_ONCE),
    computed(() => {
      const names = (shownFlows.value?.detections ?? []).map(({ detector }) => detector);
      return new Map(
        names.flatMap((name) => {
          const inForce = thresholdInForce(name).value;
          return inForce?.byHand ? [[name, inForce.point.threshold]] : [];
        }),
      );
    }),
  );

  /** What the detectors say at the thresholds in force, moved by hand or their own. */
  const judgedFlows = computed((): ScoredTraffic['detections'] =>
    (shownFlows.value?.detections ?? []).map((detection) => {
      const threshold = byHand.value.get(detection.detector);
      if (threshold === undefined) return detection;
      const moved = assessmentFromScores(detection.assessment.scores, threshold);
      return { ...detection, assessment: moved };
    }),
  );

  /** A flow and a type belong to the traffic that they were chosen in. */
  const trafficKey = computed(() => shownFlows.value?.key);
  effect(() => {
    if (trafficKey.value === undefined) return;
    selectedFlow.value = null;
    const types = shownFlows.peek()?.traffic.summary.types ?? [];
    if (!types.some(({ type }) => type === selectedType.peek())) selectedType.value = null;
  });

  /** The selected flow's place among the values of one feature, where it has one. */
  function featureMark(feature: string, shown: Engineered): FlowMark | undefined {
    const row = selectedFlow.value;
    const source = shownFlows.value;
    if (row === null || source?.engineered !== shown) return undefined;
    const at = featureValue(row, shown, source.traffic, feature);
    return at === null ? undefined : { at, name: `flow ${row}` };
  }

  /** The selected flow's anomaly score. */
  function scoreMark(detector: string): FlowMark | undefined {
    const row = selectedFlow.value;
    const found = shownFlows.value?.detections.find((one) => one.detector === detector);
    const score = row === null ? undefined : found?.assessment.scores[row];
    return score === undefined ? undefined : { at: -score, name: `flow ${row}` };
  }

  return { shownFlows, judgedFlows, featureMark, scoreMark };
}

/**
 * The detection with the very array of scores that is shown already, where it has the same scores: one
 * that was judged anew by another threshold comes with a copy, and whoever has sorted them is done.
 * O(flows).
 */
function withKnownScores(detection: Detection, shown: ShownFlows | null): Detection {
  const known = shown?.detections.find(({ detector }) => detector === detection.detector);
  if (known === undefined || known === detection) return detection;
  const { scores } = known.assessment;
  if (!areSame(scores, detection.assessment.scores)) return detection;
  return { ...detection, assessment: { ...detection.assessment, scores } };
}

function areSame(some: Float64Array, others: Float64Array): boolean {
  if (some.length !== others.length) return false;
  for (let row = 0; row < some.length; row++) if (some[row] !== others[row]) return false;
  return true;
}

/** The value; where that is so, once it has stayed the same for a moment. */
function restingWhere<Value>(
  isSo: ReadonlySignal<boolean>,
  value: ReadonlySignal<Value>,
): ReadonlySignal<Value> {
  const rested = signal<Value | undefined>(undefined);
  effect(() => {
    if (!isSo.value) {
      rested.value = undefined;
      return undefined;
    }
    const now = value.value;
    const timer = setTimeout(() => {
      rested.value = now;
    }, REST);
    return () => clearTimeout(timer);
  });
  return computed(() => (isSo.value ? (rested.value ?? value.peek()) : value.value));
}

/** What flows are compared with, computed when a card is first opened; `null` until it is there. */
export function useReference({
  engineered,
  featureNames,
  learning,
  traffic,
}: ShownFlows): FlowReference | null {
  const [reference, setReference] = useState<FlowReference | null>(null);
  useEffect(() => {
    setReference(null);
    if (engineered === null || featureNames === null || learning === null) return;
    // What is sent is copied: the scaled matrix of these flows is not needed.
    const { scaler, baseline } = learning;
    const { labels } = traffic;
    const input = { engineered, names: featureNames, labels, learning: { scaler, baseline } };
    return ask((signal) => tasks.run('reference', input, { signal }), setReference);
  }, [engineered, featureNames, learning, traffic]);
  return reference;
}

/** So many words can be ranked at once without holding the page up. */
const FEW_WORDS = 2000;

/** The places of words in their order; of many words computed aside, `null` until they are there. */
export function useLargeRanks(names: readonly string[] | undefined): Uint32Array | null {
  const [ranked, setRanked] = useState<{ names: readonly string[]; ranks: Uint32Array }>();
  useEffect(() => {
    if (names === undefined || names.length <= FEW_WORDS) return;
    return ask(
      (signal) => tasks.run('rankWords', names, { signal }),
      (ranks) => setRanked({ names, ranks }),
    );
  }, [names]);
  return ranked?.names === names ? (ranked?.ranks ?? null) : null;
}

export function isLarge(names: readonly string[] | undefined): boolean {
  return names !== undefined && names.length > FEW_WORDS;
}

/**
 * Asks a worker, and another one if it has no answer, as when it was ended; the answer is dropped when
 * it is no longer wanted. Returns how to say so.
 */
function ask<Answer>(
  question: (signal: AbortSignal) => Promise<Answer>,
  take: (answer: Answer) => void,
): () => void {
  const controller = new AbortController();
  const { signal } = controller;
  question(signal)
    .catch(() => question(signal))
    .then(take, (error) => {
      if (!signal.aborted) throw error;
    });
  return () => controller.abort();
}
