import { createReadStream, createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { InputError } from '../data/errors.ts';
import type { TrafficSource } from '../data/import/importer.ts';
import type { TableReader } from '../data/import/unknown-table.ts';
import type { LabelWords } from '../data/import/words-said.ts';
import { type BaselineTraffic, baselineTraffic } from '../pipeline/baseline-traffic.ts';
import { matrixCsv, scoresCsv, trafficCsv } from '../pipeline/csv.ts';
import { explainRunFlow } from '../pipeline/explain.ts';
import { parametersInForce } from '../pipeline/fixed-parameters.ts';
import { generateTraffic, type Traffic } from '../pipeline/generate.ts';
import { type LabRun, runLab } from '../pipeline/lab.ts';
import type { DetectorName } from '../pipeline/lab-parameters.ts';
import { notebookFile, scriptFile } from '../pipeline/python/notebook-file.ts';
import { type PythonRequest, pythonSource } from '../pipeline/python/source.ts';
import { readTraffic } from '../pipeline/read.ts';
import { reportOf } from '../pipeline/report.ts';
import { alertLines } from '../pipeline/triage/alert-files.ts';
import { alertsOf, alertsReport } from '../pipeline/triage/alerts-report.ts';
import { formatRule, parseRules } from '../pipeline/triage/rules.ts';
import { alertsDetector } from './alert-options.ts';
import { alertsText } from './alerts-text.ts';
import { classifierReports, classifyRun, runtimeOf } from './classifier-run.ts';
import { explanationText } from './explanation-text.ts';
import { helpText } from './help.ts';
import { inspectionText, inspectSource } from './inspect-text.ts';
import { checkAgainstLab } from './learning-options.ts';
import { type CliOptions, parseOptions } from './options.ts';
import { asksForStream, checkStreamAlone, streamReport } from './stream-run.ts';
import { runStudies } from './studies.ts';
import { requireMapped, tableReadings } from './table-readings.ts';
import { textReport } from './text-report.ts';
import { loadTrainedLab, saidOfTables, saveTrainedLab } from './trained-lab-file.ts';
import { UsageError } from './usage-error.ts';
import { withEnsemble } from './voting-options.ts';

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
    if (options.inspect) await inspectAndReport(options, folder);
    else if (asksForStream(options)) await streamAndReport(options, folder);
    else await runAndReport(options, folder);
    return 0;
  } catch (error) {
    return complain(error);
  }
}

async function runAndReport(asked: CliOptions, folder: string): Promise<void> {
  const { trained, options } = await inForce(asked, folder);
  const alerting = options.alerts && alertsDetector(options.alerts, options.parameters);
  const { known, labelWords } = saidOfTables(trained, options.map?.labelWords);
  const tables = tableReadings(options.map, options.format, known);
  const traffic = await trafficOf(options, folder, tables.read, labelWords);
  const other = await baselineOf(options, folder, tables.read, labelWords);
  requireMapped(options.map, tables.used, known);
  const neural = await runtimeOf(options, trained);
  const context = { now: () => performance.now(), neural };
  const run = runLab(traffic, options.parameters, context, { other, trained });
  const classification = classifyRun(run, options, trained, context);
  const stages: Record<keyof CliOptions['outputs'], () => Iterable<string>> = {
    flows: () => trafficCsv(traffic),
    engineered: () => matrixCsv(run.engineered.features),
    // Written only where there are such files.
    'baseline-features': () => (other === null ? [] : matrixCsv(other.features)),
    scaled: () => matrixCsv(run.scaled.matrix),
    scores: () => scoresCsv(traffic, run.detections),
    notebook: () => [notebookFile(pythonRequest(options, traffic))],
    python: () => [scriptFile(pythonRequest(options, traffic))],
  };
  for (const [stage, file] of Object.entries(options.outputs)) {
    const lines = stages[stage as keyof typeof stages]();
    await pipeline(Readable.from(lines), createWriteStream(resolve(folder, file)));
  }
  if (alerting !== undefined) await writeAlerts(run, options, alerting, folder);
  if (options.saveModel !== undefined) {
    const created = new Date().toISOString();
    const mappings = tables.used;
    const { allow } = options;
    const classifier = classification?.classifier ?? null;
    const said = { mappings, labelWords };
    const saved = { run, other, trained, classifier, allow, said, created, neural };
    await saveTrainedLab(resolve(folder, options.saveModel), saved);
  }
  const explanation =
    options.explain === undefined ? undefined : explainRunFlow(run, options.explain);
  const classified = classifierReports(run, options, classification, context);
  const studies = runStudies(run, options, context, classified);
  const alerts = alertsReport(traffic, run.detections, options.allow);
  if (options.json) {
    const report = { ...reportOf(run), alerts, explanation, ...studies.json };
    await say(`${JSON.stringify(report, null, 1)}\n`);
    warn(run);
  } else {
    const explained = explanation === undefined ? '' : explanationText(explanation);
    await say(`${textReport(run)}${alertsText(alerts)}${explained}${studies.text}`);
  }
}

async function streamAndReport(options: CliOptions, folder: string): Promise<void> {
  checkStreamAlone(options);
  const tables = tableReadings(options.map, options.format, []);
  const { labelWords } = saidOfTables(null, options.map?.labelWords);
  const traffic = await trafficOf(options, folder, tables.read, labelWords);
  requireMapped(options.map, tables.used, []);
  await say(streamReport(traffic, options));
}

async function writeAlerts(
  { traffic, engineered, scaled, detections }: LabRun,
  { alerts: wanted, allow }: CliOptions,
  detector: DetectorName,
  folder: string,
): Promise<void> {
  if (wanted === undefined) return;
  const alerts = alertsOf(detector, traffic, detections, allow);
  const { names } = scaled.matrix;
  const source = { traffic, engineered, names, learning: scaled, detections, alerts };
  const lines = alertLines(source, wanted.format);
  await pipeline(Readable.from(lines), createWriteStream(resolve(folder, wanted.file)));
}

/** The trained lab to score by, if there is one, and the options as it settles them. */
async function inForce(asked: CliOptions, folder: string) {
  if (asked.loadModel === undefined) return { trained: null, options: asked };
  const trained = await loadTrainedLab(resolve(folder, asked.loadModel));
  checkAgainstLab(asked.given, trained);
  const { given } = asked;
  const detectors = given.detectors ?? trained.detectors.map(({ name }) => name);
  const chosen = withEnsemble({ ...asked.parameters, detectors }, given);
  const parameters = parametersInForce(chosen, trained);
  const allow = parseRules([...trained.belongings.allow, ...asked.allow.map(formatRule)]);
  return { trained, options: { ...asked, parameters, allow } };
}

/** The traffic of the files to learn from; `null`: there are none. */
async function baselineOf(
  { baselineFiles, parameters }: CliOptions,
  folder: string,
  readTable: TableReader,
  labelWords: LabelWords,
): Promise<BaselineTraffic | null> {
  if (baselineFiles.length === 0) return null;
  const sources = await Promise.all(baselineFiles.map((file) => sourceOf(file, folder)));
  const asked = { readingOfTable: readTable, labelWords };
  const traffic = await readTraffic(sources, 'auto', parameters, undefined, asked);
  return baselineTraffic(traffic, sources.map(({ name }) => name).join(', '), parameters);
}

/** Shows the columns of tables that no format knows. */
async function inspectAndReport(
  { input, map, json, parameters }: CliOptions,
  folder: string,
): Promise<void> {
  if (input.length === 0) throw new UsageError('--inspect needs --input FILE.');
  for (const file of input) {
    const source = await sourceOf(file, folder);
    const inspection = await inspectSource(source, map, parameters.timeZone);
    await say(json ? `${JSON.stringify(inspection, null, 1)}\n` : inspectionText(inspection));
  }
}

async function trafficOf(
  options: CliOptions,
  folder: string,
  readTable: TableReader,
  labelWords: LabelWords,
): Promise<Traffic> {
  const { input, format, parameters, map } = options;
  if (input.length === 0) return generateTraffic(parameters);
  const sources = await Promise.all(input.map((file) => sourceOf(file, folder)));
  const asked = { readingOfTable: readTable, cut: map?.cut, labelWords };
  return readTraffic(sources, format, parameters, undefined, asked);
}

async function sourceOf(file: string, folder: string): Promise<TrafficSource> {
  if (file === '-') return { name: 'standard input', chunks: process.stdin };
  return { name: basename(file), ...(await openFile(resolve(folder, file))) };
}

function pythonRequest({ input, parameters }: CliOptions, traffic: Traffic): PythonRequest {
  const imported = input.length === 0 ? null : traffic;
  return { parameters, source: pythonSource(parameters, imported) };
}

/** Reading a folder fails without saying which, so that is asked first. */
async function openFile(path: string): Promise<Pick<TrafficSource, 'chunks' | 'modified'>> {
  const status = await stat(path);
  if (status.isDirectory()) throw new InputError(`${path}: ${FILE_PROBLEMS.EISDIR}.`);
  return { chunks: createReadStream(path), modified: status.mtimeMs / 1000 };
}

/** Warnings are in the text report; beside a JSON report they go to standard error. */
function warn({ detections }: LabRun): void {
  for (const { detector, warnings } of detections) {
    for (const warning of warnings) process.stderr.write(`${detector}: ${warning}\n`);
  }
}

/** Writes to standard output. That its reader has seen enough, as `head` has, is no error. */
function say(text: string): Promise<void> {
  const { stdout } = process;
  return new Promise((done, failed) => {
    const written = (error?: Error | null) => {
      if (error && !(isFileError(error) && error.code === 'EPIPE')) failed(error);
      else done();
    };
    // An error is an event besides, which would end the process if nobody listened.
    stdout.once('error', written);
    stdout.write(text, (error) => {
      if (!error) stdout.off('error', written);
      written(error);
    });
  });
}

/** One line for what a person can put right; a defect of the lab shows its stack. */
function complain(error: unknown): number {
  if (error instanceof UsageError) {
    process.stderr.write(`${error.message} See --help.\n`);
    return 2;
  }
  if (error instanceof InputError || isFileError(error)) {
    const message = isFileError(error) ? fileProblem(error) : error.message;
    process.stderr.write(`${message.replaceAll('\n', ' ')}\n`);
    return 1;
  }
  throw error;
}

/** What the operating system says of a file or a stream. */
interface FileError extends Error {
  readonly code: string;
  readonly path?: string;
}

function isFileError(error: unknown): error is FileError {
  return error instanceof Error && 'syscall' in error;
}

const FILE_PROBLEMS = {
  ENOENT: 'there is no such file or folder',
  EISDIR: 'this is a folder; give the name of a file',
  EACCES: 'no permission',
} as const;

function fileProblem({ code, path, message }: FileError): string {
  const problem = Object.entries(FILE_PROBLEMS).find(([known]) => known === code)?.[1];
  return problem === undefined || path === undefined ? message : `${path}: ${problem}.`;
}
