import type { FlowColumn } from '../../data/flow-columns.ts';
import { presentColumns } from '../../data/flow-rows.ts';
import type { Traffic } from './generate.ts';

/** The columns that the notebook prints of the most anomalous flows. */
const COLUMNS = ['attack_type', 'dst_port', 'bytes_sent', 'bytes_recv', 'packets_sent', 'duration'];

/** Without labels: who it was, instead of what. */
const UNLABELLED_COLUMNS = [
  ...['originator_address', 'responder_address', 'service'],
  ...COLUMNS.filter((name) => name !== 'attack_type'),
];

/** What to tell of the most anomalous flows, as far as the traffic has it. */
export function topColumns({ flows, summary }: Traffic): FlowColumn[] {
  const present = flows === null ? [] : presentColumns(flows);
  const names = summary.unlabelled < summary.total ? COLUMNS : UNLABELLED_COLUMNS;
  return names.flatMap((name) => present.filter((column) => column.name === name));
}
