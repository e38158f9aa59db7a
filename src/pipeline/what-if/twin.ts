import { categoryAt } from '../../data/flow-rows.ts';
import type { DetectorName } from '../parameters/lab-parameters.ts';
import { movementOf, type OrdinaryColumn } from './ordinary.ts';
import type { RawValue } from './raw-values.ts';
import type { WhatIf } from './what-if.ts';

/** The normal flow most like another one, of those that a detector passes. */
export interface Twin {
  readonly row: number;
  readonly type: string;
  /** How far apart the two are: the differences' movements added. */
  readonly distance: number;
  /** Column by column where they differ, the largest first. */
  readonly differences: readonly Difference[];
}

interface Difference {
  readonly column: string;
  readonly own: RawValue;
  readonly twins: RawValue;
  /** In spreads of normal flows. */
  readonly movement: number;
}

/**
 * The nearest normal twin of a flow; `null`: there is none. O(normal flows × columns).
 *
 * @param detector it passes the twin; `null`: whatever detectors say of it
 */
export function twinOf(
  { rescorer, ordinary }: WhatIf,
  row: number,
  detector: DetectorName | null,
): Twin | null {
  const { run, measured } = rescorer;
  const passes = run.detections.find((one) => one.detector === detector)?.assessment.predictions;
  const own = ordinary.columns.map(({ column }) => measured.cellOf(row, column.name));
  let [best, least] = [-1, Number.POSITIVE_INFINITY];
  ordinary.rows.forEach((other, at) => {
    if (other === row || passes?.[other] === -1) return;
    let distance = 0;
    for (let j = 0; j < own.length && distance < least; j++) {
      distance += movementBetween(ordinary.columns[j], own[j], at);
    }
    if (distance < least) [best, least] = [at, distance];
  });
  if (best < 0) return null;
  const differences = ordinary.columns.flatMap((one, j): Difference[] => {
    const twins = one.values[best];
    if (twins === undefined || own[j] === undefined || twins === own[j]) return [];
    const movement = movementOf(one, own[j], twins);
    return [{ column: one.column.name, own: own[j], twins, movement }];
  });
  const twin = ordinary.rows[best];
  return {
    row: twin,
    type: categoryAt(run.traffic.labels.attackType, twin),
    distance: least,
    differences: differences.sort((a, b) => b.movement - a.movement),
  };
}

/** What one of the two flows does not tell is no difference. */
function movementBetween(column: OrdinaryColumn, own: RawValue | undefined, at: number): number {
  const theirs = column.values[at];
  return own === undefined || theirs === undefined ? 0 : movementOf(column, own, theirs);
}
