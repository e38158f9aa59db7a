import { computed, useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { messageOf } from '../../data/errors.ts';
import { visibleJson } from '../../data/visible-text.ts';
import { type BaselineFiles, baselineTrafficFor } from '../../notebook/sources.ts';
import {
  BASELINE_FILE,
  FLOWS_FILE,
  NO_PYTHON,
  type PythonRequest,
} from '../../pipeline/python/source.ts';
import type { Detection } from '../../pipeline/run/detect.ts';
import { withMarks } from '../../pipeline/triage/marks.ts';
import { saveFile } from '../kit/export-file.ts';
import { useOneStop } from '../kit/one-stop/one-stop.ts';
import { allowRules, notebook, tasks } from '../lab.ts';
import { triage } from '../triage/triage-state.ts';
import { currentDetections, currentRun } from './current-run.ts';
import { pythonRequest } from './python-request.ts';

/** Everything on the page as files. */
export function ExportSection() {
  const { shownMarks } = triage();
  const list = useOneStop<HTMLUListElement>();
  const request = pythonRequest.value;
  const marked = shownMarks.value.size;
  const readsFlows = request !== null && request.source.from !== 'draws';
  const readsBaseline = request?.parameters.trainOn === 'file';
  const noPython = notebook.lab.value === null ? undefined : `But ${NO_PYTHON}.`;
  return (
    <section id="export" aria-labelledby="export-title" class="step export">
      <h2 id="export-title">Save your work</h2>
      <p>Files are written on this machine. Each chart has its own buttons for a picture.</p>
      <ul ref={list}>
        <ExportRow
          name="Jupyter notebook"
          save={request && (() => saveNotebook(request))}
          lacks={noPython}
        >
          This lab in scikit-learn. In Jupyter it prints the figures of this page.
          {readsFlows && (
            <>
              {' '}
              It reads <code>{FLOWS_FILE}</code>: save the flows too, in the same folder.
            </>
          )}
        </ExportRow>
        <ExportRow
          name="Python script"
          save={request && (() => saveScript(request))}
          lacks={noPython}
        >
          The same without the charts.{readsFlows && ' It reads the flows as well.'}
        </ExportRow>
        {readsBaseline && (
          <ExportRow name="baseline" save={saveBaseline.value}>
            <code>{BASELINE_FILE}</code>: the features of the baseline, which the Python learns
            from. Save it in the same folder.
          </ExportRow>
        )}
        <ExportRow name="flows" save={saveFlows.value}>
          <code>{FLOWS_FILE}</code>: the flows as generated or read.
          {marked > 0 && ` Your ${marked} marks are in the label column.`}
        </ExportRow>
        <ExportRow name="scored flows" save={saveScores.value}>
          CSV: each flow with every detector's score, decision and prediction. In both CSV files, an
          apostrophe stands before text that a spreadsheet would run as a formula.
        </ExportRow>
        <ExportRow name="Parquet of scored flows" save={saveParquet.value}>
          The same columns for pandas, DuckDB, Polars and Spark.
        </ExportRow>
        <ExportRow name="report" save={saveReport.value}>
          JSON: every figure of this run, as with <code>--json</code>.
        </ExportRow>
      </ul>
    </section>
  );
}

interface RowProps {
  readonly name: string;
  /** `null`: what it would hold is not computed yet. */
  readonly save: (() => Promise<void>) | null;
  /** Why it cannot be saved, if not for that. */
  readonly lacks?: string | undefined;
  readonly children: ComponentChildren;
}

function ExportRow({ name, save, lacks, children }: RowProps) {
  const busy = useSignal(false);
  const problem = useSignal('');
  const act = async () => {
    busy.value = true;
    problem.value = '';
    try {
      await save?.();
    } catch (error) {
      problem.value = messageOf(error);
    } finally {
      busy.value = false;
    }
  };
  return (
    <li>
      <button type="button" disabled={save === null || busy.value} onClick={act}>
        Save {name}
      </button>
      <span>
        {children}
        {save === null &&
          ` ${lacks ?? 'Run the cells first: what is on screen is not up to date.'}`}{' '}
        <span role="status">{busy.value ? 'Writing…' : problem.value}</span>
      </span>
    </li>
  );
}

async function saveNotebook(request: PythonRequest): Promise<void> {
  const { notebookFile } = await import('../../pipeline/python/notebook-file.ts');
  saveFile(notebookFile(request), 'network-anomaly-lab.ipynb', 'application/x-ipynb+json');
}

async function saveScript(request: PythonRequest): Promise<void> {
  const { scriptFile } = await import('../../pipeline/python/notebook-file.ts');
  saveFile(scriptFile(request), 'network_anomaly_lab.py', 'text/x-python');
}

const saveFlows = computed(() =>
  notebook.isCurrent('generate') ? () => saveTable('csv', [], FLOWS_FILE) : null,
);

/** The features of the baseline as they were read with what is set now. */
const saveBaseline = computed(() => {
  const baseline = notebook.baseline.value;
  return baseline !== null && notebook.isCurrent('scale') ? () => writeBaseline(baseline) : null;
});

async function writeBaseline(baseline: BaselineFiles): Promise<void> {
  const options = { signal: new AbortController().signal };
  const parameters = notebook.parameters.peek();
  const { features } = await baselineTrafficFor(baseline, parameters, tasks, options);
  saveFile(await tasks.run('matrix', features, options), BASELINE_FILE);
}

/** The detections that are up to date with the flows; `null`: there are none. */
const readyDetections = computed(() => {
  const detections = currentDetections();
  return notebook.isCurrent('generate') && detections.length > 0 ? detections : null;
});

const saveScores = computed(() => {
  const detections = readyDetections.value;
  return detections && (() => saveTable('csv', detections, 'scored-flows.csv'));
});

const saveParquet = computed(() => {
  const detections = readyDetections.value;
  return detections && (() => saveTable('parquet', detections, 'scored-flows.parquet'));
});

const saveReport = computed(() =>
  notebook.routine.value.every(({ id }) => notebook.isCurrent(id)) ? writeReport : null,
);

async function saveTable(
  task: 'csv' | 'parquet',
  detections: readonly Detection[],
  name: string,
): Promise<void> {
  const { marksOf } = triage();
  const result = notebook.cell('generate').result.peek();
  if (result === null) return;
  const traffic = withMarks(result.value, marksOf(result.value), false);
  const { signal } = new AbortController();
  saveFile(await tasks.run(task, { traffic, detections }, { signal }), name);
}

async function writeReport(): Promise<void> {
  const { lessonReport } = await import('../../pipeline/lesson/lesson-report.ts');
  const run = currentRun();
  if (run === null) return;
  const report = lessonReport(run, allowRules.peek());
  saveFile(`${visibleJson(report, 1)}\n`, 'report.json', 'application/json');
}
