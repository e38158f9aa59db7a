import { constants, fstatSync, type Stats } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { CliOptions } from '../options.ts';
import { UsageError } from '../usage-error.ts';
import { about, fileProblem } from './file-problems.ts';
import { statusOf, targetOf } from './output-files.ts';
import { isStandardInput, isStandardOutput } from './streams.ts';
import { certificateFile } from './trained-lab-file.ts';

/** A file that an option names, and what the name leads to. */
interface Place {
  readonly flag: string;
  /** As it was typed, or what a stream is called. */
  readonly file: string;
  /** The same for all names of one file or stream; `null`: a device, which any number may use. */
  readonly identity: string | null;
  /** What was read of a stream cannot be read again. */
  readonly isStream: boolean;
}

/**
 * Refuses, before anything is read or written, files that cannot be: nothing is computed in vain,
 * no input is lost, and nobody waits for a pipe while a message is due.
 *
 * @throws InputError for a file that is not there or not allowed
 * @throws UsageError where two options get in each other's way
 */
export async function checkFiles(options: CliOptions, folder: string): Promise<void> {
  const inputs: Place[] = [];
  const outputs: Place[] = [];
  for (const [flag, file] of inputsOf(options)) inputs.push(await inputPlace(flag, file, folder));
  for (const [flag, file] of outputsOf(options)) {
    outputs.push(await outputPlace(flag, file, folder));
  }
  for (const [at, input] of inputs.entries()) {
    if (input.isStream && isAmong(input, inputs.slice(0, at))) {
      throw new UsageError(`${input.file} can be read once: give it to one option, once.`);
    }
  }
  for (const [at, output] of outputs.entries()) {
    const { flag, file } = output;
    if (isAmong(output, inputs)) {
      throw new UsageError(`--${flag} would overwrite ${file}, which is read: give another file.`);
    }
    if (isAmong(output, outputs.slice(0, at))) {
      throw new UsageError(`Two options would write ${file}: give --${flag} a file of its own.`);
    }
    if (isAmong(output, [reportPlace(options)])) {
      throw new UsageError(
        `--${flag} would write ${file}, where the report goes: give it a file of its own.`,
      );
    }
  }
}

/** Whether an output takes standard output, where otherwise the report goes. */
export function takesReportsPlace(options: CliOptions): boolean {
  return outputsOf(options).some(([, file]) => isStandardOutput(file));
}

type Named = readonly [flag: string, file: string];

function inputsOf({ input, baselineFiles, loadModel, lesson }: CliOptions): Named[] {
  const handIns = lesson?.kind === 'grade' ? lesson.files : [];
  return [
    ...handIns.map((file) => ['grade', file] as const),
    ...input.map((file) => ['input', file] as const),
    ...baselineFiles.map((file) => ['baseline-file', file] as const),
    ...(loadModel === undefined ? [] : [['load-model', loadModel] as const]),
  ];
}

function outputsOf({ outputs, alerts, saveModel, saveOnnx, lesson }: CliOptions): Named[] {
  const grades = lesson?.kind === 'grade' ? lesson.grades : undefined;
  return [
    ...(grades === undefined ? [] : [['grades', grades] as const]),
    ...Object.entries(outputs),
    ...(alerts === undefined ? [] : [['alerts', alerts.file] as const]),
    ...(saveModel === undefined ? [] : [['save-model', saveModel] as const]),
    ...(saveOnnx === undefined
      ? []
      : ([saveOnnx, certificateFile(saveOnnx)].map((file) => ['save-onnx', file]) as Named[])),
  ];
}

function isAmong({ identity }: Place, others: readonly Place[]): boolean {
  return identity !== null && others.some((other) => other.identity === identity);
}

async function inputPlace(flag: string, file: string, folder: string): Promise<Place> {
  if (isStandardInput(file)) {
    return { flag, file: 'standard input', identity: streamIdentity(0), isStream: true };
  }
  const path = resolve(folder, file);
  const status = await about(path, () => stat(path));
  if (status.isDirectory()) throw fileProblem(path, 'EISDIR');
  if (status.isSocket()) throw fileProblem(path, 'ENXIO');
  await about(path, () => access(path, constants.R_OK));
  return { flag, file, identity: identityOf(status), isStream: status.isFIFO() };
}

async function outputPlace(flag: string, file: string, folder: string): Promise<Place> {
  if (file === '') throw new UsageError(`--${flag} needs the name of a file.`);
  const place = { flag, file, isStream: false };
  if (isStandardOutput(file)) {
    if (flag === 'save-onnx') {
      throw new UsageError('--save-onnx needs the name of a file: its certificate lies beside it.');
    }
    return { ...place, file: 'standard output', identity: streamIdentity(1) };
  }
  const path = resolve(folder, file);
  const status = await about(path, () => statusOf(path));
  if (status === null) {
    const target = await about(path, () => targetOf(path));
    if (/[\\/]$/.test(file)) throw fileProblem(path, 'EISDIR');
    await about(path, () => access(dirname(target), constants.W_OK));
    return { ...place, identity: target };
  }
  if (status.isDirectory()) throw fileProblem(path, 'EISDIR');
  if (status.isSocket()) throw fileProblem(path, 'ENXIO');
  await about(path, () => access(path, constants.W_OK));
  return { ...place, identity: identityOf(status) };
}

/** Where the report goes, unless an output takes its place. */
function reportPlace(options: CliOptions): Place {
  const written = options.json || !takesReportsPlace(options);
  const identity = written ? streamIdentity(1) : null;
  return { flag: '', file: '', identity, isStream: true };
}

function identityOf(status: Stats): string | null {
  const isShared = status.isCharacterDevice() || status.isBlockDevice();
  return isShared ? null : `${status.dev} ${status.ino}`;
}

/** A terminal is one stream, although any number of files may be it. */
function streamIdentity(fd: 0 | 1): string {
  return identityOf(fstatSync(fd)) ?? `stream ${fd}`;
}
