import { InputError } from '../data/errors.ts';
import type { LabelWords } from '../data/import/labels/words-said.ts';
import type { TableReader } from '../data/import/mapping/unknown-table.ts';
import { visibleJson, visibleLine } from '../data/visible-text.ts';
import { type BaselineTraffic, baselineTraffic } from '../pipeline/baseline/baseline-traffic.ts';
import { parametersInForce } from '../pipeline/parameters/fixed-parameters.ts';
import { inProcess } from '../pipeline/plan/in-process.ts';
import type { FitEstimate } from '../pipeline/run/fit-estimate.ts';
import { aboutTime, estimateInWords } from '../pipeline/run/sample-words.ts';
import { many } from '../pipeline/run/words.ts';
import type { Traffic } from '../pipeline/traffic/generate.ts';
import { readTraffic } from '../pipeline/traffic/read.ts';
import { formatRule, parseRules } from '../pipeline/triage/rules.ts';
import { alertsDetector } from './alert-options.ts';
import { computeRun } from './compute-run.ts';
import { checkFiles, takesReportsPlace } from './files/check-files.ts';
import { trafficSource } from './files/input-files.ts';
import { inspectionText, inspectSource } from './files/inspect-text.ts';
import { writeLines } from './files/output-files.ts';
import { say } from './files/streams.ts';
import { requireMapped, tableReadings } from './files/table-readings.ts';
import { loadTrainedLab, saidOfTables } from './files/trained-lab-file.ts';
import { helpText } from './help.ts';
import { checkAgainstLab } from './learning-options.ts';
import { checkLessonAlone, lessonAndReport } from './lessons/lesson-run.ts';
import { type CliOptions, parseOptions } from './options.ts';
import { asksForStream, checkStreamAlone, streamReport } from './studies/stream-run.ts';
import { UsageError } from './usage-error.ts';
import { withEnsemble } from './with-ensemble.ts';

/**
 * The lab on the command line.
 *
 * @param folder file names are taken from here
 * @returns the exit code: 0, 1 for bad input, 2 for wrong usage; a run that SIGINT ends has none
 */
export async function main(args: readonly string[], folder: string): Promise<number> {
  try {
    const options = parseOptions(args);
    if (options.help) {
      await say(helpText());
      return 0;
    }
    if (asksForStream(options) && !options.inspect) checkStreamAlone(options);
    if (options.lesson !== undefined) checkLessonAlone(options);
    await checkFiles(options, folder);
    if (options.lesson !== undefined) {
      await lessonAndReport(options.lesson, options, folder, COMPUTING);
    } else if (options.inspect) await inspectAndReport(options, folder);
    else if (asksForStream(options)) await streamAndReport(options, folder);
    else await runAndReport(options, folder);
    return 0;
  } catch (error) {
    return await complain(error);
  }
}

/** What the plan is computed with. */
const COMPUTING = {
  now: () => performance.now(),
  onEstimate: ({ detector, rows, milliseconds, growth }: FitEstimate) => {
    process.stderr.write(
      `${detector}: learning from all ${many(rows, 'flow')} takes ${aboutTime(milliseconds)}, ${estimateInWords(growth)}\n`,
    );
  },
};

async function runAndReport(asked: CliOptions, folder: string): Promise<void> {
  const { trained, options } = await inForce(asked, folder);
  const alerting = options.alerts && alertsDetector(options.alerts, options.parameters);
  const { known, labelWords } = saidOfTables(trained, options.map?.labelWords);
  const tables = tableReadings(options.map, options.format, known);
  const traffic = await trafficOf(options, folder, tables.read, labelWords);
  const other = await baselineOf(options, folder, tables.read, labelWords);
  requireMapped(options.map, tables.used, known);
  const said = { mappings: tables.used, labelWords };
  const given = { traffic, other, trained, said, alerting };
  const { files, report, warnings, notes } = await computeRun(options, given, COMPUTING);
  for (const { file, lines } of files) await writeLines(file, folder, lines());
  const silent = takesReportsPlace(options);
  if (!silent) await say(report);
  // The text report tells them itself.
  if (silent || options.json) await say(warnings, process.stderr);
  await say(notes, process.stderr);
}

async function streamAndReport(options: CliOptions, folder: string): Promise<void> {
  const tables = tableReadings(options.map, options.format, []);
  const { labelWords } = saidOfTables(null, options.map?.labelWords);
  const read = await trafficOf(options, folder, tables.read, labelWords);
  requireMapped(options.map, tables.used, []);
  const traffic = read ?? (await inProcess(COMPUTING).run('generate', options.parameters));
  await say(streamReport(traffic, options));
}

/** The trained lab to score by, if there is one, and the options as it settles them. */
async function inForce(asked: CliOptions, folder: string) {
  if (asked.loadModel === undefined) return { trained: null, options: asked };
  const trained = await loadTrainedLab(asked.loadModel, folder);
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
  const sources = baselineFiles.map((file) => trafficSource(file, folder));
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
    const source = trafficSource(file, folder);
    const inspection = await inspectSource(source, map, parameters.timeZone);
    await say(json ? `${visibleJson(inspection, 1)}\n` : inspectionText(inspection));
  }
}

/** The traffic of the files to judge; `null`: there are none, and it is generated. */
async function trafficOf(
  options: CliOptions,
  folder: string,
  readTable: TableReader,
  labelWords: LabelWords,
): Promise<Traffic | null> {
  const { input, format, parameters, map } = options;
  if (input.length === 0) return null;
  const sources = input.map((file) => trafficSource(file, folder));
  const asked = { readingOfTable: readTable, cut: map?.cut, labelWords };
  return readTraffic(sources, format, parameters, undefined, asked);
}

/** One line for what a person can put right; a defect of the lab shows its stack. */
async function complain(error: unknown): Promise<number> {
  const isUsage = error instanceof UsageError;
  if (!isUsage && !(error instanceof InputError)) throw error;
  const message = visibleLine(error.message.replaceAll('\n', ' '));
  // Where nothing can be said, the exit code says it.
  await say(`${message}${isUsage ? ' See --help.' : ''}\n`, process.stderr).catch(() => undefined);
  return isUsage ? 2 : 1;
}
