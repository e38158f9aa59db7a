import { baselineTraffic } from '../../src/pipeline/baseline/baseline-traffic.ts';
import type {
  LabParameters,
  ParameterChanges,
} from '../../src/pipeline/parameters/lab-parameters.ts';
import { NOTEBOOK_PARAMETERS } from '../../src/pipeline/parameters/parameters.ts';
import { generateTraffic, type Traffic } from '../../src/pipeline/traffic/generate.ts';

/** The notebook's parameters with some others. */
export function parametersWith(given: ParameterChanges): LabParameters {
  const counts = { ...NOTEBOOK_PARAMETERS.counts, ...given.counts };
  return { ...NOTEBOOK_PARAMETERS, ...given, counts };
}

/** Few flows of every profile, quick to fit. */
export const FEW: LabParameters['counts'] = Object.fromEntries(
  Object.entries(NOTEBOOK_PARAMETERS.counts).map(([name, count]) => [name, count / 10]),
);

/** Generated traffic whose flow i begins `seconds` × i after 1970. */
export function timedTraffic(parameters: LabParameters, seconds = 10): Traffic {
  const traffic = generateTraffic(parameters);
  if (traffic.flows === null) throw new Error('generated traffic has flows');
  const startTime = Float64Array.from({ length: traffic.flows.length }, (_, i) => seconds * i);
  return { ...traffic, flows: { ...traffic.flows, startTime } };
}

/** Generated traffic that does not tell when its flows began, nor between whom. */
export function timelessTraffic(parameters: LabParameters): Traffic {
  const traffic = generateTraffic(parameters);
  if (traffic.flows === null) throw new Error('generated traffic has flows');
  const { startTime: _, originatorAddress: __, responderAddress: ___, ...flows } = traffic.flows;
  return { ...traffic, flows };
}

/** Generated traffic as if it came from another file. */
export function otherTraffic(given: ParameterChanges) {
  return baselineTraffic(generateTraffic(parametersWith(given)), 'other.csv');
}

/** A table of numbers of which nothing is labelled. */
export function tableTraffic(names: readonly string[], rows: readonly (readonly number[])[]) {
  const traffic = generateTraffic(parametersWith({ counts: FEW }));
  const length = rows.length;
  return {
    ...traffic,
    format: 'table',
    flows: null,
    table: { data: Float64Array.from(rows.flat()), rows: length, columns: names.length, names },
    labels: {
      label: new Int8Array(length).fill(-1),
      attackType: { codes: new Uint32Array(length), names: ['unknown'] },
    },
    summary: { ...traffic.summary, total: length, normal: 0, attack: 0, unlabelled: length },
  } satisfies Traffic;
}
