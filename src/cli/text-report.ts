import { entryAt } from '../data/entry-at.ts';
import type { FlowColumn } from '../data/flow-columns.ts';
import { cellAt } from '../data/flow-rows.ts';
import type { FlowTable } from '../data/flow-table.ts';
import type { Difficulty } from '../eval/per-attack.ts';
import { baselineReport } from '../pipeline/baseline/baseline-report.ts';
import { detectorFacts } from '../pipeline/detecting/detector-table.ts';
import type { DetectorName } from '../pipeline/parameters/lab-parameters.ts';
import type { Detection } from '../pipeline/run/detect.ts';
import type { LabRun } from '../pipeline/run/lab.ts';
import { expectedFit, type LearningSample } from '../pipeline/run/learning-sample.ts';
import { remarksOfRun } from '../pipeline/run/remarks-of-run.ts';
import { aboutTime, estimateInWords, sampleSentence } from '../pipeline/run/sample-words.ts';
import { takeawaysOf } from '../pipeline/run/takeaways.ts';
import { many } from '../pipeline/run/words.ts';
import { topColumns } from '../pipeline/traffic/top-columns.ts';
import { attacksByCount, busiestPortsTitle } from '../pipeline/traffic/traffic-summary.ts';

import { importLines } from './files/import-text.ts';
import { columns, fixed, section } from './layout.ts';

/** The whole run as text, section by section like the notebook. */
export function textReport(run: LabRun): string {
  const sections = [
    ['Import', importLines(run.traffic)],
    ['Traffic', trafficLines(run)],
    ['Engineered features', featureLines(run)],
    ['Feature matrix', matrixLines(run)],
    ['What was learnt from', baselineLines(run)],
    ...run.detections.map((detection) => [titleOf(detection), detectionLines(detection)] as const),
    ['Comparison', comparisonLines(run)],
    ...run.detections.flatMap((detection) => [
      [`${titleOf(detection)}: most anomalous flows`, topLines(run, detection)] as const,
      [`${titleOf(detection)}: by type of traffic`, typeLines(detection)] as const,
    ]),
    ['Remarks', remarkLines(run)],
    ['Takeaways', takeawayLines(run)],
  ] as const;
  return sections
    .filter(([, lines]) => lines.length > 0)
    .map(([title, lines]) => section(title, lines))
    .join('\n');
}

const UNLABELLED_NOTE =
  'The traffic has no labels: detectors rank it and raise alerts, but cannot be judged.';

function trafficLines({ traffic }: LabRun): string[] {
  const { total, normal, attack, unlabelled, busiestPorts } = traffic.summary;
  const share = total === unlabelled ? 0 : (100 * attack) / (normal + attack);
  return [
    `${total} flows (${traffic.format})`,
    ...(unlabelled === total
      ? [UNLABELLED_NOTE]
      : [`${normal} normal, ${attack} attacks (${share.toFixed(1)} %), ${unlabelled} unlabelled`]),
    ...(unlabelled < total ? ['', 'Flows per attack'] : []),
    ...attacksByCount(traffic.summary).map(({ type, flows }) => `  ${type}: ${flows}`),
    ...(busiestPorts === null ? [] : ['', busiestPortsTitle(traffic.summary)]),
    ...(busiestPorts ?? []).map(({ port, flows }) => `  ${port}: ${flows}`),
  ];
}

function featureLines({ engineered }: LabRun): string[] {
  const { features, classMeans, patterns, fromFlows } = engineered;
  const judged = classMeans.filter(({ normal, attack }) => normal !== null || attack !== null);
  return [
    `${features.columns} ${fromFlows ? 'engineered features' : 'columns of the table'}`,
    ...(judged.length > 0 ? ['', columns(['mean of', 'normal', 'attack'])] : []),
    ...judged.map(({ name, normal, attack }) =>
      columns([name, fixed(normal, 2), fixed(attack, 2)]),
    ),
    ...(patterns.length > 0 ? [''] : []),
    ...patterns.map(({ flows, title }) => `${flows} flows ${title}`),
  ];
}

function matrixLines({ scaled }: LabRun): string[] {
  const { matrix, scaler, formulas } = scaled;
  return [
    `${matrix.rows} × ${matrix.columns}, scaler: ${scaler.kind}`,
    `${columns(['feature', 'centre', 'scale'])}  formula`,
    ...matrix.names.map((name, j) => {
      const learnt = [scaler.center, scaler.scale].map((of) =>
        entryAt(of, j, 'column').toPrecision(6),
      );
      return `${columns([name, ...learnt])}  ${formulas[j]}`.trimEnd();
    }),
  ];
}

function baselineLines(run: LabRun): string[] {
  const { sentence, warnings, drift } = baselineReport(run);
  return [
    sentence,
    ...warnings.map((warning) => `! ${warning}`),
    ...(drift === null
      ? []
      : [
          '',
          drift.summary,
          columns(['feature', 'drift', 'stability', 'KS distance', 'outside', 'median', 'before']),
          ...drift.features.map((feature) =>
            columns([
              feature.name,
              feature.verdict,
              fixed(feature.stabilityIndex, 3),
              fixed(feature.distance, 3),
              percent(feature.outside),
              feature.median.toPrecision(4),
              feature.referenceMedian.toPrecision(4),
            ]),
          ),
          '',
          ...drift.features
            .filter(({ verdict }) => verdict === 'drifted')
            .map((feature) => feature.sentence),
        ]),
  ];
}

function detectionLines(detection: Detection): string[] {
  const { evaluation, facts, warnings, milliseconds, offset, own, sampled } = detection;
  const { confusion } = evaluation;
  return [
    `${evaluation.predictedAnomalies} alerts` +
      (evaluation.actualAnomalies === null ? '' : `, ${evaluation.actualAnomalies} attacks`),
    ...(offset === own.threshold
      ? []
      : [`alerts below ${offset}, set by hand; its own threshold is ${own.threshold}`]),
    ...(confusion === null
      ? [UNLABELLED_NOTE]
      : [
          `precision ${fixed(evaluation.precision, 3)}, recall ${fixed(evaluation.recall, 3)}, F1 ${fixed(evaluation.f1, 3)}`,
          '',
          columns(['', 'called normal', 'called anomaly']),
          columns(['normal', String(confusion.tn), String(confusion.fp)]),
          columns(['attack', String(confusion.fn), String(confusion.tp)]),
        ]),
    '',
    ...facts.map(({ name, value }) => `${name}: ${value}`),
    `fit ${milliseconds.fit.toFixed(0)} ms, score ${milliseconds.score.toFixed(0)} ms`,
    ...(sampled === undefined ? [] : sampleLines(detection, sampled)),
    ...[...warnings, ...evaluation.warnings].map((warning) => `! ${warning}`),
  ];
}

/** What it has learnt from, and how long all of it would take. */
function sampleLines({ detector, trainedOn }: Detection, sampled: LearningSample): string[] {
  const { growth, of } = sampled;
  const time = growth && expectedFit(growth, of);
  const told = growth && time ? `: ${aboutTime(time)}, ${estimateInWords(growth)}` : '';
  return [
    sampleSentence(trainedOn, sampled),
    `--${detector}-sample all learns from all flows${told}`,
  ];
}

function comparisonLines({ compared, traffic }: LabRun): string[] {
  if (traffic.summary.unlabelled === traffic.summary.total) return agreementLines(compared);
  return [
    columns(['detector', 'alerts', 'precision', 'recall', 'F1', 'ROC AUC', 'avg. precision']),
    ...compared.comparison.rows.map((row) =>
      columns([
        row.name,
        String(row.predictedAnomalies),
        ...[row.precision, row.recall, row.f1, row.rocAuc, row.averagePrecision].map((value) =>
          fixed(value, 6),
        ),
      ]),
    ),
  ];
}

/** What can be said without labels. */
function agreementLines({ agreement }: LabRun['compared']): string[] {
  return [
    columns(['alert of', 'flows']),
    ...agreement.flaggedBy.map((flows, detectors) =>
      columns([detectors === 0 ? 'no detector' : many(detectors, 'detector'), String(flows)]),
    ),
    '',
    columns(['', 'alert of both', 'of either', 'both / either', 'kappa']),
    ...agreement.pairs.flatMap(({ first, second, both, either, jaccard, kappa }) => [
      `${detectorTitle(first)} and ${detectorTitle(second)}`,
      columns(['', String(both), String(either), fixed(jaccard, 3), fixed(kappa, 3)]),
    ]),
  ];
}

function topLines({ traffic }: LabRun, { assessment, evaluation }: Detection): string[] {
  const { flows, labels, summary } = traffic;
  const shown = topColumns(traffic);
  const labelled = summary.unlabelled < summary.total;
  return [
    columns([
      'row',
      ...shown.map(({ name }) => name.replace('_address', '')),
      'anomaly_score',
      ...(labelled ? ['label'] : []),
    ]),
    ...evaluation.topAnomalies.map((row) =>
      columns([
        String(row),
        ...shown.map((column) => shortCell(flows, column, row)),
        (-entryAt(assessment.scores, row, 'score')).toFixed(6),
        ...(labelled ? [String(labels.label[row])] : []),
      ]),
    ),
  ];
}

function shortCell(flows: FlowTable | null, column: FlowColumn, row: number): string {
  const value = flows === null ? undefined : cellAt(flows, column, row);
  return typeof value === 'number' && !Number.isInteger(value) ? value.toFixed(6) : String(value);
}

const BANDS: Readonly<Record<Difficulty, string>> = {
  hard: 'hard (below 50 %)',
  medium: 'medium (50 to 80 %)',
  easy: 'easy (80 % or more)',
};

function typeLines({ evaluation }: Detection): string[] {
  if (evaluation.perType === null || evaluation.rankedAttacks === null) return [];
  const normal = evaluation.perType.filter(({ label }) => label === 0);
  return [
    ...normal.map(
      ({ type, flows, rate }) => `${type}: ${flows} flows, false positive rate ${percent(rate)}`,
    ),
    ...(evaluation.rankedAttacks.length > 0 ? ['', 'Attacks, hardest to find first'] : []),
    ...evaluation.rankedAttacks.map(
      ({ type, flows, rate, interval, difficulty }) =>
        `  ${type}: ${percent(rate)} of ${flows} found ` +
        `(95 % interval ${percent(interval.low)} to ${percent(interval.high)}), ${BANDS[difficulty]}`,
    ),
  ];
}

function remarkLines(run: LabRun): string[] {
  return remarksOfRun(run).map(({ step, sentence }) => `${step}: ${sentence}`);
}

function takeawayLines(run: LabRun): string[] {
  return takeawaysOf({ ...run, flags: run.engineered.flags });
}

function titleOf({ detector }: Detection): string {
  return detectorFacts(detector).title;
}

function detectorTitle(name: string): string {
  return detectorFacts(name as DetectorName).title;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
