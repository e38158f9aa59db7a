import { availableParallelism, cpus, loadavg } from 'node:os';
import { InputError } from '../src/data/errors.ts';
import { runFirst } from './first.ts';
import { timeImport } from './import.ts';
import { IMPORT_LEGEND, importReport } from './import-report.ts';
import { type BenchOptions, HELP, parseOptions, UsageError } from './options.ts';
import { PLANE_LEGEND, planeBenchReport, timePlanes } from './planes.ts';
import { type Reference, startReference } from './reference.ts';
import { legend, sizeReport } from './report.ts';
import { type SizeTimes, timeSize } from './run.ts';
import { fitOnSamples, SAMPLES_LEGEND, samplesReport } from './samples.ts';
import { STREAM_LEGEND, streamBenchReport, timeStreams } from './stream.ts';
import { processorClock, wallClock } from './timing.ts';

/**
 * Times the lab, and scikit-learn beside it if asked.
 *
 * @returns the exit code: 0, 1 where the reference cannot be run, 2 for wrong usage
 */
export async function main(args: readonly string[]): Promise<number> {
  try {
    const options = parseOptions(args);
    if (options.help) {
      process.stdout.write(HELP);
      return 0;
    }
    if (options.first !== undefined)
      process.stdout.write(`${runFirst(options.first, wallClock)}\n`);
    else if (options.planes) await benchPlanes(options);
    else if (options.samples) benchSamples(options);
    else if (options.streamFlows !== undefined) benchStreams(options.streamFlows, options);
    else if (options.importRows === undefined) await bench(options);
    else await benchImport(options.importRows, options);
    return 0;
  } catch (error) {
    if (error instanceof UsageError) {
      process.stderr.write(`${error.message.replace(/\.?$/, '.')} See --help.\n`);
      return 2;
    }
    if (!(error instanceof InputError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
}

async function benchImport(rows: number, { repeat, cpuTime, json }: BenchOptions): Promise<void> {
  const times = await timeImport(rows, repeat, cpuTime);
  const { cpu, cores, node, load } = machineFacts();
  const unit = cpuTime ? 'Processor time.' : 'Time on the clock.';
  process.stdout.write(
    json
      ? `${JSON.stringify({ machine: { cpu, cores, node, load }, cpuTime, import: times }, null, 1)}\n`
      : `${cpu}, ${cores} cores, load ${load}, Node ${node}\n\n${unit} ${IMPORT_LEGEND}\n${importReport(times)}`,
  );
}

function benchStreams(flows: number, { cpuTime, json }: BenchOptions): void {
  const clock = cpuTime ? processorClock : wallClock;
  const times = timeStreams(flows, clock, (doing) => process.stderr.write(`… ${doing}\n`));
  const machine = machineFacts();
  const { cpu, cores, node, load } = machine;
  const unit = cpuTime ? 'Processor time.' : 'Time on the clock.';
  process.stdout.write(
    json
      ? `${JSON.stringify({ machine, cpuTime, streams: times }, null, 1)}\n`
      : `${cpu}, ${cores} cores, load ${load}, Node ${node}\n\n${unit} ${STREAM_LEGEND}\n${streamBenchReport(times)}`,
  );
}

function benchSamples({ sizes, detectors, cpuTime, json }: BenchOptions): void {
  const clock = cpuTime ? processorClock : wallClock;
  const worth = fitOnSamples(clock, { largest: Math.max(...sizes), detectors }, (doing) =>
    process.stderr.write(`… ${doing}\n`),
  );
  const machine = machineFacts();
  const { cpu, cores, node, load } = machine;
  process.stdout.write(
    json
      ? `${JSON.stringify({ machine, cpuTime, samples: worth }, null, 1)}\n`
      : `${cpu}, ${cores} cores, load ${load}, Node ${node}\n\n${SAMPLES_LEGEND}${samplesReport(worth)}`,
  );
}

async function benchPlanes({ repeat, cpuTime, json }: BenchOptions): Promise<void> {
  const clock = cpuTime ? processorClock : wallClock;
  const times = await timePlanes(clock, repeat, (doing) => process.stderr.write(`… ${doing}\n`));
  const machine = machineFacts();
  const { cpu, cores, node, load } = machine;
  const unit = cpuTime ? 'Processor time.' : 'Time on the clock.';
  process.stdout.write(
    json
      ? `${JSON.stringify({ machine, cpuTime, planes: times }, null, 1)}\n`
      : `${cpu}, ${cores} cores, load ${load}, Node ${node}\n\n${unit} ${PLANE_LEGEND}\n${planeBenchReport(times)}`,
  );
}

async function bench(options: BenchOptions): Promise<void> {
  const reference =
    options.reference === undefined
      ? null
      : await startReference(options.reference, options.cpuTime);
  try {
    await benchSizes(options, reference);
  } finally {
    reference?.close();
  }
}

async function benchSizes(options: BenchOptions, reference: Reference | null): Promise<void> {
  const machine = machineFacts();
  const { cpu, cores, node, load } = machine;
  const show = (text: string) => options.json || process.stdout.write(text);
  show(
    `${cpu}, ${cores} cores, load ${load}, Node ${node}\n\n${legend(options.cpuTime, reference?.version)}\n`,
  );
  const sizes: SizeTimes[] = [];
  for (const flows of options.sizes) {
    const times = await timeSize(flows, options, reference, (doing) => {
      process.stderr.write(`… ${flows} flows: ${doing}\n`);
    });
    sizes.push(times);
    show(`${sizeReport(times)}\n`);
  }
  if (!options.json) return;
  const result = {
    machine,
    cpuTime: options.cpuTime,
    reference: reference?.version ?? null,
    sizes,
  };
  process.stdout.write(`${JSON.stringify(result, null, 1)}\n`);
}

function machineFacts() {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown processor',
    cores: availableParallelism(),
    /** Processes that wanted a core over the last minute: well above 0, figures are noisy. */
    load: loadavg()[0].toFixed(1),
    node: process.versions.node,
  };
}
