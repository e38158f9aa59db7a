import { existsSync, readFileSync } from 'node:fs';
import { lookOf } from '../../src/charts/looks.ts';
import { helpText } from '../../src/cli/help.ts';
import { parseOptions } from '../../src/cli/options.ts';
import type { DetectorEvaluation } from '../../src/eval/compare.ts';
import { type Matrix, matrix } from '../../src/features/matrix.ts';
import type { OutlierDetector } from '../../src/models/detector.ts';
import type { NeuralRuntime } from '../../src/models/neural/runtime.ts';
import { decisiveFact } from '../../src/pipeline/detecting/decisive-fact.ts';
import { detectorMaker, restoreDetector } from '../../src/pipeline/detecting/detector-makers.ts';
import type { DetectorRow } from '../../src/pipeline/detecting/detector-row.ts';
import type { FittedFact } from '../../src/pipeline/detecting/detector-run.ts';
import { DETECTORS, parametersOf, titleOf } from '../../src/pipeline/detecting/detector-table.ts';
import { decisionsOf } from '../../src/pipeline/detecting/thresholds.ts';
import { insideOf, insideSource } from '../../src/pipeline/inside/estimator-of.ts';
import type { Inside } from '../../src/pipeline/inside/inside.ts';
import type { DetectorName, LabParameters } from '../../src/pipeline/parameters/lab-parameters.ts';
import { PARAMETERS } from '../../src/pipeline/parameters/parameter-facts.ts';
import { NOTEBOOK_PARAMETERS } from '../../src/pipeline/parameters/parameters.ts';
import { cellCode } from '../../src/pipeline/python/cells.ts';
import { pythonSource } from '../../src/pipeline/python/source.ts';
import { runLab } from '../../src/pipeline/run/lab.ts';
import { neuralFor } from '../../src/pipeline/run/neural.ts';
import { generateTraffic } from '../../src/pipeline/traffic/generate.ts';
import { detectorView } from '../../src/ui/detect/detector-view.ts';
import { FEW } from '../pipeline/baseline-runs.ts';
import type { DetectorSubject, RecordedPython } from './detector-subject.ts';
import { orNothing } from './or-nothing.ts';
import { wordsOf } from './words.ts';

const RECORDED = new URL('../fixtures/python/detectors/', import.meta.url);

/** Networks learn enough of a few rows in a few epochs. */
const QUICK: LabParameters = { ...NOTEBOOK_PARAMETERS, epochs: 40 };

/** Every detector of the lab's table, gathered from where its parts are kept. */
export async function detectorSubjects(): Promise<DetectorSubject[]> {
  const names = DETECTORS.map(({ name }) => name);
  const neural = await neuralFor(names, NOTEBOOK_PARAMETERS);
  const help = helpText();
  return DETECTORS.map((row) => subjectOf(row, neural, help));
}

function subjectOf(
  row: DetectorRow,
  neural: NeuralRuntime | undefined,
  help: string,
): DetectorSubject {
  const { name, title, idea, fewestRows, look, combines } = row;
  const view = orNothing(() => detectorView(name));
  const { note, prose } = view ?? {};
  return {
    name,
    title,
    idea,
    fewestRows,
    create: () => detectorMaker(name).create(QUICK, true, neural),
    restore: (json) => restoreDetector(name, json),
    facts: (fitted, training) => factsOf(name, fitted, training),
    offsetOf: (scores) => orNothing(() => detectorMaker(name))?.offsetOf?.(scores, QUICK),
    seen: combines ? decisionsOfMembers(neural) : (rows) => rows,
    parameters: parametersOf(name).map((key) => PARAMETERS.find((facts) => facts.key === key)),
    help,
    python: orNothing(() => pythonOf(name)) ?? '',
    recorded: recordedRun(name),
    evaluate: (commandLine) => evaluationOf(name, commandLine, neural),
    inside: () => insideOfFlow(name, neural),
    prose: wordsOf(prose),
    ask: note?.ask ?? '',
    surprises: note?.surprises ?? '',
    look: orNothing(() => lookOf(look)),
    otherLooks: DETECTORS.filter((other) => other.name !== name).map((other) =>
      orNothing(() => lookOf(other.look)),
    ),
  };
}

/** What the ensemble's members say of rows. */
function decisionsOfMembers(neural: NeuralRuntime | undefined): DetectorSubject['seen'] {
  const names = QUICK.ensembleMembers;
  const taught = new Map<Matrix, readonly OutlierDetector[]>();
  return (rows, training) => {
    const members =
      taught.get(training) ??
      names.map((name) => detectorMaker(name).create(QUICK, true, neural).fit(training));
    taught.set(training, members);
    const columns = members.map((member) => decisionsOf(member.assess(rows)));
    const data = Array.from({ length: rows.rows }, (_, row) =>
      columns.map((column) => column[row]),
    );
    return matrix(Float64Array.from(data.flat()), names);
  };
}

/** What a fitted detector says of itself, and what its training says once its threshold is set. */
function factsOf(
  name: DetectorName,
  fitted: OutlierDetector,
  training: Matrix,
): readonly FittedFact[] {
  const { facts, decidedBy } = detectorMaker(name);
  const columns = orNothing(() => decidedBy?.(fitted, training));
  const predictions = orNothing(() => fitted.trainingAssessment.predictions);
  return [
    ...facts(fitted, titleOf),
    ...(columns && predictions ? decisiveFact(columns, predictions) : []),
  ];
}

/** Of the last flow of a small run. */
async function insideOfFlow(
  name: DetectorName,
  neural: NeuralRuntime | undefined,
): Promise<Inside | undefined> {
  const parameters = { ...QUICK, detectors: [name], counts: FEW };
  const run = await runLab(generateTraffic(parameters), parameters, { now: () => 0, neural });
  return orNothing(() => insideOf(insideSource(run, null), name, run.scaled.matrix.rows - 1));
}

/** For the notebook's flows and settings. */
function pythonOf(name: DetectorName): string {
  const source = pythonSource(NOTEBOOK_PARAMETERS, null);
  return cellCode(name, { parameters: NOTEBOOK_PARAMETERS, source });
}

function recordedRun(name: DetectorName): RecordedPython | undefined {
  const file = new URL(`${name}.json`, RECORDED);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

async function evaluationOf(
  name: DetectorName,
  commandLine: readonly string[],
  neural: NeuralRuntime | undefined,
): Promise<DetectorEvaluation> {
  const { parameters } = parseOptions(commandLine);
  const run = await runLab(generateTraffic(parameters), parameters, { now: () => 0, neural });
  const found = run.detections.find(({ detector }) => detector === name);
  if (found === undefined) throw new Error(`${commandLine.join(' ')} does not run ${name}`);
  return found.evaluation;
}
