import { signal } from '@preact/signals';
import { notebook } from './lab.ts';
import { readingsFor } from './mapping-state.ts';

/** Files on their way in. */
export interface Reading {
  readonly files: readonly File[];
  /** Bytes read so far, of all files. */
  readonly bytes: number;
  readonly rows: number;
}

/** What is being read now. */
export const reading = signal<Reading | null>(null);

/** What became of the last files, to be told aloud. */
export const openingSaid = signal('');

/** Why the last files were not taken. */
export const openingProblem = signal<string | null>(null);

/** Not more often than the eye follows. Milliseconds. */
const TICK = 100;

let controller: AbortController | null = null;

/**
 * Reads files as one data set and makes them the source of traffic; files still being read are
 * given up for them. What cannot be read leaves everything as it was and says why.
 *
 * @param askAgain what their columns mean, although it was said before
 * @returns whether they are the source of traffic now
 */
export async function openFiles(files: readonly File[], askAgain = false): Promise<boolean> {
  if (files.length === 0) return false;
  cancelReading();
  const own = new AbortController();
  controller = own;
  openingProblem.value = null;
  openingSaid.value = '';
  reading.value = { files, bytes: 0, rows: 0 };
  const size = sizeOf(files);
  let told = performance.now();
  try {
    const mappings = await readingsFor(files, own.signal, askAgain);
    if (mappings === null) return false;
    const opened = { files, format: 'auto', mappings } as const;
    await notebook.openFiles(opened, own.signal, (done, rows = 0) => {
      if (performance.now() - told < TICK) return;
      told = performance.now();
      reading.value = { files, bytes: done * size, rows };
    });
    openingSaid.value = 'All read.';
    return true;
  } catch (error) {
    if (own.signal.aborted) openingSaid.value = 'Reading was cancelled.';
    else refuseFiles(messageOf(error));
    return false;
  } finally {
    if (controller === own) reading.value = null;
  }
}

/** Gives up the files that are being read. */
export function cancelReading(): void {
  controller?.abort();
}

/** Says why files were not taken. */
export function refuseFiles(reason: string): void {
  openingProblem.value = reason;
}

export function sizeOf(files: readonly File[]): number {
  return files.reduce((sum, { size }) => sum + size, 0);
}

function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return /[.!?]$/.test(message) ? message : `${message}.`;
}
