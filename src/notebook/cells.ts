import {
  DETECTOR_NAMES,
  detectorFacts,
  MEMBER_NAMES,
  parametersOf,
  TRAINING_PARAMETERS,
} from '../pipeline/detecting/detector-table.ts';
import type { FittedDetector } from '../pipeline/detecting/fitted-detector.ts';
import { thresholdKey } from '../pipeline/detecting/hand-threshold.ts';
import { ENGINEERING_PARAMETERS } from '../pipeline/parameters/engineering-parameters.ts';
import type { DetectorName, LabParameters } from '../pipeline/parameters/lab-parameters.ts';
import { READING_PARAMETERS } from '../pipeline/parameters/reading-parameters.ts';
import { savedDetector, savedEnsemble } from '../pipeline/run/saved-detector.ts';
import type { Scaled } from '../pipeline/run/scale.ts';
import type { TrainedLab } from '../pipeline/trained-lab/trained-lab.ts';
import type { TrainedScaling } from '../pipeline/trained-lab/trained-lab-apply.ts';
import type { TaskOptions, TaskRunner } from '../worker/bridge.ts';
import { BEYOND_CELLS } from './beyond-cells.ts';
import {
  type CellDefinition,
  type CellId,
  type CellInput,
  type Circumstances,
  cell,
  chosenDetectors,
  type Dependence,
  given,
  givenIfThere,
  judged,
  NO_CELLS,
  NOTHING_ELSE,
  pick,
} from './cell-definition.ts';
import { baselineTrafficFor } from './sources.ts';

const GENERATING_PARAMETERS = [
  'seed',
  'counts',
  'beaconPeriod',
  'beaconJitter',
  'monitorShare',
] as const;

/** Whether a cell is there with these parameters: of the detectors, those that are chosen. */
export function isShown(id: CellId, { detectors }: LabParameters): boolean {
  return detectors.includes(id) || !DETECTOR_NAMES.includes(id);
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
    dependsOn: ({ timeFeatures, extraFeatures }) => ({
      parameters: [
        ...(timeFeatures ? ENGINEERING_PARAMETERS : ['timeFeatures']),
        ...(extraFeatures ? ['features'] : []),
      ],
      sources: [],
    }),
    reads: ['generate'],
    readsIfThere: NO_CELLS,
    run: (input, tasks, options) =>
      tasks.run(
        'engineer',
        {
          traffic: given(input, 'generate'),
          parameters: pick(input.parameters, ['features', ...ENGINEERING_PARAMETERS] as const),
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
    cell({
      id: name,
      step: 'detect',
      title: detectorFacts(name).title,
      dependsOn: detectionDependsOn(name),
      reads: ['generate', 'scale'],
      readsIfThere: NO_CELLS,
      fit: {
        dependsOn: fittingDependsOn(name),
        run: async (input, tasks, options) => {
          const { labels, imported } = given(input, 'generate');
          const trained = input.open.lab && savedDetector(input.open.lab.lab, name);
          const scaled = given(input, 'scale');
          const { parameters } = input;
          const { rowSource } = await import('../pipeline/traffic/few-rows.ts');
          const source = rowSource(imported ?? null);
          return tasks.run('fit', { name, scaled, labels, parameters, trained, source }, options);
        },
      },
      run: ({ fitted, ...input }, tasks, { signal }) =>
        tasks.run(
          'judge',
          {
            fitted: fitted as FittedDetector,
            labels: given(input, 'generate').labels,
            parameters: input.parameters,
          },
          { signal },
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
      const { parameters, open } = input;
      const members = parameters.ensembleMembers.flatMap((name) => givenIfThere(input, name) ?? []);
      const { labels } = given(input, 'generate');
      const trained = open.lab && savedEnsemble(open.lab.lab);
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
  ...BEYOND_CELLS,
];

/** The definition of a cell by its name. */
export function cellDefinition(id: CellId): CellDefinition {
  const found = CELLS.find((definition) => definition.id === id);
  if (found === undefined) throw new Error(`There is no cell "${id}".`);
  return found;
}

function detectionDependsOn(name: DetectorName) {
  const parameters = parametersOf(name);
  return ({ byLab }: Circumstances): Dependence =>
    byLab
      ? { parameters: [thresholdKey(name)], sources: ['lab'] }
      : { parameters: [...parameters, ...TRAINING_PARAMETERS], sources: [] };
}

/** Fitting depends on all that a detection does, but for what sets a threshold alone. */
function fittingDependsOn(name: DetectorName) {
  const all = detectionDependsOn(name);
  const { judgedBy } = detectorFacts(name);
  return (circumstances: Circumstances): Dependence => {
    const { parameters, sources } = all(circumstances);
    return { parameters: parameters.filter((key) => !judgedBy.includes(key)), sources };
  };
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
