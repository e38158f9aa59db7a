import { type FlowTable, NORMAL } from '../../../data/flow-table.ts';
import { type Matrix, matrix } from '../../../features/matrix.ts';
import type { LabParameters } from '../../parameters/lab-parameters.ts';
import type { StepContext } from '../../run/detect.ts';
import { type Labels, rowsWhere } from '../../traffic/labels.ts';

/** The traffic of one seed, and the attack in it. */
export interface AttackedTraffic {
  readonly attack: string;
  readonly flows: FlowTable;
  readonly labels: Labels;
  /** Rows of the attack. */
  readonly attacked: Uint32Array;
  readonly parameters: LabParameters;
}

/** What detectors are fitted with. */
export type AttackContext = Pick<StepContext, 'onProgress' | 'neural'>;

/** The normal flows, ascending. */
export function normalRows({ label }: Labels): Uint32Array {
  return rowsWhere(label, (value) => value === NORMAL);
}

/** The share that is flagged; 0 of none. */
export function shareFlagged(predictions: Int8Array): number {
  if (predictions.length === 0) return 0;
  return predictions.filter((one) => one === -1).length / predictions.length;
}

/** Rows of matrices with the same columns, one below the other. */
export function stacked(parts: readonly Matrix[]): Matrix {
  const data = new Float64Array(parts.reduce((sum, part) => sum + part.data.length, 0));
  let at = 0;
  for (const part of parts) {
    data.set(part.data, at);
    at += part.data.length;
  }
  return matrix(data, parts[0].names);
}
