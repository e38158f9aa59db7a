import type { Detection } from '../pipeline/detect.ts';
import { detectorFacts, TRAINING_PARAMETERS } from '../pipeline/detector-facts.ts';
import type { Engineered } from '../pipeline/engineer.ts';
import type { Compared, ScoreDistribution } from '../pipeline/evaluate.ts';
import { ENGINEERING_PARAMETERS } from '../pipeline/flow-features.ts';
import type { Traffic } from '../pipeline/generate.ts';
import {
  DETECTOR_NAMES,
  type DetectorName,
  type LabParameters,
  MEMBER_NAMES,
  type ParameterKey,
} from '../pipeline/parameter-facts.ts';
import { READING_PARAMETERS } from '../pipeline/reading-parameters.ts';
import { savedDetector } from '../pipeline/saved-detector.ts';
import type { Scaled } from '../pipeline/scale.ts';
import type { TrainedLab } from '../pipeline/trained-lab.ts';
import type { TrainedScaling } from '../pipeline/trained-lab-apply.ts';
import type { TaskOptions, TaskRunner } from '../worker/bridge.ts';

import { baselineTrafficFor, type OpenSources, type SourceName } from './sources.ts';

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
  readonly open: OpenSources;
  /** Values of the cells that it reads. Optional ones may be missing. */
  readonly values: { readonly [Id in CellId]?: CellValues[Id] };
}

/** What decides on what a result depends. */
interface Circumstances {
  /** Traffic comes from files, not from the generator. */
  readonly fromFile: boolean;
  /** A trained lab scores. */
  readonly byLab: boolean;
  readonly trainOn: LabParameters['trainOn'];
  readonly timeFeatures: boolean;
}

/** What a result depends on, besides the results that it reads. */
interface Dependence {
  readonly parameters: readonly ParameterKey[];
  readonly sources: readonly SourceName[];
}

/** A cell as the graph sees it: what its result depends on, and how to compute that. */
export interface CellDefinition<Id extends CellId = CellId> {
  readonly id: Id;
  readonly step: Step;
  readonly title: string;
  readonly dependsOn: (circumstances: Circumstances) => Dependence;
  /** Cells whose results it cannot do without. */
  readonly reads: readonly CellId[];
  /** Cells whose results it takes if they are there: one that was cancelled holds nobody up. */
  readonly readsIfThere: (parameters: LabParameters) => readonly CellId[];
  readonly run: (
    input: CellInput,
    tasks: TaskRunner,
    options: TaskOptions,
  ) => Promise<CellValues[Id]>;
}

const cell = <Id extends CellId>(definition: CellDefinition<Id>): CellDefinition =>
  definition as unknown as CellDefinition;

const GENERATING_PARAMETERS = [
  'seed',
  'counts',
  'beaconPeriod',
  'beaconJitter',
  'monitorShare',
] as const;

const NOTHING_ELSE: Dependence = { parameters: [], sources: [] };

const NO_CELLS = (): CellId[] => [];

/** Whether a cell is there with these parameters: of the detectors, those that are chosen. */
export function isShown(id: CellId, { detectors }: LabParameters): boolean {
  return detectors.some((name) => name === id) || !DETECTOR_NAMES.some((name) => name === id);
}

/** In the order of the cells, whatever that of choosing. */
function chosenDetectors({ detectors }: LabParameters): DetectorName[] {
  return DETECTOR_NAMES.filter((name) => detectors.includes(name));
}

/** The cells of the notebook, in its order. Each stands below everything that it reads. */
export const CELLS: readonly CellDefinition[] = [
  cell({
    id: 'generate',
    step: 'generate',
    title: 'Network flows',
    dependsOn: ({ fromFile }) =>
      fromFile
        ? { parameters: READING_PARAMETERS, sources: ['files'] }
        : { parameters: GENERATING_PARAMETERS, sources: [] },
    reads: [],
    readsIfThere: NO_CELLS,
    run: ({ parameters, open: { files } }, tasks, options) =>
      files === null
        ? tasks.run('generate', pick(parameters, GENERATING_PARAMETERS), options)
        : tasks.run('read', { ...files, parameters }, options),
  }),
  cell({
    id: 'engineer',
    step: 'engineer',
    title: 'Features',
    dependsOn: ({ timeFeatures }) => ({
      parameters: timeFeatures ? ENGINEERING_PARAMETERS : ['timeFeatures'],
      sources: [],
    }),
    reads: ['generate'],
    readsIfThere: NO_CELLS,
    run: (input, tasks, options) =>
      tasks.run(
        'engineer',
        {
          traffic: given(input, 'generate'),
          parameters: pick(input.parameters, ENGINEERING_PARAMETERS),
        },
        options,
      ),
  }),
  cell({
    id: 'scale',
    step: 'scale',
    title: 'Feature matrix',
    dependsOn: scalingDependsOn,
    reads: ['generate', 'engineer'],
    readsIfThere: NO_CELLS,
    run: scale,
  }),
  ...MEMBER_NAMES.map((name) =>
    cell<DetectorName>({
      id: name,
      step: 'detect',
      title: detectorFacts(name).title,
      dependsOn: detectionDependsOn(name),
      reads: ['generate', 'scale'],
      readsIfThere: NO_CELLS,
      run: async (input, tasks, options) =>
        tasks.run(
          'detect',
          {
            name,
            scaled: given(input, 'scale'),
            labels: given(input, 'generate').labels,
            parameters: input.parameters,
            trained: input.open.lab && savedDetector(input.open.lab.lab, name),
          },
          options,
        ),
    }),
  ),
  cell({
    id: 'ensemble',
    step: 'detect',
    title: detectorFacts('ensemble').title,
    dependsOn: detectionDependsOn('ensemble'),
    reads: ['generate'],
    readsIfThere: ({ ensembleMembers }) => ensembleMembers,
    run: async (input, tasks, options) => {
      const { parameters, open, values } = input;
      const members = parameters.ensembleMembers.flatMap((name) => values[name] ?? []);
      const { labels } = given(input, 'generate');
      const trained = open.lab && savedDetector(open.lab.lab, 'ensemble');
      return tasks.run('combine', { members, labels, parameters, trained }, options);
    },
  }),
  cell({
    id: 'compare',
    step: 'evaluate',
    title: 'Comparison',
    dependsOn: () => NOTHING_ELSE,
    reads: ['generate'],
    readsIfThere: chosenDetectors,
    run: (input, tasks, options) => tasks.run('compare', judged(input), options),
  }),
  cell({
    id: 'scores',
    step: 'evaluate',
    title: 'Scores and attacks',
    dependsOn: () => NOTHING_ELSE,
    reads: ['generate'],
    readsIfThere: chosenDetectors,
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

function detectionDependsOn(name: DetectorName) {
  const { parameters } = detectorFacts(name);
  return ({ byLab }: Circumstances): Dependence =>
    byLab
      ? { parameters: [], sources: ['lab'] }
      : { parameters: [...parameters, ...TRAINING_PARAMETERS], sources: [] };
}

/** The parameters of these names alone. */
function pick<Key extends ParameterKey>(
  parameters: LabParameters,
  keys: readonly Key[],
): Pick<LabParameters, Key> {
  return Object.fromEntries(keys.map((key) => [key, parameters[key]])) as Pick<LabParameters, Key>;
}

/** The scaler learns from these flows, a part of them or others; or a trained lab has learnt. */
function scalingDependsOn({ byLab, trainOn, timeFeatures }: Circumstances): Dependence {
  if (byLab) return { parameters: [], sources: ['lab'] };
  const own = ['features', 'timeFeatures', 'logRatios', 'scaler'] as const;
  if (trainOn === 'time') {
    return { parameters: [...own, 'trainOn', 'baselineFrom', 'baselineTo'], sources: [] };
  }
  if (trainOn === 'file') {
    const engineering = timeFeatures ? ENGINEERING_PARAMETERS : [];
    return {
      parameters: [...own, 'trainOn', ...READING_PARAMETERS, ...engineering],
      sources: ['baseline'],
    };
  }
  return { parameters: own, sources: [] };
}

async function scale(input: CellInput, tasks: TaskRunner, options: TaskOptions): Promise<Scaled> {
  const { parameters, open } = input;
  const engineered = given(input, 'engineer');
  const { labels, flows } = given(input, 'generate');
  const other =
    open.lab === null && parameters.trainOn === 'file' && open.baseline !== null
      ? await baselineTrafficFor(open.baseline, parameters, tasks, options)
      : null;
  const sources = { labels, startTime: flows?.startTime, other };
  const trained = open.lab && withoutDetectors(open.lab.lab);
  return tasks.run('scale', { engineered, parameters, sources, trained }, options);
}

/** They may hold every flow that was learnt from, and scaling asks for none. */
function withoutDetectors({ detectors: _, ...lab }: TrainedLab): TrainedScaling {
  return lab;
}

function judged(input: CellInput) {
  const chosen = chosenDetectors(input.parameters);
  const detections = chosen.flatMap((name) => input.values[name] ?? []);
  return { detections, labels: given(input, 'generate').labels };
}
