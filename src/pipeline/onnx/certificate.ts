import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { FLOW_COLUMNS } from '../../data/flow-columns.ts';
import { categoryAt } from '../../data/flow-rows.ts';
import type { FlowTable } from '../../data/flow-table.ts';
import { MersenneTwister } from '../../data/random.ts';
import { visibleJson } from '../../data/visible-text.ts';
import { computedColumns } from '../../features/engineer.ts';
import { columnOf, matrix } from '../../features/matrix.ts';
import type { LabParameters } from '../parameters/lab-parameters.ts';
import { NOTEBOOK_PARAMETERS } from '../parameters/parameters.ts';
import { engineeredFeatures } from '../run/flow-features.ts';
import { runLab } from '../run/lab.ts';
import { generateTraffic, type Traffic } from '../traffic/generate.ts';
import type { TrainedLab } from '../trained-lab/trained-lab.ts';
import type { OnnxLab } from './save-onnx.ts';

/** Flows that a certificate is made of. */
const FLOWS = 1000;
const SEED = 'certificate';

/**
 * What an ONNX file must answer: inputs, and what the lab itself scores them. The flows are made up,
 * whatever the lab has learnt from; for a table they are drawn from the range of each of its columns.
 * As JSON text. O(flows × scoring them).
 */
export async function certificateText(lab: TrainedLab, onnx: OnnxLab): Promise<string> {
  const inForce = { ...NOTEBOOK_PARAMETERS, ...lab.parameters } as LabParameters;
  const parameters = { ...inForce, detectors: lab.detectors.map(({ name }) => name) };
  const traffic = lab.fromFlows ? madeUpFlows() : madeUpTable(lab);
  const run = await runLab(traffic, parameters, { now: () => 0 }, { trained: lab });
  const expected = run.detections.flatMap(({ assessment }, at) => {
    const { score, decision, prediction } = onnx.detectors[at].outputs;
    return [
      [score, Array.from(assessment.scores)],
      [decision, Array.from(assessment.decisions)],
      [prediction, Array.from(assessment.predictions)],
    ];
  });
  return `${visibleJson({
    kind: 'network-anomaly-lab-certificate',
    version: 1,
    how:
      'Give the inputs to the model and compare with what is expected: flow-scores --check ' +
      'MODEL.onnx. The flows are made up; none of them is from the training data.',
    model: { sha256: bytesToHex(sha256(onnx.bytes)), bytes: onnx.bytes.length },
    settings: onnx.settings,
    detectors: onnx.detectors.map(({ name, outputs, threshold, tolerance }) => ({
      name,
      outputs,
      threshold,
      tolerance,
    })),
    verdicts:
      'Equal, but for scores no further from the threshold than the tolerance. It is a share of the ' +
      'size of the score, or of the threshold where that is larger.',
    flows: traffic.summary.total,
    inputs: inputsOf(traffic, onnx, parameters),
    expected: Object.fromEntries(expected),
  })}\n`;
}

/** As many flows of every profile as the notebook has, in proportion. */
function madeUpFlows(): Traffic {
  const counts = Object.entries(NOTEBOOK_PARAMETERS.counts);
  const total = counts.reduce((sum, [, count]) => sum + count, 0);
  let [seen, given] = [0, 0];
  const scaled = counts.map(([name, count]) => {
    seen += count;
    const upTo = Math.round((FLOWS * seen) / total);
    const own = upTo - given;
    given = upTo;
    return [name, own];
  });
  return generateTraffic({ seed: SEED, counts: Object.fromEntries(scaled) });
}

/** Numbers that are uniform between the percentiles 0.5 and 99.5 of each column. */
function madeUpTable({ reference, features }: TrainedLab): Traffic {
  const random = new MersenneTwister(42);
  const data = Float64Array.from({ length: FLOWS * features.length }, (_, at) => {
    const { low, high } = reference.features[at % features.length];
    return low + (high - low) * random.double();
  });
  return {
    format: 'generated',
    flows: null,
    table: matrix(data, features),
    labels: {
      label: new Int8Array(FLOWS).fill(-1),
      attackType: { codes: new Uint32Array(FLOWS), names: ['unknown'] },
    },
    imported: null,
    summary: {
      total: FLOWS,
      normal: 0,
      attack: 0,
      unlabelled: FLOWS,
      types: [],
      busiestPorts: null,
    },
    remarks: [],
  };
}

/** The columns that the graph takes. */
function inputsOf({ flows, table }: Traffic, { inputs }: OnnxLab, parameters: LabParameters) {
  const computed =
    flows === null
      ? new Map<string, Float64Array>()
      : computedColumns(flows, engineeredFeatures(parameters), parameters);
  const columns = inputs.map(({ name }) => {
    const column = computed.get(name);
    if (column !== undefined) return [name, Array.from(column)];
    if (table !== null) return [name, Array.from(columnOf(table, table.names.indexOf(name)))];
    return [name, flows === null ? [] : flowColumn(flows, name)];
  });
  return Object.fromEntries(columns);
}

function flowColumn(flows: FlowTable, name: string): (number | string)[] {
  const facts = FLOW_COLUMNS.find((one) => one.name === name);
  const column = facts && flows[facts.key];
  if (column === undefined) throw new Error(`Flows have no column ${name}.`);
  if (ArrayBuffer.isView(column)) return Array.from(column as Float64Array);
  if ('codes' in column) return Array.from(column.codes, (_, row) => categoryAt(column, row));
  throw new Error(`The column ${name} holds texts.`);
}
