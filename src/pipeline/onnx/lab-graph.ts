import { restoreDetector } from '../detecting/detector-makers.ts';
import { handThreshold } from '../detecting/hand-threshold.ts';
import type { DetectorName, LabParameters } from '../parameters/lab-parameters.ts';
import type { SavedDetector, TrainedLab } from '../trained-lab/trained-lab.ts';
import { detectorNodes, heldRows, type MemberAnswer, type Seen } from './detector-nodes.ts';
import { featureNodes, roundingOfColumns, scaledNodes } from './feature-nodes.ts';
import type { Graph, GraphValue } from './graph/graph.ts';
import { type GraphWriter, graphWriter } from './graph/graph-writer.ts';

/** What a file tells of one of its detectors. */
export interface WrittenDetector {
  readonly name: DetectorName;
  /** What scores below is an alert. */
  readonly threshold: number;
  /** The names of what comes out of the graph. */
  readonly outputs: {
    readonly score: string;
    readonly decision: string;
    readonly prediction: string;
  };
  /** Training flows that stand in the file, in words; `null`: none. */
  readonly holds: { readonly rows: number; readonly words: string } | null;
  /** How far scores may be from the lab's, as a share of their size, or of the threshold's where that is larger. */
  readonly tolerance: number;
  /** Training flows that every flow is compared with. */
  readonly compares: number;
}

/** A trained lab as a graph, and what is told of it. */
export interface LabGraph {
  readonly graph: Graph;
  readonly detectors: readonly WrittenDetector[];
}

/** Where all is of double precision. */
const USUAL_TOLERANCE = 1e-9;
/** By how much of its size a score may differ for an ensemble of ranks to take it for the same. */
const MEMBER_ROUNDING = 1e-12;

/**
 * A trained lab as one graph: from the columns of flows to the scores, decisions and predictions of
 * each detector, and the features that they are of. O(size of the lab).
 *
 * @param parameters by which the lab was trained
 * @throws InputError for a detector that ONNX cannot express, or that holds too many flows; it names it
 */
export function labGraph(lab: TrainedLab, parameters: LabParameters): LabGraph {
  const write = graphWriter();
  const { inputs, features } = featureNodes(write, lab, parameters);
  const matrix = write.named(scaledNodes(write, features, lab.scaler), 'scaled');
  const rounding = roundingOfColumns(lab, parameters);
  const members = new Map<string, MemberAnswer>();
  const outputs: GraphValue[] = [
    {
      name: features,
      type: 'double',
      columns: lab.features.length,
      meaning: lab.features.join(', '),
    },
  ];
  const detectors = lab.detectors.map((saved) => {
    const written = writeDetector(write, saved, { matrix, rounding, members }, parameters);
    const { score, decision, prediction } = written.outputs;
    outputs.push(
      { name: score, type: 'double', meaning: 'Lower: more abnormal.' },
      { name: decision, type: 'double', meaning: 'Score less threshold: below 0 is an alert.' },
      { name: prediction, type: 'int64', meaning: '-1: alert. 1: no alert.' },
    );
    return written;
  });
  const graph = { name: 'network_anomaly_lab', inputs, outputs, ...write.written() };
  return { graph, detectors };
}

interface Answers extends Seen {
  /** Gets this detector's answer, too. */
  readonly members: Map<string, MemberAnswer>;
}

function writeDetector(
  write: GraphWriter,
  { name, fitted, threshold: learntBy }: SavedDetector,
  { matrix, rounding, members }: Answers,
  parameters: LabParameters,
): WrittenDetector {
  const detector = restoreDetector(name, fitted);
  const part = detectorNodes(name);
  const holds = heldRows(name, detector);
  const word = name.replaceAll('-', '_');
  const own = write.within(word);
  const hand = handThreshold(name, parameters);
  const threshold = hand ?? detector.offset;
  const scores = part.scores(own, detector, { matrix, rounding, members });
  const decisions = own.add('Sub', scores, threshold);
  const isFlagged = own.add(part.flagsZero && hand === null ? 'LessOrEqual' : 'Less', decisions, 0);
  const learnt = learntBy ?? detector.offset;
  members.set(name, {
    rounding: (value) => MEMBER_ROUNDING * (Math.abs(value) + Math.abs(learnt)),
    decisions: learnt === threshold ? decisions : own.add('Sub', scores, learnt),
    flags: own.addWith({ to: 11 }, 'Cast', isFlagged),
  });
  const predictions = own.add('Where', isFlagged, own.integers(-1), own.integers(1));
  const out = (value: string, what: string) =>
    write.named(own.add('Reshape', value, own.integers(-1)), `${word}_${what}`);
  return {
    name,
    threshold,
    outputs: {
      score: out(scores, 'score'),
      decision: out(decisions, 'decision'),
      prediction: out(predictions, 'prediction'),
    },
    holds,
    tolerance: part.tolerance?.(detector) ?? USUAL_TOLERANCE,
    compares: part.comparesAll ? (holds?.rows ?? 0) : 0,
  };
}
