import { InputError } from '../data/errors.ts';
import { readingOf } from '../data/import/known-tables.ts';
import type { TableReader } from '../data/import/unknown-table.ts';
import type { Traffic } from '../pipeline/generate.ts';
import { readTraffic } from '../pipeline/read.ts';
import type { TrainedLab } from '../pipeline/trained-lab.ts';
import { checkLabSize, readTrainedLab } from '../pipeline/trained-lab-read.ts';
import type { TaskProgress } from './protocol.ts';
import type { Tasks } from './tasks.ts';

/**
 * Reads the files as one data set; progress counts bytes.
 *
 * @throws InputError where a file cannot be read, or does not hold what it should
 */
export function readFiles(
  { files, format, mappings = [], labelWords, parameters }: Tasks['read']['input'],
  onProgress: TaskProgress,
): Promise<Traffic> {
  const size = files.reduce((sum, file) => sum + file.size, 0);
  const sources = files.map((file) => ({
    name: file.name,
    chunks: chunksOf(file),
    modified: modifiedOf(file),
  }));
  const tell = (bytes: number, rows: number) => onProgress(size === 0 ? 1 : bytes / size, rows);
  const readingOfTable: TableReader = (table) => readingOf(mappings, table);
  return readTraffic(sources, format, parameters, tell, { readingOfTable, labelWords });
}

/** @throws InputError for a file that is too large, or no trained lab */
export async function readLabFile(file: File): Promise<TrainedLab> {
  checkLabSize(file.size);
  return readTrainedLab(await file.text());
}

/** When a file was last changed, in seconds since 1970 UTC. */
export function modifiedOf({ lastModified }: File): number {
  return lastModified / 1000;
}

/**
 * A file's bytes, piece by piece. Not every browser lets a stream be iterated.
 *
 * @throws InputError when the browser cannot read it any more
 */
export async function* chunksOf(file: File): AsyncGenerator<Uint8Array> {
  const reader = file.stream().getReader();
  for (;;) {
    const { done, value } = await reader.read().catch((error: unknown) => {
      const reason = error instanceof Error ? error.name : String(error);
      throw new InputError(
        `${file.name}: the browser could not read it (${reason}); it may be a folder, or have been moved or changed since. Open it again`,
      );
    });
    if (done) return;
    yield value;
  }
}
