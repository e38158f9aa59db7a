import { ATTACK, type FlowTable, NORMAL } from '../../data/flow-table.ts';
import { generateFlows } from '../../data/generate.ts';
import type { Rhythms } from '../../data/rhythms.ts';
import type { Matrix } from '../../features/matrix.ts';
import type { LabParameters } from '../parameters/lab-parameters.ts';
import { type Remark, trafficRemarks } from '../run/remarks.ts';
import type { Imported } from './imported.ts';
import type { Labels } from './labels.ts';
import type { TrafficSummary } from './traffic-summary.ts';

/** Traffic at the start of the lab: flows, or a table of numbers that needs no engineering. */
export interface Traffic {
  /** Where it comes from, in words. */
  readonly format: string;
  readonly flows: FlowTable | null;
  readonly table: Matrix | null;
  readonly labels: Labels;
  /** How it was read; `null`: it was made up. */
  readonly imported: Imported | null;
  readonly summary: TrafficSummary;
  /** What the notebook does not say of such traffic. */
  readonly remarks: readonly Remark[];
}

/** Step 1 with made-up traffic. O(flows). */
export function generateTraffic(
  parameters: Pick<LabParameters, 'seed' | 'counts'> & Partial<Rhythms>,
): Traffic {
  const flows = generateFlows(parameters.seed, parameters.counts, parameters);
  return flowTraffic(flows, null);
}

/** Flows at the start of the lab. @param imported `null`: they were made up */
export function flowTraffic(flows: FlowTable, imported: Imported | null): Traffic {
  const labels = { label: flows.label, attackType: flows.attackType };
  return {
    format: formatOf(imported),
    flows,
    table: null,
    labels,
    imported,
    summary: { ...countLabels(labels), busiestPorts: busiestPorts(flows, 8) },
    remarks: trafficRemarks(flows, imported !== null),
  };
}

/** A table of numbers at the start of the lab. */
export function tableTraffic(table: Matrix, labels: Labels, imported: Imported): Traffic {
  return {
    format: formatOf(imported),
    flows: null,
    table,
    labels,
    imported,
    summary: { ...countLabels(labels), busiestPorts: null },
    remarks: [],
  };
}

function formatOf(imported: Imported | null): string {
  if (imported === null) return 'generated';
  return [...new Set(imported.files.map(({ format }) => format))].join(', ');
}

function countLabels({ label, attackType }: Labels): Omit<TrafficSummary, 'busiestPorts'> {
  const types = new Map<string, { type: string; label: number; flows: number }>();
  const counts = { total: label.length, normal: 0, attack: 0, unlabelled: 0 };
  label.forEach((value, row) => {
    if (value === NORMAL) counts.normal++;
    else if (value === ATTACK) counts.attack++;
    else counts.unlabelled++;
    const type = attackType.names[attackType.codes[row]];
    const key = `${type} ${value}`;
    const entry = types.get(key) ?? { type, label: value, flows: 0 };
    entry.flows++;
    types.set(key, entry);
  });
  return { ...counts, types: [...types.values()] };
}

/** Ports by number of flows, most first; of equal counts the lower port. Attacks do not count. */
function busiestPorts(flows: FlowTable, most: number): { port: number; flows: number }[] {
  const counts = new Map<number, number>();
  flows.dstPort.forEach((port, row) => {
    if (flows.label[row] !== ATTACK) counts.set(port, (counts.get(port) ?? 0) + 1);
  });
  return [...counts]
    .map(([port, count]) => ({ port, flows: count }))
    .sort((a, b) => b.flows - a.flows || a.port - b.port)
    .slice(0, most);
}
