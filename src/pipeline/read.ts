import { addressKind } from '../data/addresses.ts';
import { InputError } from '../data/errors.ts';
import { type CategoryColumn, type FlowTable, takeRows } from '../data/flow-table.ts';
import {
  type FileImport,
  type FlowImport,
  type ImportProblem,
  importFiles,
  type TrafficFormat,
  type TrafficSource,
} from '../data/import/importer.ts';
import { matrix } from '../features/matrix.ts';
import { flowTraffic, type Traffic, tableTraffic } from './generate.ts';
import { plainLabels } from './labels.ts';
import type { LabParameters } from './parameter-facts.ts';

/** What reading files came to. */
export interface Imported {
  readonly files: readonly FileImport[];
  readonly rowsRead: number;
  /** Usable rows; more than the traffic has flows where a sample was taken or some were left out. */
  readonly rowsKept: number;
  readonly problems: readonly ImportProblem[];
  /** Whether there were times that name no zone, read as of the parameter `timeZone`. */
  readonly zoneless: boolean;
  /** How counts of addresses came about. */
  readonly counts: FlowImport['counts'] | null;
  /** Usable rows of which the flows are a uniform sample; `null`: they are all. */
  readonly sampledFrom: number | null;
  /** Flows to link-local, multicast or broadcast addresses that were left out. */
  readonly leftOut: number;
}

/** The parameters that reading depends on. */
export const READING_PARAMETERS = ['window', 'sample', 'seed', 'timeZone', 'unicastOnly'] as const;
export type ReadingParameters = Pick<LabParameters, (typeof READING_PARAMETERS)[number]>;

/**
 * Step 1 with real traffic, read from the bytes of files.
 *
 * @param onProgress told how many bytes, as they lie in the files, and rows were read
 * @throws InputError when a file cannot be used, or nothing is left of it
 */
export async function readTraffic(
  sources: readonly TrafficSource[],
  format: TrafficFormat,
  parameters: ReadingParameters,
  onProgress?: (bytes: number, rows: number) => void,
): Promise<Traffic> {
  const { window, sample, seed, timeZone, unicastOnly } = parameters;
  const read = await importFiles(sources, {
    format,
    windowSeconds: window,
    sampleSize: sample,
    seed,
    timeZone,
    ...(onProgress && { onProgress }),
  });
  const { files, problems, rowsKept } = read;
  const rowsRead = files.reduce((sum, file) => sum + file.rowsRead, 0);
  const imported = { files, rowsRead, rowsKept, problems };
  if (read.kind === 'table') {
    const { data, names, rows } = read.matrix;
    const sampledFrom = rows < rowsKept ? rowsKept : null;
    const facts = { ...imported, zoneless: false, counts: null, sampledFrom, leftOut: 0 };
    return tableTraffic(matrix(data, names), plainLabels(read.label), facts);
  }
  const { zoneless, counts } = read;
  const flows = unicastOnly ? unicastFlows(read.flows, files) : read.flows;
  const sampledFrom = read.flows.length < rowsKept ? rowsKept : null;
  const leftOut = read.flows.length - flows.length;
  return flowTraffic(flows, { ...imported, zoneless, counts, sampledFrom, leftOut });
}

/** The flows between two hosts: neither end is a group of hosts, nor bound to one link. */
function unicastFlows(flows: FlowTable, files: readonly FileImport[]): FlowTable {
  const { originatorAddress, responderAddress } = flows;
  if (originatorAddress === undefined || responderAddress === undefined) {
    throw new InputError(
      `${files[0].name}: no addresses, so multicast cannot be told; turn off leaving it out`,
    );
  }
  const from = isUnicast(originatorAddress);
  const to = isUnicast(responderAddress);
  const kept = Uint32Array.from(flows.label.keys()).filter(
    (row) => from[originatorAddress.codes[row]] && to[responderAddress.codes[row]],
  );
  if (kept.length === 0) {
    throw new InputError(
      `${files[0].name}: all ${flows.length} flows are link-local, multicast or broadcast; turn off leaving them out`,
    );
  }
  return takeRows(flows, kept);
}

/** What is no address stays: nothing is known against it. */
function isUnicast({ names }: CategoryColumn): boolean[] {
  return names.map((name) => KEPT_KINDS.includes(addressKind(name)));
}

const KEPT_KINDS: readonly string[] = ['unicast', 'unspecified', 'not an address'];
