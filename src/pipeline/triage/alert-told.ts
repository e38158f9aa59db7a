import { FLOW_COLUMNS } from '../../data/flow-columns.ts';
import { cellAt } from '../../data/flow-rows.ts';
import type { FlowTable } from '../../data/flow-table.ts';
import type { DetectorName } from '../parameters/lab-parameters.ts';
import type { AlertRecord } from './alert-records.ts';

/** Whose alert it is: the judge's, or the first detector's. */
export function judgeOf(
  { detections }: AlertRecord,
  judge: DetectorName | undefined,
): AlertRecord['detections'][number] {
  return detections.find(({ detector }) => detector === judge) ?? detections[0];
}

/** Why, in sentences; what stands out where nothing fitted is at hand. */
export function reasonsOf({ reasons, inWords }: AlertRecord): readonly string[] {
  if (reasons === null) return inWords;
  const told = reasons.reasons.map(({ sentence }) => sentence);
  return told.length === 0 ? [reasons.sentence] : told;
}

/** A cell of a flow; `null` where the traffic does not tell. */
export function flowCell(
  flows: FlowTable,
  name: keyof FlowTable,
  row: number,
): string | number | null {
  const column = FLOW_COLUMNS.find(({ key }) => key === name);
  const cell = column && cellAt(flows, column, row);
  return cell === undefined || cell === '' ? null : cell;
}
