import { InputError } from '../../data/errors.ts';
import { takeRows } from '../../data/flow-rows.ts';
import type { FlowTable } from '../../data/flow-table.ts';
import type { ImportOptions } from '../../data/import/import-options.ts';
import {
  type FileImport,
  importFiles,
  type TrafficFormat,
  type TrafficSource,
} from '../../data/import/importer.ts';
import { matrix } from '../../features/matrix.ts';
import type { ReadingParameters } from '../parameters/reading-parameters.ts';
import { flowTraffic, type Traffic, tableTraffic } from './generate.ts';
import type { ImportedFile } from './imported.ts';
import { mostUsed, readLabels } from './label-report.ts';
import { overviewOf } from './traffic-overview.ts';
import { unicastRows } from './unicast.ts';

/**
 * Step 1 with real traffic, read from the bytes of files.
 *
 * @param onProgress told how many bytes, as they lie in the files, and rows were read
 * @param asked what a person says of tables, their cut, and words of labels
 * @throws InputError when a file cannot be used, or nothing is left of it
 */
export async function readTraffic(
  sources: readonly TrafficSource[],
  format: TrafficFormat,
  parameters: ReadingParameters,
  onProgress?: (bytes: number, rows: number) => void,
  asked: Pick<ImportOptions, 'readingOfTable' | 'cut' | 'labelWords'> = {},
): Promise<Traffic> {
  const { window, sample, seed, timeZone, unicastOnly } = parameters;
  const settings = { window, sample, seed, timeZone, unicastOnly };
  const read = await importFiles(sources, {
    format,
    windowSeconds: window,
    sampleSize: sample,
    seed,
    timeZone,
    ...asked,
    ...(onProgress && { onProgress }),
  });
  const { problems, rowsKept } = read;
  const files = read.files.map(withFewLabels);
  const rowsRead = files.reduce((sum, file) => sum + file.rowsRead, 0);
  const labels = read.labels.map(readLabels);
  const imported = { files, rowsRead, rowsKept, problems, labels, settings };
  if (read.kind === 'table') {
    const { data, names, rows } = read.matrix;
    const sampledFrom = rows < rowsKept ? rowsKept : null;
    const none = { zoneless: false, counts: null, leftOut: 0, overview: null };
    const facts = { ...imported, ...none, sampledFrom };
    const { label, attackType } = read;
    return tableTraffic(matrix(data, names), { label, attackType }, facts);
  }
  const { zoneless, counts } = read;
  const flows = unicastOnly ? unicastFlows(read.flows, files) : read.flows;
  const sampledFrom = read.flows.length < rowsKept ? rowsKept : null;
  const leftOut = read.flows.length - flows.length;
  const overview = overviewOf(flows);
  return flowTraffic(flows, { ...imported, zoneless, counts, sampledFrom, leftOut, overview });
}

/** The flows between two hosts: neither end is a group of hosts, nor bound to one link. */
function unicastFlows(flows: FlowTable, [{ name }]: readonly FileImport[]): FlowTable {
  const kept = unicastRows(flows);
  if (kept === null) {
    throw new InputError(
      `${name}: no addresses, so multicast cannot be told; turn off leaving it out`,
    );
  }
  if (kept.length === 0) {
    throw new InputError(
      `${name}: all ${flows.length} flows are link-local, multicast or broadcast; turn off leaving them out`,
    );
  }
  return takeRows(flows, kept);
}

function withFewLabels(file: FileImport): ImportedFile {
  const { labelsRead } = file;
  return { ...file, labelWords: labelsRead.length, labelsRead: mostUsed(labelsRead) };
}
