import { constants, createWriteStream, openSync, type Stats } from 'node:fs';
import { chmod, chown, readlink, realpath, rename, rm, stat } from 'node:fs/promises';
import { Socket } from 'node:net';
import { basename, dirname, join, resolve } from 'node:path';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout } from 'node:timers/promises';
import { visibleText } from '../../data/visible-text.ts';
import { guardDraft } from '../interrupt.ts';
import { about, isFileError } from './file-problems.ts';
import { isStandardOutput, isUnread } from './streams.ts';

/**
 * Writes lines to a file, whole or not at all: beside it first, then in its place. A pipe or a device
 * takes them as they come, and standard output by any of its names.
 *
 * @throws InputError that names the file
 */
export async function writeLines(
  file: string,
  folder: string,
  lines: Iterable<string | Uint8Array>,
): Promise<void> {
  if (isStandardOutput(file)) {
    const shown = process.stdout.isTTY ? visibleLines(lines) : lines;
    await pour(shown, process.stdout, { end: false });
    return;
  }
  const path = resolve(folder, file);
  await about(path, async () => {
    const status = await statusOf(path);
    if (status === null || status.isFile()) await replace(await targetOf(path), status, lines);
    else if (status.isFIFO()) await pour(lines, await openPipe(path));
    else await pour(lines, createWriteStream(path));
  });
}

/** A file holds text as it is; a terminal would act on it. */
function* visibleLines(lines: Iterable<string | Uint8Array>): Generator<string | Uint8Array> {
  for (const line of lines) yield typeof line === 'string' ? visibleText(line) : line;
}

/** `null`: there is nothing. */
export async function statusOf(path: string): Promise<Stats | null> {
  return stat(path).catch((error) => {
    if (isFileError(error) && error.code === 'ENOENT') return null;
    throw error;
  });
}

/** Where a file that is written to that path comes to lie: behind symbolic links, to nothing too. */
export async function targetOf(path: string): Promise<string> {
  const inFolder = join(await realpath(dirname(path)), basename(path));
  const link = await readlink(inFolder).catch(() => null);
  return link === null ? inFolder : targetOf(resolve(dirname(inFolder), link));
}

let draftsMade = 0;

/** Writes a draft beside the file, with the rights of the one that it replaces. */
async function replace(
  path: string,
  before: Stats | null,
  lines: Iterable<string | Uint8Array>,
): Promise<void> {
  const draft = join(dirname(path), `.lab-${process.pid}-${++draftsMade}.part`);
  const forget = guardDraft(draft);
  try {
    const fd = openDraft(draft, before);
    // The file may be written, but not its folder: there is no place for a draft.
    if (fd === null) return await pour(lines, createWriteStream(path));
    await pour(lines, createWriteStream(draft, { fd }));
    if (before !== null) {
      await chown(draft, before.uid, before.gid).catch(() => undefined);
      await chmod(draft, before.mode & 0o7777);
    }
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  } finally {
    forget();
  }
}

/** At once, so that no signal comes between the making of the file and its being guarded. */
function openDraft(draft: string, before: Stats | null): number | null {
  try {
    return openSync(draft, 'wx');
  } catch (error) {
    if (before !== null && isRefusal(error)) return null;
    throw error;
  }
}

function isRefusal(error: unknown): boolean {
  return isFileError(error) && ['EACCES', 'EPERM', 'EROFS'].includes(error.code);
}

/** Between two looks whether a pipe has a reader. Milliseconds. */
const LOOK = 50;

/** Waits for a reader, but not in a system call, which would hold up the end of the process. */
async function openPipe(path: string): Promise<Writable> {
  for (;;) {
    try {
      const fd = openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
      return new Socket({ fd, readable: false, writable: true });
    } catch (error) {
      if (!isFileError(error) || error.code !== 'ENXIO') throw error;
    }
    await setTimeout(LOOK);
  }
}

/** Writes lines for as long as somebody takes them. */
async function pour(
  lines: Iterable<string | Uint8Array>,
  to: Writable,
  options: { readonly end?: boolean } = {},
): Promise<void> {
  try {
    await pipeline(Readable.from(lines), to, options);
  } catch (error) {
    if (!isUnread(error)) throw error;
  }
}
