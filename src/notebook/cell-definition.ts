import { DETECTOR_NAMES } from '../pipeline/detecting/detector-table.ts';
import type { DetectorName, LabParameters } from '../pipeline/parameters/lab-parameters.ts';
import type { ParameterKey } from '../pipeline/parameters/parameter-types.ts';
import type { Detection } from '../pipeline/run/detect.ts';
import type { Engineered } from '../pipeline/run/engineer.ts';
import type { Compared, ScoreDistribution } from '../pipeline/run/evaluate.ts';
import type { Scaled } from '../pipeline/run/scale.ts';
import type { Traffic } from '../pipeline/traffic/generate.ts';
import type { TaskOptions, TaskRunner } from '../worker/bridge.ts';
import type { BeyondValues } from './beyond-values.ts';
import type { OpenSources, SourceName } from './sources.ts';

/** What each cell that is no detector's holds once it has run. */
interface OtherValues extends BeyondValues {
  generate: Traffic;
  engineer: Engineered;
  scale: Scaled;
  compare: Compared;
  scores: ScoreDistribution[];
}

/** A cell's name; a detector's cell has the detector's. */
export type CellId = string;

/** What a cell holds once it has run; a detector's holds its detection. */
export type CellValue<Id extends CellId> = Id extends keyof OtherValues
  ? OtherValues[Id]
  : Detection;

/** The notebook's five steps, and what goes beyond; several cells may belong to one. */
export type Step = 'generate' | 'engineer' | 'scale' | 'detect' | 'evaluate' | 'beyond';

/** What a cell is given when it runs. */
export interface CellInput {
  readonly parameters: LabParameters;
  readonly open: OpenSources;
  /** Values of the cells that it reads. Optional ones may be missing. */
  readonly values: ReadonlyMap<CellId, unknown>;
  /** What its `fit` gave; `undefined` of a cell without. */
  readonly fitted?: unknown;
}

/** What decides on what a result depends. */
export interface Circumstances {
  /** Traffic comes from files, not from the generator. */
  readonly fromFile: boolean;
  /** A trained lab scores. */
  readonly byLab: boolean;
  readonly trainOn: LabParameters['trainOn'];
  readonly timeFeatures: boolean;
  /** Features are chosen that are engineered only then. */
  readonly extraFeatures: boolean;
}

/** What a result depends on, besides the results that it reads. */
export interface Dependence {
  readonly parameters: readonly ParameterKey[];
  readonly sources: readonly SourceName[];
}

/** A cell as the graph sees it: what its result depends on, and how to compute that. */
export interface CellDefinition<Id extends CellId = CellId> {
  readonly id: Id;
  readonly step: Step;
  readonly title: string;
  readonly dependsOn: (circumstances: Circumstances) => Dependence;
  /** It takes long, or fetches much: it runs when it is asked for itself, and never with all. */
  readonly onDemand?: true;
  /** Cells whose results it cannot do without. */
  readonly reads: readonly CellId[];
  /** Cells whose results it takes if they are there: one that was cancelled holds nobody up. */
  readonly readsIfThere: (parameters: LabParameters) => readonly CellId[];
  /**
   * What is fitted before it runs, and is not fitted again while only what it judges by changes. The
   * run finds it in its input.
   */
  readonly fit?: {
    readonly dependsOn: (circumstances: Circumstances) => Dependence;
    readonly run: (input: CellInput, tasks: TaskRunner, options: TaskOptions) => Promise<unknown>;
  };
  readonly run: (
    input: CellInput,
    tasks: TaskRunner,
    options: TaskOptions,
  ) => Promise<CellValue<Id>>;
}

/** A row of the table of cells, its types checked against one another. */
export const cell = <Id extends CellId>(definition: CellDefinition<Id>): CellDefinition =>
  definition as unknown as CellDefinition;

/** Nothing but what is read. */
export const NOTHING_ELSE: Dependence = { parameters: [], sources: [] };

export const NO_CELLS = (): CellId[] => [];

/** In the order of the cells, whatever that of choosing. */
export function chosenDetectors({ detectors }: LabParameters): DetectorName[] {
  return DETECTOR_NAMES.filter((name) => detectors.includes(name));
}

/** The result of a cell that is read. */
export function given<Id extends CellId>(input: CellInput, id: Id): CellValue<Id> {
  const value = givenIfThere(input, id);
  if (value === undefined) throw new Error(`The cell ${id} has not run.`);
  return value;
}

/** The result of a cell that is read if it is there. */
export function givenIfThere<Id extends CellId>(
  { values }: CellInput,
  id: Id,
): CellValue<Id> | undefined {
  return values.get(id) as CellValue<Id> | undefined;
}

/** The parameters of these names alone. */
export function pick<Key extends ParameterKey>(
  parameters: LabParameters,
  keys: readonly Key[],
): Pick<LabParameters, Key> {
  return Object.fromEntries(keys.map((key) => [key, parameters[key]])) as Pick<LabParameters, Key>;
}

/** What judges the verdicts of the detectors that are chosen and have run. */
export function judged(input: CellInput) {
  const chosen = chosenDetectors(input.parameters);
  const detections = chosen.flatMap((name) => givenIfThere(input, name) ?? []);
  return { detections, labels: given(input, 'generate').labels };
}
