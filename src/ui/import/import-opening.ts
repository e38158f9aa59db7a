import { signal } from '@preact/signals';
import { messageOf } from '../../data/errors.ts';
import { withWord } from '../../data/import/labels/label-words.ts';
import type { LabelMeaning, LabelWords } from '../../data/import/labels/words-said.ts';
import { labelWords, notebook } from '../lab.ts';
import { readingsFor, type TablesSaid } from './mapping-state.ts';

/** Files on their way in. */
export interface FilesInReading {
  readonly files: readonly File[];
  /** Bytes read so far, of all files. */
  readonly bytes: number;
  readonly rows: number;
  /** Whether they are open already, and read once more for what labels mean. */
  readonly isAgain: boolean;
}

/** What is being read now. */
export const reading = signal<FilesInReading | null>(null);

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
  const isOpen = notebook.opened.peek()?.files === files;
  const words = isOpen ? labelWords.peek() : await wordsForNewFiles();
  return read(files, false, words, (signal) => readingsFor(files, signal, { words, askAgain }));
}

/**
 * Says what a word means as a label, `null`: what the lab makes of it, and reads the files that are
 * open once more.
 */
export async function sayLabel(word: string, meaning: LabelMeaning | null): Promise<void> {
  const opened = notebook.opened.peek();
  if (opened === null) return;
  const { files, mappings = [] } = opened;
  const words = withWord(labelWords.peek(), word, meaning);
  await read(files, true, words, async () => ({ mappings, labelWords: words }));
}

/** @param ask how tables are read; `null`: the person would rather not say */
async function read(
  files: readonly File[],
  isAgain: boolean,
  words: LabelWords,
  ask: (signal: AbortSignal) => Promise<TablesSaid | null>,
): Promise<boolean> {
  cancelReading();
  const own = new AbortController();
  controller = own;
  openingProblem.value = null;
  openingSaid.value = '';
  reading.value = { files, bytes: 0, rows: 0, isAgain };
  if (isAgain) labelWords.value = words;
  const size = sizeOf(files);
  let told = performance.now();
  try {
    const said = await ask(own.signal);
    if (said === null) return false;
    await notebook.openFiles({ files, format: 'auto', ...said }, own.signal, (done, rows = 0) => {
      if (performance.now() - told < TICK) return;
      told = performance.now();
      reading.value = { files, bytes: done * size, rows, isAgain };
    });
    openingSaid.value = 'All read.';
    return true;
  } catch (error) {
    if (own.signal.aborted) openingSaid.value = 'Reading was cancelled.';
    else refuseFiles(sentenceOf(error));
    return false;
  } finally {
    if (controller === own) {
      reading.value = null;
      // Those of what is open now, whether or not it has changed.
      labelWords.value = notebook.opened.peek()?.labelWords ?? labelWords.peek();
    }
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

function sentenceOf(error: unknown): string {
  const message = messageOf(error);
  return /[.!?]$/.test(message) ? message : `${message}.`;
}

/** What a trained lab knows of words is fetched with what reads such labs, when files are opened. */
async function wordsForNewFiles(): Promise<LabelWords> {
  return (await import('../learn/trained-lab-state.ts')).wordsForNewFiles();
}
