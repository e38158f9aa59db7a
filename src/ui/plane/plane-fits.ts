import { effect, type ReadonlySignal, signal } from '@preact/signals';
import type { OutlierDetector } from '../../models/detector.ts';
import type { LabParameters, MemberName } from '../../pipeline/parameters/lab-parameters.ts';
import type { FlowScores, PlaneField } from '../../pipeline/plane/field.ts';
import {
  COARSE_GRID,
  FULL_GRID,
  type PlaneFeatures,
  type PlaneFlows,
} from '../../pipeline/plane/plane-flows.ts';
import type { PlaneTraffic } from '../../worker/plane-tasks.ts';
import type { PlaneLanes } from './plane-lanes.ts';
import { restoreEstimator } from './restore-estimator.ts';

/** A detector on the plane, as far as it has been computed. */
export interface ShownPlane {
  readonly key: string;
  /** The flows that it was fitted on: those of another pair of features are never mixed in. */
  readonly plane: PlaneFlows;
  readonly fit: FlowScores;
  readonly json: object;
  /** The fitted detector, which answers the probe; `null` until the first picture is drawn. */
  readonly estimator: ReadonlySignal<OutlierDetector | null>;
  readonly field: PlaneField;
  /** From asking to the first field, and to the full one. Milliseconds. */
  readonly milliseconds: { readonly coarse: number; readonly full: number | null };
}

/** What is to be computed. Keys tell whether a result is still of what is set. */
export interface FitRequest {
  readonly detectors: readonly MemberName[];
  readonly features: ReadonlySignal<PlaneFeatures>;
  readonly parameters: ReadonlySignal<LabParameters>;
  /** `null`: the flows are still being read, or nobody watches. */
  readonly traffic: ReadonlySignal<PlaneTraffic | null>;
  readonly flowsKey: ReadonlySignal<string>;
  readonly fitKey: (name: MemberName) => string;
  readonly now: () => number;
}

/** Follows the request: a coarse field of each detector as soon as can be, then the full one. */
export function createFits(lanes: PlaneLanes, request: FitRequest) {
  const { detectors, features, parameters, traffic, flowsKey, fitKey, now } = request;
  const names = signal<readonly string[]>([]);
  const problem = signal<string | null>(null);
  const flows = signal<{ readonly key: string; readonly plane: PlaneFlows } | null>(null);
  const shown = new Map(detectors.map((name) => [name, signal<ShownPlane | null>(null)]));

  let asked = 0;
  let atWork = false;
  const refresh = async () => {
    asked++;
    lanes.hurry();
    if (atWork) return;
    atWork = true;
    for (let mine = 0; mine !== asked; ) {
      mine = asked;
      try {
        await compute(() => mine !== asked);
        if (mine === asked) problem.value = null;
      } catch (error) {
        if (mine === asked) problem.value = error instanceof Error ? error.message : String(error);
      }
    }
    atWork = false;
  };

  const compute = async (isStale: () => boolean) => {
    const from = traffic.peek();
    if (from === null) return;
    const started = now();
    const key = flowsKey.peek();
    if (flows.peek()?.key !== key) {
      const given = await lanes.soon('planeFlows', { ...from, features: features.peek() });
      if (isStale()) return;
      flows.value = { key, plane: given.plane };
      names.value = given.names;
    }
    await Promise.all(detectors.map((name) => fitOne(name, started, isStale)));
    if (!isStale()) for (const name of detectors) refine(name, started);
  };

  const fitOne = async (name: MemberName, started: number, isStale: () => boolean) => {
    const own = shown.get(name);
    const key = fitKey(name);
    const plane = flows.peek()?.plane;
    if (own === undefined || plane === undefined || own.peek()?.key === key) return;
    const asking = { detector: name, plane, parameters: parameters.peek(), size: COARSE_GRID };
    const { fit: fitted, field } = await lanes.soon('planeFit', asking);
    // While a hand moves a slider, what is a step behind is better than nothing.
    if (isStale() && flows.peek()?.key !== flowsKey.peek()) return;
    const { json, ...fit } = fitted;
    const estimator = signal<OutlierDetector | null>(null);
    const restore = () => {
      estimator.value = restoreEstimator(name, json);
    };
    if (own.peek() === null) afterDrawing(restore);
    else restore();
    const milliseconds = { coarse: now() - started, full: null };
    own.value = { key, plane, fit, json, estimator, field, milliseconds };
  };

  const refine = async (name: MemberName, started: number) => {
    const own = shown.get(name);
    const coarse = own?.peek() ?? null;
    if (own === undefined || coarse === null || coarse.milliseconds.full !== null) return;
    const { axes, scaled } = coarse.plane;
    const { sorted } = coarse.fit;
    const field = await lanes.later('planeField', {
      fit: { detector: name, json: coarse.json, sorted },
      plane: { axes, scaled },
      size: FULL_GRID,
    });
    if (own.peek() !== coarse) return;
    own.value = {
      ...coarse,
      field,
      milliseconds: { ...coarse.milliseconds, full: now() - started },
    };
  };

  effect(() => {
    // Reading these makes the effect follow them, and nothing else.
    void traffic.value;
    void flowsKey.value;
    for (const name of detectors) fitKey(name);
    refresh();
  });

  return {
    names: names as ReadonlySignal<readonly string[]>,
    problem: problem as ReadonlySignal<string | null>,
    flows: flows as ReadonlySignal<{ readonly key: string; readonly plane: PlaneFlows } | null>,
    shown: shown as ReadonlyMap<MemberName, ReadonlySignal<ShownPlane | null>>,
  };
}

/** Calls once what has changed is drawn: code that runs for the first time takes long. */
function afterDrawing(call: () => void): void {
  requestAnimationFrame(() => setTimeout(call));
}
