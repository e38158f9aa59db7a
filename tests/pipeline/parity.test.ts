import { describe, expect, test } from 'vitest';
import { FLOW_COLUMNS } from '../../src/data/flow-columns.ts';
import { cellAt, presentColumns } from '../../src/data/flow-rows.ts';
import { NOTEBOOK_DETECTORS } from '../../src/pipeline/detecting/detector-table.ts';
import { NOTEBOOK_PARAMETERS } from '../../src/pipeline/parameters/parameters.ts';
import { runLab } from '../../src/pipeline/run/lab.ts';
import { reportOf } from '../../src/pipeline/run/report.ts';
import { generateTraffic } from '../../src/pipeline/traffic/generate.ts';
import { largestError, readCsvFixture, readJsonFixture, readMatrixFixture } from '../support.ts';

/** What the notebook itself computed, by the names that its recording gave. */
interface NotebookReport {
  scaler: { center: number[]; scale: number[] };
  models: { Model: string; Precision: number; Recall: number; F1: number }[];
  isolation_forest_offset: number;
  one_class_svm: { gamma: number; offset: number; iterations: number; support_vectors: number };
  local_outlier_factor_offset: number;
  roc_auc: Record<string, number>;
  average_precision: Record<string, number>;
  confusion: Record<string, number[][]>;
  detection_rate: Record<string, number>;
  top_anomalies: number[];
}

const DATA = 1e-12;
const SCORES = 1e-9;

describe.each(['42', '7'])("the notebook's run with seed %s", async (seed) => {
  const folder = `reference/seed-${seed}`;
  const parameters = { ...NOTEBOOK_PARAMETERS, seed };
  const traffic = generateTraffic(parameters);
  const run = await runLab(traffic, parameters, { now: () => 0 });
  const report = reportOf(run);
  const notebook = readJsonFixture<NotebookReport>(`${folder}/report.json`);
  const verdicts = readCsvFixture(`${folder}/detectors.csv.gz`);

  test('draws its very flows, in its order', () => {
    const { flows } = traffic;
    if (flows === null) throw new Error('Generated traffic holds flows.');
    const recorded = readCsvFixture(`${folder}/flows.csv.gz`);
    const names = presentColumns(flows).map(({ name }) => name);
    // Behind the notebook's columns stand those that it does not have.
    expect(names.slice(0, recorded.size)).toEqual([...recorded.keys()]);
    expect(names.slice(recorded.size)).toEqual([
      'start_time',
      'originator_address',
      'originator_port',
      'responder_address',
    ]);
    for (const column of FLOW_COLUMNS.filter(({ name }) => recorded.has(name))) {
      const words = recorded.get(column.name) ?? [];
      const cells = words.map((_, row) => cellAt(flows, column, row));
      if (column.kind === 'number') {
        expect(largestError(cells.map(Number), words.map(Number)), column.name).toBeLessThan(DATA);
      } else expect(cells.map(String), column.name).toEqual(words);
    }
    expect(traffic.summary).toMatchObject({ total: 2210, normal: 1900, attack: 310 });
  });

  test('draws them to the last bit, but for 1 cell of 500 at most', () => {
    const recorded = readCsvFixture(`${folder}/flows.csv.gz`);
    for (const name of ['bytes_sent', 'bytes_recv', 'duration']) {
      const words = recorded.get(name) ?? [];
      const column = FLOW_COLUMNS.find((it) => it.name === name);
      const { flows } = traffic;
      if (flows === null || column === undefined) throw new Error(name);
      const off = words.filter((word, row) => cellAt(flows, column, row) !== Number(word));
      expect(off.length, name).toBeLessThanOrEqual(words.length / 500);
    }
  });

  test.each([
    ['features', run.engineered.features],
    ['scaled', run.scaled.matrix],
  ])('has its %s', (stage, x) => {
    const recorded = readMatrixFixture(`${folder}/${stage}.csv.gz`);
    expect(x.names).toEqual(recorded.names);
    expect(largestError(x.data, recorded.data)).toBeLessThan(DATA);
  });

  test('scales by its medians and ranges', () => {
    expect(largestError(report.scaler.center, notebook.scaler.center)).toBeLessThan(DATA);
    expect(largestError(report.scaler.scale, notebook.scaler.scale)).toBeLessThan(DATA);
  });

  test.each(run.detections)('every verdict of $detector is its own', ({ detector, assessment }) => {
    const recorded = (part: string) =>
      (verdicts.get(`${detector.replaceAll('-', '_')}_${part}`) ?? []).map(Number);
    expect([...assessment.predictions]).toEqual(recorded('prediction'));
    expect(largestError(assessment.scores, recorded('score'))).toBeLessThan(SCORES);
    expect(largestError(assessment.decisions, recorded('decision'))).toBeLessThan(SCORES);
  });

  test.each([...NOTEBOOK_DETECTORS.entries()])(
    'measures detector %i, %s, as it does',
    (at, name) => {
      const key = name.replaceAll('-', '_');
      const measured = report.detectors[name];
      const { Precision, Recall, F1 } = notebook.models[at];
      expect(measured.confusion).toEqual(notebook.confusion[key]);
      expect([measured.precision, measured.recall, measured.f1]).toEqual([Precision, Recall, F1]);
      expect(measured.rocAuc).toBeCloseTo(notebook.roc_auc[key], 12);
      expect(measured.averagePrecision).toBeCloseTo(notebook.average_precision[key], 12);
    },
  );

  test('sets its thresholds', () => {
    const offsets = NOTEBOOK_DETECTORS.map((name) => report.detectors[name].offset);
    const recorded = [
      notebook.isolation_forest_offset,
      notebook.one_class_svm.offset,
      notebook.local_outlier_factor_offset,
    ];
    expect(largestError(offsets, recorded)).toBeLessThan(DATA);
  });

  test('solves the One-Class SVM in as many steps, to as many support vectors', () => {
    const facts = new Map(
      report.detectors['one-class-svm'].facts.map(({ name, value }) => [name, value]),
    );
    expect(facts.get('iterations')).toBe(notebook.one_class_svm.iterations);
    expect(facts.get('support vectors')).toBe(notebook.one_class_svm.support_vectors);
    const { gamma } = notebook.one_class_svm;
    expect(Math.abs(Number(facts.get('gamma')) / gamma - 1)).toBeLessThan(DATA);
  });

  test('finds the same share of every attack, and the same fifteen flows most anomalous', () => {
    const forest = report.detectors['isolation-forest'];
    expect(forest.detectionRate).toEqual(notebook.detection_rate);
    expect(forest.topAnomalies).toEqual(notebook.top_anomalies);
  });
});
