import type { Detection } from '../pipeline/detect.ts';
import { DETECTORS, TRAINING_PARAMETERS } from '../pipeline/detector-facts.ts';
import type { Engineered } from '../pipeline/engineer.ts';
import type { Compared, ScoreDistribution } from '../pipeline/evaluate.ts';
import type { Traffic } from '../pipeline/generate.ts';
import type { DetectorName, LabParameters, ParameterKey } from '../pipeline/parameter-facts.ts';
import { READING_PARAMETERS } from '../pipeline/read.ts';
import type { Scaled } from '../pipeline/scale.ts';
import type { TaskOptions, TaskRunner } from '../worker/bridge.ts';
import type { TrafficFiles } from '../worker/tasks.ts';

/** What each cell holds once it has run. */
export interface CellValues extends Record<DetectorName, Detection> {
  generate: Traffic;
  engineer: Engineered;
  scale: Scaled;
  compare: Compared;
  scores: ScoreDistribution[];
}

export type CellId = keyof CellValues;

/** The five steps of the lab; several cells may belong to one. */
export type Step = 'generate' | 'engineer' | 'scale' | 'detect' | 'evaluate';

/** What a cell is given when it runs. */
export interface CellInput {
  readonly parameters: LabParameters;
  /** The files that were opened, if the traffic is to come from them. */
  readonly opened: TrafficFiles | null;
  /** Values of the cells that it reads. Optional ones may be missing. */
  readonly values: { readonly [Id in CellId]?: CellValues[Id] };
}

/** A cell as the graph sees it: what its result depends on, and how to compute that. */
export interface CellDefinition<Id extends CellId = CellId> {
  readonly id: Id;
  readonly step: Step;
  readonly title: string;
  /** The parameters that its result depends on, with generated traffic or with a file's. */
  readonly parameters: (fromFile: boolean) => readonly ParameterKey[];
  /** Cells whose results it cannot do without. */
  readonly reads: readonly CellId[];
  /** Cells whose results it takes if they are there: one that was cancelled holds nobody up. */
  readonly readsIfThere: readonly CellId[];
  readonly run: (
    input: CellInput,
    tasks: TaskRunner,
    options: TaskOptions,
  ) => Promise<CellValues[Id]>;
}

const cell = <Id extends CellId>(definition: CellDefinition<Id>): CellDefinition =>
  definition as unknown as CellDefinition;

const DETECTOR_IDS = DETECTORS.map(({ name }) => name);

/** The cells of the notebook, in its order. Each stands below everything that it reads. */
export const CELLS: readonly CellDefinition[] = [
  cell({
    id: 'generate',
    step: 'generate',
    title: 'Network flows',
    parameters: (fromFile) => (fromFile ? READING_PARAMETERS : ['seed', 'counts']),
    reads: [],
    readsIfThere: [],
    run: ({ parameters, opened }, tasks, options) =>
      opened === null
        ? tasks.run('generate', { seed: parameters.seed, counts: parameters.counts }, options)
        : tasks.run('read', { ...opened, parameters }, options),
  }),
  cell({
    id: 'engineer',
    step: 'engineer',
    title: 'Features',
    parameters: () => [],
    reads: ['generate'],
    readsIfThere: [],
    run: (input, tasks, options) => tasks.run('engineer', given(input, 'generate'), options),
  }),
  cell({
    id: 'scale',
    step: 'scale',
    title: 'Feature matrix',
    parameters: () => ['features', 'logRatios', 'scaler'],
    reads: ['engineer'],
    readsIfThere: [],
    run: (input, tasks, options) =>
      tasks.run(
        'scale',
        { engineered: given(input, 'engineer'), parameters: input.parameters },
        options,
      ),
  }),
  ...DETECTORS.map(({ name, title, parameters }) =>
    cell<DetectorName>({
      id: name,
      step: 'detect',
      title,
      parameters: () => [...parameters, ...TRAINING_PARAMETERS],
      reads: ['generate', 'scale'],
      readsIfThere: [],
      run: (input, tasks, options) =>
        tasks.run(
          'detect',
          {
            name,
            scaled: given(input, 'scale'),
            labels: given(input, 'generate').labels,
            parameters: input.parameters,
          },
          options,
        ),
    }),
  ),
  cell({
    id: 'compare',
    step: 'evaluate',
    title: 'Comparison',
    parameters: () => [],
    reads: ['generate'],
    readsIfThere: DETECTOR_IDS,
    run: (input, tasks, options) => tasks.run('compare', judged(input), options),
  }),
  cell({
    id: 'scores',
    step: 'evaluate',
    title: 'Scores and attacks',
    parameters: () => [],
    reads: ['generate'],
    readsIfThere: DETECTOR_IDS,
    run: (input, tasks, options) => tasks.run('scores', judged(input), options),
  }),
];

/** The definition of a cell by its name. */
export function cellDefinition(id: CellId): CellDefinition {
  const found = CELLS.find((definition) => definition.id === id);
  if (found === undefined) throw new Error(`There is no cell "${id}".`);
  return found;
}

function given<Id extends CellId>({ values }: CellInput, id: Id): CellValues[Id] {
  const value = values[id];
  if (value === undefined) throw new Error(`The cell ${id} has not run.`);
  return value;
}

function judged(input: CellInput) {
  const detections = DETECTOR_IDS.flatMap((name) => input.values[name] ?? []);
  return { detections, labels: given(input, 'generate').labels };
}
