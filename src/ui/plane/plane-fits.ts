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
import type {
  FieldPaint,
  FlowsPaint,
  PaintedField,
  PlaneTraffic,
} from '../../worker/plane-tasks.ts';
import { keepFlowLayer } from './draw-plane.ts';
import type { PlaneLanes } from './plane-lanes.ts';
import { restoreEstimator } from './restore-estimator.ts';

/** Across and up, each 0 … 1. */
export type ProbePlace = readonly [number, number];

/** A detector on the plane, as far as it has been computed. */
export interface ShownPlane {
  readonly key: string;
  /** The flows that it was fitted on: those of another pair of features are never mixed in. */
  readonly plane: PlaneFlows;
  readonly fit: FlowScores;
  readonly json: object;
  /** The fitted detector, restored when it is first asked for: that takes a while. */
  readonly estimator: () => OutlierDetector;
  /** What it makes of the probe's place when it was fitted. */
  readonly probed: { readonly place: ProbePlace; readonly score: number };
  readonly field: PlaneField;
  /** `null`: nobody had said how. */
  readonly painted: PaintedField | null;
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
  readonly probe: ReadonlySignal<ProbePlace>;
  /** How pictures are painted; `null`: not before they have a size, or not by a worker. */
  readonly paint: () => (FlowsPaint & FieldPaint) | null;
  readonly now: () => number;
}

/** Follows the request: a coarse field of each detector as soon as can be, then the full one. */
export function createFits(lanes: PlaneLanes, request: FitRequest) {
  const { detectors, features, parameters, traffic, flowsKey, fitKey, probe, paint, now } = request;
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
      if (flows.peek() === null) await laidOut();
      const asked = paint();
      const asking = { ...from, features: features.peek(), paint: asked };
      const given = await lanes.soon('planeFlows', asking);
      if (isStale()) return;
      if (asked !== null && given.layer !== null) {
        keepFlowLayer(given.plane, { ...asked, layer: given.layer });
      }
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
    const [asked, place] = [paint(), probe.peek()];
    const asking = { detector: name, plane, parameters: parameters.peek(), size: COARSE_GRID };
    const answer = await lanes.soon('planeFit', { ...asking, probe: place, paint: asked });
    const { fit: fitted, field } = answer;
    // While a hand moves a slider, what is a step behind is better than nothing.
    if (isStale() && flows.peek()?.key !== flowsKey.peek()) return;
    const { json, ...fit } = fitted;
    let restored: OutlierDetector | undefined;
    const estimator = () => {
      restored ??= restoreEstimator(name, json);
      return restored;
    };
    const probed = { place, score: answer.probed };
    const milliseconds = { coarse: now() - started, full: null };
    const painted = asked && answer.painted && { ...answer.painted, asked };
    own.value = { key, plane, fit, json, estimator, probed, field, painted, milliseconds };
  };

  const refine = async (name: MemberName, started: number) => {
    const own = shown.get(name);
    const coarse = own?.peek() ?? null;
    if (own === undefined || coarse === null || coarse.milliseconds.full !== null) return;
    const { axes, scaled } = coarse.plane;
    const { sorted } = coarse.fit;
    const asked = paint();
    const { field, painted } = await lanes.later('planeField', {
      fit: { detector: name, json: coarse.json, sorted },
      plane: { axes, scaled },
      size: FULL_GRID,
      paint: asked,
    });
    if (own.peek() !== coarse) return;
    own.value = {
      ...coarse,
      field,
      painted: asked && painted && { ...painted, asked },
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

/** The longest wait for a size: where nobody looks, nothing is laid out. Milliseconds. */
const UNSEEN = 100;

/** Resolves once what has been drawn has its size. */
function laidOut(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, UNSEEN);
    afterDrawing(resolve);
  });
}

/** Calls once what has changed is drawn: code that runs for the first time takes long. */
function afterDrawing(call: () => void): void {
  requestAnimationFrame(() => setTimeout(call));
}
