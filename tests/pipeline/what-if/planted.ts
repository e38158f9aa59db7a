import { ATTACK, type FlowTable } from '../../../src/data/flow-table.ts';
import { MersenneTwister } from '../../../src/data/random.ts';
import { placeRow, standingOut } from '../../../src/eval/explain-flow.ts';
import type { FittedJson } from '../../../src/pipeline/inside/open-detector.ts';
import { NOTEBOOK_PARAMETERS } from '../../../src/pipeline/parameters/parameters.ts';
import type { LabRun } from '../../../src/pipeline/run/lab.ts';
import { keyOf } from '../../../src/pipeline/what-if/raw-columns.ts';
import { reasonsOf } from '../../../src/pipeline/what-if/reasons.ts';
import { fittedModels } from '../../../src/pipeline/what-if/scorers.ts';
import { createWhatIf, type WhatIf } from '../../../src/pipeline/what-if/what-if.ts';
import { runOf } from './runs.ts';

/** How a value is made a culprit: beyond all normal flows, at their edge, or another flow's. */
export const KINDS = ['out of range', 'edge', 'swapped'] as const;
export type Kind = (typeof KINDS)[number];

/** How often the first reason names the planted column, of the planted flows that are flagged. */
export interface Hits {
  readonly flagged: number;
  readonly reasons: number;
  readonly percentiles: number;
  /** Of them, those that passed before: what was planted made the alert. */
  readonly turned: number;
  readonly turnedReasons: number;
}

/** Columns that are large in some flows: a culprit may be out of range in them. */
const COUNTED = ['bytes_sent', 'bytes_recv', 'packets_sent', 'packets_recv', 'duration'];
const ALL = [...COUNTED, 'dst_port', 'protocol'];

/** A run that learns from normal flows, with logged tails and some of them held out. */
export async function heldOutRun(
  seed: string,
): Promise<{ run: LabRun; models: readonly FittedJson[] }> {
  const run = await runOf({
    ...NOTEBOOK_PARAMETERS,
    seed,
    detectors: ['isolation-forest', 'one-class-svm', 'local-outlier-factor'],
    logRatios: true,
    trainOn: 'normal',
    holdOut: 0.2,
    evaluateOn: 'held-out',
  });
  return { run, models: fittedModels(run, null) };
}

/** One value of each of so many held-out normal flows made a culprit, and what is said of them. */
export function plantedHits(
  { run, models }: { readonly run: LabRun; readonly models: readonly FittedJson[] },
  kind: Kind,
  count: number,
): Record<string, Hits> {
  const { flows, labels } = run.traffic;
  const judged = run.detections[0].judgedOn;
  if (flows === null || judged === null) throw new Error('flows of which some are held out');
  const heldOut = [...judged].filter((row) => labels.label[row] !== ATTACK).slice(0, count);
  const normal = [...labels.label.keys()].filter((row) => labels.label[row] !== ATTACK);
  const random = new MersenneTwister(7);
  const planted = copyOf(flows);
  const label = labels.label.slice();
  const culprits = heldOut.map((row, i) => {
    const names = kind === 'swapped' ? ALL : COUNTED;
    const name = names[i % names.length];
    plant(planted, flows, row, name, kind, normal, random);
    // No longer among the normal flows that others are compared with.
    label[row] = ATTACK;
    return { row, name };
  });
  const traffic = { ...run.traffic, flows: planted, labels: { ...labels, label } };
  const whatIf = createWhatIf({ ...run, traffic }, null, models);
  const changed = culprits.filter(
    ({ row, name }) => cellOf(planted, row, name) !== cellOf(flows, row, name),
  );
  return Object.fromEntries(
    run.detections.map(({ detector, assessment: { predictions } }) => {
      const asked = changed.map(({ row, name }) => {
        const { answer, reasons } = reasonsOf(whatIf, row, detector);
        return {
          flagged: answer.alert,
          turned: answer.alert && predictions[row] === 1,
          reasons: reasons[0]?.column === name,
          percentiles: answer.alert && mostExtreme(whatIf, row) === name,
        };
      });
      const flagged = asked.filter((one) => one.flagged);
      return [
        detector,
        {
          flagged: flagged.length,
          reasons: flagged.filter((one) => one.reasons).length,
          percentiles: flagged.filter((one) => one.percentiles).length,
          turned: flagged.filter((one) => one.turned).length,
          turnedReasons: flagged.filter((one) => one.turned && one.reasons).length,
        },
      ];
    }),
  );
}

function copyOf(flows: FlowTable): FlowTable {
  const { bytesSent, bytesRecv, packetsSent, packetsRecv, duration, dstPort, protocol } = flows;
  return {
    ...flows,
    bytesSent: bytesSent.slice(),
    bytesRecv: bytesRecv.slice(),
    packetsSent: packetsSent.slice(),
    packetsRecv: packetsRecv.slice(),
    duration: duration.slice(),
    dstPort: dstPort.slice(),
    protocol: { ...protocol, codes: protocol.codes.slice() },
  };
}

function cellOf(flows: FlowTable, row: number, name: string): number {
  const column = flows[keyOf(name)];
  return 'codes' in column ? column.codes[row] : column[row];
}

function plant(
  to: FlowTable,
  from: FlowTable,
  row: number,
  name: string,
  kind: Kind,
  normal: readonly number[],
  random: MersenneTwister,
): void {
  const column = to[keyOf(name)];
  const numbers = 'codes' in column ? column.codes : column;
  if (kind === 'swapped') {
    numbers[row] = cellOf(
      from,
      normal[Math.floor((random.uint32() / 2 ** 32) * normal.length)],
      name,
    );
    return;
  }
  const values = normal.map((other) => cellOf(from, other, name)).sort((a, b) => a - b);
  const highest = values[values.length - 1];
  numbers[row] = kind === 'edge' ? values[Math.floor(0.995 * values.length)] : 3 * highest;
}

/** The raw column that would stand first among those that stand out by their percentile. */
function mostExtreme({ rescorer, ordinary }: WhatIf, row: number): string | undefined {
  const counted = ordinary.columns.filter(({ column }) => column.kind === 'number');
  const values = counted.map(({ column }) => Number(rescorer.measured.cellOf(row, column.name)));
  const reference = {
    names: counted.map(({ column }) => column.name),
    sorted: counted.map(({ sorted }) => sorted),
  };
  return standingOut(placeRow(values, reference))[0]?.name;
}
