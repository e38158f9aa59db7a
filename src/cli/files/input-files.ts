import { constants, createReadStream, openSync, statSync } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { Socket } from 'node:net';
import { basename, resolve } from 'node:path';
import { isatty, ReadStream } from 'node:tty';
import { InputError } from '../../data/errors.ts';
import type { TrafficSource } from '../../data/import/importer.ts';
import type { RandomAccess } from '../../data/import/parquet/random-access.ts';
import { about } from './file-problems.ts';
import { isStandardInput } from './streams.ts';

/** A file to read traffic from. Nothing is opened before its bytes are asked for. */
export function trafficSource(file: string, folder: string): TrafficSource {
  if (isStandardInput(file)) return { name: 'standard input', chunks: bytesOf(file, folder) };
  const path = resolve(folder, file);
  const { size, modified } = factsOf(path);
  const whole = size === undefined ? undefined : anywhereIn(path, size);
  return { name: basename(file), chunks: bytesOf(file, folder), whole, modified };
}

/** Reads a file at any place. */
function anywhereIn(path: string, byteLength: number): RandomAccess {
  return {
    byteLength,
    slice: (start, end = byteLength) =>
      about(path, async () => {
        const handle = await open(path);
        try {
          const bytes = new Uint8Array(Math.max(0, Math.min(end, byteLength) - start));
          const { bytesRead } = await handle.read(bytes, 0, bytes.length, start);
          return bytes.buffer.slice(0, bytesRead);
        } finally {
          await handle.close();
        }
      }),
  };
}

/**
 * When a file was changed, in seconds since 1970 UTC, and its bytes, which a pipe or a device has not.
 * What keeps it from being read is told when it is read.
 */
function factsOf(path: string): { size?: number; modified?: number } {
  try {
    const status = statSync(path);
    return { modified: status.mtimeMs / 1000, ...(status.isFile() && { size: status.size }) };
  } catch {
    return {};
  }
}

/** The bytes of a file, a pipe, a device or standard input, as they come. @throws InputError */
async function* bytesOf(file: string, folder: string): AsyncGenerator<Uint8Array> {
  const isStandard = isStandardInput(file);
  const name = isStandard ? 'standard input' : resolve(folder, file);
  const stream = isStandard ? process.stdin : await about(name, () => openFile(name));
  try {
    yield* stream;
  } catch (error) {
    await about(name, () => Promise.reject(error));
  }
}

/**
 * A pipe is opened without waiting for its writer, and a terminal without waiting for its person:
 * what waits in a system call holds up the end of the process.
 */
async function openFile(path: string): Promise<AsyncIterable<Uint8Array>> {
  const status = await stat(path);
  if (!status.isFIFO() && !status.isCharacterDevice()) return createReadStream(path);
  const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  if (status.isFIFO()) return new Socket({ fd, readable: true, writable: false });
  return isatty(fd) ? new ReadStream(fd) : withoutEnd(path, createReadStream(path, { fd }));
}

/** Of a file, NUL bytes may be a gap before its text; a device that gives nothing else never ends. */
const MOST_NULS = 1 << 20;

async function* withoutEnd(
  path: string,
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  let nuls = 0;
  for await (const chunk of chunks) {
    if (chunk.every((byte) => byte === 0)) nuls += chunk.length;
    else nuls = Number.NEGATIVE_INFINITY;
    if (nuls > MOST_NULS)
      throw new InputError(`${path}: binary content: nothing but NUL bytes; expected text`);
    yield chunk;
  }
}
