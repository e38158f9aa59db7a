import { visibleJson, visibleLine } from '../data/visible-text.ts';
import type { BaselineTraffic } from '../pipeline/baseline/baseline-traffic.ts';
import { insideOf, insideSource } from '../pipeline/inside/estimator-of.ts';
import type { Inside } from '../pipeline/inside/inside.ts';
import { certificateText } from '../pipeline/onnx/certificate.ts';
import { heldInWords, onnxLab } from '../pipeline/onnx/save-onnx.ts';
import type { DetectorName } from '../pipeline/parameters/lab-parameters.ts';
import { type InProcess, inProcess } from '../pipeline/plan/in-process.ts';
import type { PlanRunner } from '../pipeline/plan/plan-tasks.ts';
import { notebookFile, scriptFile } from '../pipeline/python/notebook-file.ts';
import { type PythonRequest, pythonSource } from '../pipeline/python/source.ts';
import { explainRunFlow } from '../pipeline/run/explain.ts';
import { type LabRun, runLab } from '../pipeline/run/lab.ts';
import { reportOf } from '../pipeline/run/report.ts';
import { matrixCsv, scoresCsv, trafficCsv } from '../pipeline/traffic/csv.ts';
import type { Traffic } from '../pipeline/traffic/generate.ts';
import { type TrainedLab, trainedLabText } from '../pipeline/trained-lab/trained-lab.ts';
import { alertLines } from '../pipeline/triage/alert-files.ts';
import { alertsOf, alertsReport } from '../pipeline/triage/alerts-report.ts';
import { allReasonsOf, reasonsOf } from '../pipeline/what-if/reasons.ts';
import { alertsText } from './alerts-text.ts';
import { explanationText } from './explanation-text.ts';
import { certificateFile, type SavedRun, savedLab } from './files/trained-lab-file.ts';
import { insideText } from './inside-text.ts';
import type { CliOptions } from './options.ts';
import { runStudies } from './studies/ask-studies.ts';
import { whatIfOf } from './studies/what-if-run.ts';
import { textReport } from './text-report.ts';

/** What a run has read. */
interface Given {
  /** `null`: it is generated. */
  readonly traffic: Traffic | null;
  /** Other traffic to learn from; `null`: there is none. */
  readonly other: BaselineTraffic | null;
  readonly trained: TrainedLab | null;
  /** How tables were read, for a trained lab. */
  readonly said: SavedRun['said'];
  /** Whose alerts are written; `undefined`: nobody's. */
  readonly alerting: DetectorName | undefined;
}

/** What a run gives. */
interface Results {
  /** The files to write, their lines made as they are written. */
  readonly files: readonly OutputFile[];
  readonly report: string;
  /** Lines for standard error. */
  readonly warnings: string;
  /** The same of the files, which no report tells. */
  readonly notes: string;
}

interface OutputFile {
  readonly file: string;
  readonly lines: () => Iterable<string | Uint8Array>;
}

/** Everything of a run but reading and writing: what fails, fails before anything is written. */
export async function computeRun(
  options: CliOptions,
  given: Given,
  context: InProcess,
): Promise<Results> {
  const { traffic, other, trained, said, alerting } = given;
  const { allow, json, explain } = options;
  const tasks = inProcess(context);
  const run = await runLab(traffic, options.parameters, context, { other, trained });
  const explanation =
    explain === undefined
      ? undefined
      : {
          ...explainRunFlow(run, explain),
          reasons: allReasonsOf(whatIfOf(run, { trained }), explain),
        };
  const inside = explain === undefined ? undefined : insideOfAll(run, trained, explain);
  const studies = await runStudies(options.studies, run, { tasks, trained });
  const alerts = alertsReport(run.traffic, run.detections, allow);
  const files = [
    ...(await stageFiles(run, options, other)),
    ...alertsFile(run, options, alerting, trained),
  ];
  const learnt = { run, other, trained, classifier: studies.classifier ?? null, allow, said };
  const saved = await savedFiles(options, learnt, tasks);
  const explained =
    explanation === undefined || inside === undefined
      ? ''
      : explanationText(explanation) + insideText(inside);
  const report = json
    ? `${visibleJson({ ...reportOf(run), alerts, explanation, inside, ...studies.json }, 1)}\n`
    : `${textReport(run)}${alertsText(alerts)}${explained}${studies.text}`;
  return {
    files: [...files, ...saved.files],
    report,
    warnings: warningsOf(run),
    notes: saved.notes,
  };
}

/** What has learnt, in the forms that are asked for, and what is to be known of it. */
async function savedFiles(
  { saveModel, saveOnnx }: CliOptions,
  learnt: Omit<SavedRun, 'created'>,
  tasks: PlanRunner,
): Promise<{ files: OutputFile[]; notes: string }> {
  if (saveModel === undefined && saveOnnx === undefined) return { files: [], notes: '' };
  const lab = await savedLab({ ...learnt, created: new Date().toISOString() }, tasks);
  const files: OutputFile[] = [];
  if (saveModel !== undefined) {
    const text = trainedLabText(lab);
    files.push({ file: saveModel, lines: () => [text] });
  }
  if (saveOnnx === undefined) return { files, notes: '' };
  const onnx = onnxLab(lab);
  const certificate = await certificateText(lab, onnx);
  files.push({ file: saveOnnx, lines: () => [onnx.bytes] });
  files.push({ file: certificateFile(saveOnnx), lines: () => [certificate] });
  return {
    files,
    notes: heldInWords(onnx)
      .map((line) => `${line}\n`)
      .join(''),
  };
}

/** How each detector comes to its score of a flow. */
function insideOfAll(run: LabRun, trained: TrainedLab | null, row: number): Inside[] {
  const source = insideSource(run, trained);
  return run.detections.map(({ detector }) => insideOf(source, detector, row));
}

async function stageFiles(
  run: LabRun,
  options: CliOptions,
  other: BaselineTraffic | null,
): Promise<OutputFile[]> {
  const { traffic, engineered, scaled, detections } = run;
  const isParquet = options.outputs.scores?.endsWith('.parquet') === true;
  const parquet = isParquet ? await import('../pipeline/traffic/parquet-file.ts') : null;
  const stages: Record<keyof CliOptions['outputs'], OutputFile['lines']> = {
    flows: () => trafficCsv(traffic),
    engineered: () => matrixCsv(engineered.features),
    // Written only where there are such files.
    'baseline-features': () => (other === null ? [] : matrixCsv(other.features)),
    scaled: () => matrixCsv(scaled.matrix),
    scores: () =>
      parquet === null
        ? scoresCsv(traffic, detections)
        : [parquet.scoresParquet(traffic, detections)],
    notebook: () => [notebookFile(pythonRequest(options, traffic))],
    python: () => [scriptFile(pythonRequest(options, traffic))],
  };
  return Object.entries(options.outputs).map(([stage, file]) => ({
    file,
    lines: stages[stage as keyof typeof stages],
  }));
}

function alertsFile(
  run: LabRun,
  { alerts: wanted, allow }: CliOptions,
  detector: DetectorName | undefined,
  trained: TrainedLab | null,
): OutputFile[] {
  if (wanted === undefined || detector === undefined) return [];
  const { traffic, engineered, scaled, detections } = run;
  const lines = () => {
    const alerts = alertsOf(detector, traffic, detections, allow);
    const { names } = scaled.matrix;
    const whatIf = whatIfOf(run, { trained });
    const reasons = (row: number) => reasonsOf(whatIf, row, detector);
    const told = { traffic, engineered, names, learning: scaled, detections, alerts, reasons };
    const source = { ...told, judge: detector };
    return alertLines(source, wanted.format);
  };
  return [{ file: wanted.file, lines }];
}

function pythonRequest({ input, parameters }: CliOptions, traffic: Traffic): PythonRequest {
  const imported = input.length === 0 ? null : traffic;
  return { parameters, source: pythonSource(parameters, imported) };
}

function warningsOf({ detections }: LabRun): string {
  return detections
    .flatMap(({ detector, warnings }) => warnings.map((warning) => `${detector}: ${warning}`))
    .map((line) => `${visibleLine(line)}\n`)
    .join('');
}
