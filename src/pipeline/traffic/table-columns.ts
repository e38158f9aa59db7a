import { categoryAt, cellAt, presentColumns } from '../../data/flow-rows.ts';
import type { FlowTable } from '../../data/flow-table.ts';
import type { Matrix } from '../../features/matrix.ts';
import type { Detection } from '../run/detect.ts';
import type { Traffic } from './generate.ts';
import { namesAttacks } from './labels.ts';

/** A column of a table of flows, whatever file it goes to. */
export interface TableColumn {
  readonly name: string;
  readonly kind: 'number' | 'whole number' | 'text';
  /** `null`: nothing is known there. */
  readonly value: (row: number) => number | string | null;
}

/** The flows' own columns, or those of a table of numbers with its label, and the names of attacks. */
export function trafficColumns({ flows, table, labels }: Traffic): TableColumn[] {
  if (flows !== null) return flowColumns(flows);
  if (table === null) return [];
  const { label, attackType } = labels;
  return [
    ...matrixColumns(table),
    ...(namesAttacks(labels)
      ? [
          {
            name: 'attack_type',
            kind: 'text' as const,
            value: (row: number) => categoryAt(attackType, row),
          },
        ]
      : []),
    { name: 'label', kind: 'whole number', value: (row) => labelOf(label[row]) },
  ];
}

/** The flows' own columns, then each detector's score, decision and prediction. */
export function scoredColumns(traffic: Traffic, detections: readonly Detection[]): TableColumn[] {
  const scored = detections.flatMap(({ detector, assessment }): TableColumn[] => {
    const name = detector.replaceAll('-', '_');
    const { scores, decisions, predictions } = assessment;
    return [
      { name: `${name}_score`, kind: 'number', value: (row) => scores[row] },
      { name: `${name}_decision`, kind: 'number', value: (row) => decisions[row] },
      { name: `${name}_prediction`, kind: 'whole number', value: (row) => predictions[row] },
    ];
  });
  return [...trafficColumns(traffic), ...scored];
}

export function matrixColumns(x: Matrix): TableColumn[] {
  return x.names.map((name, column) => ({
    name,
    kind: 'number',
    value: (row) => x.data[row * x.columns + column],
  }));
}

function flowColumns(flows: FlowTable): TableColumn[] {
  return presentColumns(flows).map((column): TableColumn => {
    const { name } = column;
    if (column.kind === 'label') {
      const value = (row: number) => labelOf(Number(cellAt(flows, column, row)));
      return { name, kind: 'whole number', value };
    }
    const isNumber = typeof cellAt(flows, column, 0) === 'number';
    return {
      name,
      kind: isNumber ? 'number' : 'text',
      value: (row) => cellAt(flows, column, row) ?? null,
    };
  });
}

function labelOf(label: number): number | null {
  return label < 0 ? null : label;
}
