import { visibleJson } from '../../data/visible-text.ts';
import { detectorFacts } from '../detecting/detector-table.ts';
import { FIXED_PARAMETERS } from '../parameters/fixed-parameters.ts';
import type { LabParameters } from '../parameters/lab-parameters.ts';
import { formatParameter, NOTEBOOK_PARAMETERS } from '../parameters/parameters.ts';
import type { TrainedLab } from '../trained-lab/trained-lab.ts';
import { onnxFile } from './graph/onnx-file.ts';
import { type LabGraph, labGraph, type WrittenDetector } from './lab-graph.ts';

/** What an ONNX file calls itself, and of which form its metadata is. */
const ONNX_KIND = 'network-anomaly-lab';
const ONNX_VERSION = 1;

/** A trained lab as an ONNX file. */
export interface OnnxLab extends Pick<LabGraph, 'detectors'> {
  readonly bytes: Uint8Array;
  /** The columns of flows that go in. */
  readonly inputs: LabGraph['graph']['inputs'];
  /** By which it scores, as typed. */
  readonly settings: Readonly<Record<string, string>>;
}

/** Numbers that a comparison with training flows may hold at a time. */
const MOST_COMPARISONS = 2 ** 23;
const MOST_FLOWS_AT_A_TIME = 2 ** 16;

/**
 * A trained lab as the bytes of an ONNX file, with standard operators alone. Its rules of what is fine
 * and how it reads tables stay behind. O(size of the lab).
 *
 * @throws InputError that names what ONNX cannot express
 */
export function onnxLab(lab: TrainedLab): OnnxLab {
  const parameters = { ...NOTEBOOK_PARAMETERS, ...lab.parameters } as LabParameters;
  const { graph, detectors } = labGraph(lab, parameters);
  const settings = settingsOf(lab);
  const compares = Math.max(1, ...detectors.map((one) => one.compares));
  const atATime = Math.floor(MOST_COMPARISONS / compares);
  const bytes = onnxFile({
    graph,
    producer: ONNX_KIND,
    description:
      `Scores of network flows by ${detectors.map(({ name }) => detectorFacts(name).title).join(', ')}, ` +
      'written by the Network Anomaly Lab.',
    metadata: {
      kind: ONNX_KIND,
      version: String(ONNX_VERSION),
      created: lab.created ?? '',
      classes: JSON.stringify({ '-1': 'alert', 1: 'no alert' }),
      detectors: visibleJson(detectors.map(toldOf)),
      settings: visibleJson(settings),
      from_flows: String(lab.fromFlows),
      features: visibleJson(lab.features),
      learnt_from: visibleJson(lab.learntFrom),
      reference: visibleJson(lab.reference),
      flows_at_a_time: String(Math.min(MOST_FLOWS_AT_A_TIME, Math.max(1, atATime))),
    },
  });
  return { bytes, inputs: graph.inputs, detectors, settings };
}

function toldOf({ compares: _, ...told }: WrittenDetector): object {
  return { ...told, title: detectorFacts(told.name).title };
}

/** What a trained lab settles, by the names of options. */
function settingsOf({ parameters }: TrainedLab): Record<string, string> {
  return Object.fromEntries(
    FIXED_PARAMETERS.flatMap(({ key, flag }) => {
      const value = parameters[key];
      return value === undefined ? [] : [[flag, formatParameter(value)]];
    }),
  );
}

/** What a person who passes the file on must know of it; a sentence for each detector. */
export function heldInWords({ detectors }: Pick<LabGraph, 'detectors'>): string[] {
  return detectors.flatMap(({ name, holds }) =>
    holds === null
      ? []
      : [
          `The ONNX file holds ${holds.rows.toLocaleString('en')} ${holds.words}, for the ` +
            `${detectorFacts(name).title}: give it only to those who may see them.`,
        ],
  );
}
