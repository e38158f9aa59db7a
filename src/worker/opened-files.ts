import { InputError } from '../data/errors.ts';
import type { TrafficFormat, TrafficSource } from '../data/import/importer.ts';
import type { LabelWords } from '../data/import/labels/words-said.ts';
import type { KnownTable } from '../data/import/mapping/known-tables.ts';
import { readingOf } from '../data/import/mapping/known-tables.ts';
import type { TableReader } from '../data/import/mapping/unknown-table.ts';
import type { ReadingParameters } from '../pipeline/parameters/reading-parameters.ts';
import type { Traffic } from '../pipeline/traffic/generate.ts';
import { readTraffic } from '../pipeline/traffic/read.ts';
import type { TrainedLab } from '../pipeline/trained-lab/trained-lab.ts';
import { checkLabSize, readTrainedLab } from '../pipeline/trained-lab/trained-lab-read.ts';
import type { TaskProgress } from './protocol.ts';

/** Files that a person opened together, to be read as one data set. */
export interface TrafficFiles {
  readonly files: readonly File[];
  readonly format: TrafficFormat;
  /** How those of them are read that are tables of unknown columns. */
  readonly mappings?: readonly KnownTable[];
  /** What a person says that words mean as labels. */
  readonly labelWords?: LabelWords;
}

/**
 * Reads the files as one data set; progress counts bytes.
 *
 * @throws InputError where a file cannot be read, or does not hold what it should
 */
export function readFiles(
  {
    files,
    format,
    mappings = [],
    labelWords,
    parameters,
  }: TrafficFiles & { readonly parameters: ReadingParameters },
  onProgress: TaskProgress,
): Promise<Traffic> {
  const size = files.reduce((sum, file) => sum + file.size, 0);
  const sources = files.map(sourceOf);
  const tell = (bytes: number, rows: number) => onProgress(size === 0 ? 1 : bytes / size, rows);
  const readingOfTable: TableReader = (table) => readingOf(mappings, table);
  return readTraffic(sources, format, parameters, tell, { readingOfTable, labelWords });
}

/** @throws InputError for a file that is too large, or no trained lab */
export async function readLabFile(file: File): Promise<TrainedLab> {
  checkLabSize(file.size);
  return readTrainedLab(await file.text());
}

/** A file that a person opened, as importers take it. */
export function sourceOf(file: File): TrafficSource {
  return {
    name: file.name,
    chunks: chunksOf(file),
    whole: {
      byteLength: file.size,
      slice: (start, end) => readable(file, () => file.slice(start, end).arrayBuffer()),
    },
    modified: file.lastModified / 1000,
  };
}

/** @throws InputError when the browser cannot read it any more */
function readable<Read>(file: File, read: () => Promise<Read>): Promise<Read> {
  return read().catch((error: unknown) => {
    const reason = error instanceof Error ? error.name : String(error);
    throw new InputError(
      `${file.name}: the browser could not read it (${reason}); it may be a folder, or have been moved or changed since. Open it again`,
    );
  });
}

/**
 * A file's bytes, piece by piece. Not every browser lets a stream be iterated.
 *
 * @throws InputError when the browser cannot read it any more
 */
async function* chunksOf(file: File): AsyncGenerator<Uint8Array> {
  const reader = file.stream().getReader();
  for (;;) {
    const { done, value } = await readable(file, () => reader.read());
    if (done) return;
    yield value;
  }
}
