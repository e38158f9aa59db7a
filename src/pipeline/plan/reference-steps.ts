import {
  detectorFacts,
  MEMBER_NAMES,
  parametersOf,
  TRAINING_PARAMETERS,
} from '../detecting/detector-table.ts';
import type { FittedDetector } from '../detecting/fitted-detector.ts';
import { thresholdKey } from '../detecting/hand-threshold.ts';
import { ENGINEERING_PARAMETERS } from '../parameters/engineering-parameters.ts';
import type { DetectorName } from '../parameters/lab-parameters.ts';
import type { ParameterKey } from '../parameters/parameter-types.ts';
import { READING_PARAMETERS } from '../parameters/reading-parameters.ts';
import { savedDetector, savedEnsemble } from '../run/saved-detector.ts';
import type { Scaled } from '../run/scale.ts';
import type { TrainedLab } from '../trained-lab/trained-lab.ts';
import type { TrainedScaling } from '../trained-lab/trained-lab-apply.ts';
import {
  type Circumstances,
  type Dependence,
  judged,
  NO_STEPS,
  NOTHING_ELSE,
  type PlanStep,
  pick,
  resultIfThere,
  resultOf,
  type StepInput,
  step,
} from './plan-step.ts';
import type { PlanRunner } from './plan-tasks.ts';

const GENERATING_PARAMETERS = [
  'seed',
  'counts',
  'beaconPeriod',
  'beaconJitter',
  'monitorShare',
] as const;

/** What makes a matrix of the engineered features. */
export const SCALING_PARAMETERS: readonly ParameterKey[] = [
  'features',
  'timeFeatures',
  'logRatios',
  'scaler',
];

/** The steps of the reference, in its order. Each stands below everything that it reads. */
export const REFERENCE_STEPS: readonly PlanStep[] = [
  step({
    id: 'generate',
    step: 'generate',
    title: 'Network flows',
    dependsOn: ({ fromFile }) =>
      fromFile
        ? { parameters: READING_PARAMETERS, sources: ['files'] }
        : { parameters: GENERATING_PARAMETERS, sources: [] },
    reads: [],
    readsIfThere: NO_STEPS,
    run: ({ parameters, open: { files } }, tasks) =>
      files === null
        ? tasks.run('generate', pick(parameters, GENERATING_PARAMETERS))
        : files(parameters),
  }),
  step({
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
    readsIfThere: NO_STEPS,
    run: ({ parameters, values }, tasks) =>
      tasks.run('engineer', {
        traffic: resultOf(values, 'generate'),
        parameters: pick(parameters, ['features', ...ENGINEERING_PARAMETERS] as const),
      }),
  }),
  step({
    id: 'scale',
    step: 'scale',
    title: 'Feature matrix',
    dependsOn: scalingDependsOn,
    reads: ['generate', 'engineer'],
    readsIfThere: NO_STEPS,
    run: scale,
  }),
  ...MEMBER_NAMES.map((name) =>
    step({
      id: name,
      step: 'detect',
      title: detectorFacts(name).title,
      dependsOn: detectionDependsOn(name),
      reads: ['generate', 'scale'],
      readsIfThere: NO_STEPS,
      fit: {
        dependsOn: fittingDependsOn(name),
        run: async ({ parameters, open, values }, tasks) => {
          const { labels, imported = null } = resultOf(values, 'generate');
          const trained = open.lab && savedDetector(open.lab, name);
          const scaled = resultOf(values, 'scale');
          return tasks.run('fit', { name, scaled, labels, parameters, trained, imported });
        },
      },
      run: ({ fitted, parameters, values }, tasks) =>
        tasks.run('judge', {
          fitted: fitted as FittedDetector,
          labels: resultOf(values, 'generate').labels,
          parameters,
        }),
    }),
  ),
  step({
    id: 'ensemble',
    step: 'detect',
    title: detectorFacts('ensemble').title,
    dependsOn: detectionDependsOn('ensemble'),
    reads: ['generate'],
    readsIfThere: ({ ensembleMembers }) => ensembleMembers,
    run: async ({ parameters, open, values }, tasks) => {
      const members = parameters.ensembleMembers.flatMap(
        (name) => resultIfThere(values, name) ?? [],
      );
      const { labels } = resultOf(values, 'generate');
      const trained = open.lab && savedEnsemble(open.lab);
      return tasks.run('combine', { members, labels, parameters, trained });
    },
  }),
  step({
    id: 'compare',
    step: 'evaluate',
    title: 'Comparison',
    dependsOn: () => NOTHING_ELSE,
    reads: ['generate'],
    readsIfThere: ({ detectors }) => detectors,
    run: (input, tasks) => tasks.run('compare', judged(input)),
  }),
  step({
    id: 'scores',
    step: 'evaluate',
    title: 'Scores and attacks',
    dependsOn: () => NOTHING_ELSE,
    reads: ['generate'],
    readsIfThere: ({ detectors }) => detectors,
    run: (input, tasks) => tasks.run('scores', judged(input)),
  }),
];

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
  if (trainOn === 'time') {
    return {
      parameters: [...SCALING_PARAMETERS, 'trainOn', 'baselineFrom', 'baselineTo'],
      sources: [],
    };
  }
  if (trainOn === 'file') {
    const engineering = timeFeatures ? ENGINEERING_PARAMETERS : [];
    return {
      parameters: [...SCALING_PARAMETERS, 'trainOn', ...READING_PARAMETERS, ...engineering],
      sources: ['baseline'],
    };
  }
  return { parameters: SCALING_PARAMETERS, sources: [] };
}

async function scale({ parameters, open, values }: StepInput, tasks: PlanRunner): Promise<Scaled> {
  const engineered = resultOf(values, 'engineer');
  const { labels, flows } = resultOf(values, 'generate');
  const isAsked = open.lab === null && parameters.trainOn === 'file';
  const other = isAsked && open.baseline !== null ? await open.baseline(parameters) : null;
  const sources = { labels, startTime: flows?.startTime, other };
  const trained = open.lab && withoutDetectors(open.lab);
  return tasks.run('scale', { engineered, parameters, sources, trained });
}

/** They may hold every flow that was learnt from, and scaling asks for none. */
function withoutDetectors({ detectors: _, ...lab }: TrainedLab): TrainedScaling {
  return lab;
}
