import { type Signal, signal } from '@preact/signals-core';
import type { BaselineTraffic } from '../pipeline/baseline/baseline-traffic.ts';
import {
  chosenExtras,
  ENGINEERING_PARAMETERS,
} from '../pipeline/parameters/engineering-parameters.ts';
import type { LabParameters } from '../pipeline/parameters/lab-parameters.ts';
import { READING_PARAMETERS } from '../pipeline/parameters/reading-parameters.ts';
import type { OpenSources, SourceName } from '../pipeline/plan/plan-step.ts';
import type { TrainedLab } from '../pipeline/trained-lab/trained-lab.ts';
import type { TaskOptions, TaskRunner } from '../worker/bridge.ts';
import type { TrafficFiles } from '../worker/opened-files.ts';

/** The files of a baseline, with their traffic as it was read first. */
export interface BaselineFiles extends TrafficFiles {
  readonly reading: BaselineReading;
}

interface BaselineReading {
  readonly traffic: BaselineTraffic;
  /** What it depended on. */
  readonly readWith: string;
}

/** A trained lab and the name of its file. */
export interface LoadedLab {
  readonly name: string;
  readonly lab: TrainedLab;
}

/** What a person may open besides setting parameters. */
interface Openable {
  /** Where traffic comes from; without, it is generated. */
  readonly files: TrafficFiles;
  /** What is learnt from where that is another file. */
  readonly baseline: BaselineFiles;
  /** What has learnt already, and scores instead of fitting. */
  readonly lab: LoadedLab;
}

/** What was set, and what was open, when something was computed. */
export interface Settings {
  readonly parameters: LabParameters;
  /** Tells what is open from what was open before; empty: nothing is. */
  readonly open: Readonly<Record<SourceName, string>>;
}

/** What is open, as signals; `null` where nothing is. */
export type Sources = { readonly [Name in SourceName]: Signal<Openable[Name] | null> };

export function createSources(): Sources {
  return { files: signal(null), baseline: signal(null), lab: signal(null) };
}

/** What is open at this moment, without following it, read as a run asks for it. */
export function openNow(sources: Sources, tasks: TaskRunner, options: TaskOptions): OpenSources {
  const [files, baseline] = [sources.files.peek(), sources.baseline.peek()];
  return {
    files: files && ((parameters) => tasks.run('read', { ...files, parameters }, options)),
    baseline:
      baseline && ((parameters) => baselineTrafficFor(baseline, parameters, tasks, options)),
    lab: sources.lab.peek()?.lab ?? null,
  };
}

const numbers = new WeakMap<object, number>();
let opened = 0;

/**
 * Tells what is open from whatever was open before: every opening makes an object of its own, also
 * of files of the same name. Empty: nothing is open.
 */
export function keyOfSource(sources: Sources, name: SourceName): string {
  const { value } = sources[name];
  if (value === null) return '';
  const number = numbers.get(value) ?? ++opened;
  numbers.set(value, number);
  return `${name} ${number}`;
}

/** What reading files, and engineering what was read, depends on, as text. */
function readWith(parameters: LabParameters): string {
  const keys = [...READING_PARAMETERS, ...ENGINEERING_PARAMETERS];
  return JSON.stringify([...keys.map((key) => parameters[key]), chosenExtras(parameters)]);
}

/** Reads the files of a baseline. Rejects with what is wrong with them. */
export async function readBaseline(
  files: TrafficFiles,
  parameters: LabParameters,
  tasks: TaskRunner,
  options: TaskOptions,
): Promise<BaselineFiles> {
  const traffic = await tasks.run('readBaseline', { ...files, parameters }, options);
  return { ...files, reading: { traffic, readWith: readWith(parameters) } };
}

const readAgain = new WeakMap<BaselineFiles, BaselineReading>();

/** The baseline's traffic with these parameters: read again only if they ask for another reading. */
export async function baselineTrafficFor(
  baseline: BaselineFiles,
  parameters: LabParameters,
  tasks: TaskRunner,
  options: TaskOptions,
): Promise<BaselineTraffic> {
  const asked = readWith(parameters);
  const known = [baseline.reading, readAgain.get(baseline)].find(
    (reading) => reading?.readWith === asked,
  );
  if (known !== undefined) return known.traffic;
  const { reading: _, ...files } = baseline;
  const { reading } = await readBaseline(files, parameters, tasks, options);
  readAgain.set(baseline, reading);
  return reading.traffic;
}
