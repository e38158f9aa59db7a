import type { FlowTable } from '../../../../src/data/flow-table.ts';
import type { FlowImport } from '../../../../src/data/import/importer.ts';
import { chunksOf, importChunks, plainColumns } from '../support.ts';

/** A flow as a test reads it. */
export interface Flow {
  readonly start: number;
  readonly originator: string;
  readonly originatorPort: number;
  readonly responder: string;
  readonly responderPort: number;
  readonly protocol: string;
  readonly duration: number;
  /** The originator's, then the responder's. */
  readonly payload: readonly [number, number];
  readonly packets: readonly [number, number];
  readonly ipBytes: readonly [number, number];
  readonly state: string;
  readonly unknown: string;
}

/** Imports a capture, its bytes cut at the given places. */
export async function importCapture(
  bytes: Uint8Array,
  cuts: readonly number[] = [],
): Promise<FlowImport> {
  const result = await importChunks(chunksOf(bytes, cuts));
  if (result.kind !== 'flows') throw new Error('flows were expected');
  return result;
}

export async function readCapture(bytes: Uint8Array): Promise<Flow[]> {
  return flowsOf((await importCapture(bytes)).flows);
}

export function flowsOf(table: FlowTable): Flow[] {
  const columns = plainColumns(table);
  return Array.from({ length: table.length }, (_, row) => {
    const number = (key: string) => Number(columns[key][row]);
    const word = (key: string) => String(columns[key]?.[row] ?? '');
    return {
      start: number('startTime'),
      originator: word('originatorAddress'),
      originatorPort: number('originatorPort'),
      responder: word('responderAddress'),
      responderPort: number('dstPort'),
      protocol: word('protocol'),
      duration: number('duration'),
      payload: [number('bytesSent'), number('bytesRecv')],
      packets: [number('packetsSent'), number('packetsRecv')],
      ipBytes: [number('ipBytesSent'), number('ipBytesRecv')],
      state: word('connState'),
      unknown: word('unknown'),
    };
  });
}
