import { createReadStream, createWriteStream } from 'node:fs';
import { basename, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { InputError } from '../data/errors.ts';
import { matrixCsv, scoresCsv, trafficCsv } from '../pipeline/csv.ts';
import { generateTraffic, readTraffic, type Traffic } from '../pipeline/generate.ts';
import { type LabRun, runLab } from '../pipeline/lab.ts';
import { reportOf } from '../pipeline/report.ts';
import { helpText } from './help.ts';
import { type CliOptions, parseOptions, UsageError } from './options.ts';
import { textReport } from './text-report.ts';

/**
 * The lab on the command line.
 *
 * @param folder file names are taken from here
 * @returns the exit code: 0, 1 for bad input, 2 for wrong usage
 */
export async function main(args: readonly string[], folder: string): Promise<number> {
  try {
    const options = parseOptions(args);
    if (options.help) {
      await say(helpText());
      return 0;
    }
    await runAndReport(options, folder);
    return 0;
  } catch (error) {
    return complain(error);
  }
}

async function runAndReport(options: CliOptions, folder: string): Promise<void> {
  const traffic = await trafficOf(options, folder);
  const run = runLab(traffic, options.parameters, { now: () => performance.now() });
  const stages: Record<keyof CliOptions['outputs'], () => Iterable<string>> = {
    flows: () => trafficCsv(traffic),
    engineered: () => matrixCsv(run.engineered.features),
    scaled: () => matrixCsv(run.scaled.matrix),
    scores: () => scoresCsv(traffic, run.detections),
  };
  for (const [stage, file] of Object.entries(options.outputs)) {
    const lines = stages[stage as keyof typeof stages]();
    await pipeline(Readable.from(lines), createWriteStream(resolve(folder, file)));
  }
  await say(options.json ? `${JSON.stringify(reportOf(run), null, 1)}\n` : textReport(run));
  if (options.json) warn(run);
}

function trafficOf(options: CliOptions, folder: string): Traffic | Promise<Traffic> {
  const { input, format, parameters } = options;
  if (input === undefined) return generateTraffic(parameters);
  const chunks = input === '-' ? process.stdin : createReadStream(resolve(folder, input));
  return readTraffic(chunks, format, {
    windowSeconds: parameters.window,
    fileName: input === '-' ? 'standard input' : basename(input),
  });
}

/** Warnings are in the text report; beside a JSON report they go to standard error. */
function warn({ detections }: LabRun): void {
  for (const { detector, warnings } of detections) {
    for (const warning of warnings) process.stderr.write(`${detector}: ${warning}\n`);
  }
}

function say(text: string): Promise<void> {
  return new Promise((done, failed) => {
    process.stdout.write(text, (error) => (error ? failed(error) : done()));
  });
}

/** One line for what a person can put right; a defect of the lab shows its stack. */
function complain(error: unknown): number {
  if (error instanceof UsageError) {
    process.stderr.write(`${error.message} See --help.\n`);
    return 2;
  }
  if (error instanceof InputError || isFileError(error)) {
    process.stderr.write(`${error.message.replaceAll('\n', ' ')}\n`);
    return 1;
  }
  throw error;
}

/** What the operating system says of a file: not found, no permission, a folder, a closed pipe. */
function isFileError(error: unknown): error is Error {
  return error instanceof Error && 'syscall' in error;
}
