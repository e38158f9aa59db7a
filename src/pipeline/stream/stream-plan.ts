import { InputError } from '../../data/errors.ts';
import { orderByTime } from '../../data/import/times/time-order.ts';
import { withNewApplication } from '../../data/new-application.ts';
import { createRandomSource } from '../../data/random.ts';
import { everyRow } from '../../eval/labelled.ts';
import type { Matrix } from '../../features/matrix.ts';
import { checkMatrix } from '../../models/detector.ts';
import type { LabParameters } from '../parameters/lab-parameters.ts';
import { featuresOfFlows } from '../run/flow-features.ts';
import { selectionOf } from '../run/scale.ts';
import type { Traffic } from '../traffic/generate.ts';
import type { Labels } from '../traffic/labels.ts';

/** What is replayed, and in which order. */
export interface StreamPlan {
  /** The features that the detector sees, not yet scaled, a row per flow of the traffic. */
  readonly features: Matrix;
  /** Row numbers, first to last. */
  readonly order: Uint32Array;
  readonly labels: Labels;
  /** Start of each flow, in seconds since 1970 UTC, by row; `null`: rows stand in their order. */
  readonly times: Float64Array | null;
  /** Rows from here on are the new application's. */
  readonly trafficRows: number;
  readonly parameters: LabParameters;
}

/**
 * Lays traffic out for replay: by start time where it has one (of equal times the lower row first),
 * else as its rows stand. O(flows), and the sorting.
 *
 * @throws InputError where drift is asked of imported traffic, time features of traffic without
 * times, or a feature is not finite
 */
export function planStream(traffic: Traffic, parameters: LabParameters): StreamPlan {
  const { flows } = traffic;
  const times = flows?.startTime ?? null;
  const trafficRows = traffic.summary.total;
  const order = times === null ? everyRow(trafficRows) : orderByTime(times);
  const plan = { order, labels: traffic.labels, times, trafficRows, parameters };
  const select = selectionOf(flows !== null, parameters);
  if (parameters.driftFrom > 0) return withDrift(traffic, plan, select);
  const features =
    flows === null ? tableOf(traffic, parameters) : featuresOfFlows(flows, parameters);
  return checked({ ...plan, features: select(features) });
}

/** The plan with the new application's flows put in. */
function withDrift(
  { flows, imported }: Traffic,
  plan: Omit<StreamPlan, 'features'>,
  select: (features: Matrix) => Matrix,
): StreamPlan {
  const { order, trafficRows, parameters } = plan;
  const { driftFrom, driftShare, seed } = parameters;
  if (flows === null || imported !== null) {
    throw new InputError(
      'A new application can only be let into generated traffic: leave drift out, or generate.',
    );
  }
  if (driftFrom >= trafficRows) {
    throw new InputError(
      `The new application must set in before the traffic ends, at flow ${trafficRows}; got ${driftFrom}.`,
    );
  }
  const source = createRandomSource(`new application ${seed}`);
  const replayed = withNewApplication({ flows, order }, driftFrom, driftShare, source);
  return checked({
    ...plan,
    order: replayed.order,
    features: select(featuresOfFlows(replayed.flows, parameters)),
    labels: { label: replayed.flows.label, attackType: replayed.flows.attackType },
    times: replayed.flows.startTime ?? null,
  });
}

/** That a number is not finite is better known before the first flow than at the last. */
function checked(plan: StreamPlan): StreamPlan {
  checkMatrix(plan.features, 'The stream');
  return plan;
}

function tableOf({ table }: Traffic, { timeFeatures }: LabParameters): Matrix {
  if (timeFeatures) {
    throw new InputError(
      'A table of numbers does not tell when anything began: turn the time features off.',
    );
  }
  if (table === null) throw new Error('Traffic holds either flows or a table.');
  return table;
}
