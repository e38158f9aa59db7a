import { parseOptions } from '../../../src/cli/options.ts';
import { NOTEBOOK_PARAMETERS } from '../../../src/pipeline/parameters/parameters.ts';
import { type PythonRequest, pythonSource } from '../../../src/pipeline/python/source.ts';
import { type LabRun, runLab } from '../../../src/pipeline/run/lab.ts';
import { matrixCsv, trafficCsv } from '../../../src/pipeline/traffic/csv.ts';
import { generateTraffic, type Traffic } from '../../../src/pipeline/traffic/generate.ts';
import { readTraffic } from '../../../src/pipeline/traffic/read.ts';
import { readFixture } from '../../support.ts';
import { otherTraffic, timedTraffic } from '../baseline-runs.ts';

const CONTEXT = { now: () => 0 };

/** The words of the Python's figures, and what the lab calls them. */
export const PRINTED_MEASURES = {
  precision: 'precision',
  recall: 'recall',
  F1: 'f1',
  'ROC AUC': 'rocAuc',
  'average precision': 'averagePrecision',
} as const;

/** Half a unit of the sixth digit, and what two libraries may differ by. */
export const SIX_DIGITS = 0.5e-6 + 1e-9;

/** The number behind these words in lines that the Python printed; NaN where there is none. */
export function numberIn(lines: readonly string[], words: string): number {
  const line = lines.find((text) => text.startsWith(words));
  return Number(line?.slice(words.length));
}

/** The lab's own run for a command line, and the request for the Python that does the same. */
export async function runOf(
  words: readonly string[],
): Promise<{ run: LabRun; request: PythonRequest }> {
  const { input, baselineFiles, parameters } = parseOptions(words);
  const imported = input.length === 0 ? null : await importedTraffic(input[0]);
  const other = baselineFiles.length === 0 ? null : otherTraffic({ seed: '7' });
  const run = await runLab(imported ?? generateTraffic(parameters), parameters, CONTEXT, { other });
  return { run, request: { parameters, source: pythonSource(parameters, imported) } };
}

async function importedTraffic(name: string): Promise<Traffic> {
  const text = await FILES[name]();
  return readTraffic([{ name, chunks: bytesOf(text) }], 'auto', NOTEBOOK_PARAMETERS);
}

/** The files that the recorded runs take in. */
const FILES: Readonly<Record<string, () => string | Promise<string>>> = {
  'scaled.csv': notebookMatrix,
  'poisoned.csv': () => readFixture('pipeline/poisoned.csv.gz'),
  'timed.csv': () => [...trafficCsv(timedTraffic(NOTEBOOK_PARAMETERS))].join(''),
};

/** The notebook's matrix as a file: a table of numbers that nobody labelled. */
async function notebookMatrix(): Promise<string> {
  const traffic = generateTraffic(NOTEBOOK_PARAMETERS);
  const { scaled } = await runLab(traffic, { ...NOTEBOOK_PARAMETERS, detectors: [] }, CONTEXT);
  return [...matrixCsv(scaled.matrix)].join('');
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}
