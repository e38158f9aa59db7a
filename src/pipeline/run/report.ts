import { UNLABELLED } from '../../data/flow-table.ts';
import { confusionTable } from '../../eval/confusion.ts';
import type { Histogram } from '../../eval/distributions/histogram.ts';
import { HALVES_SEED } from '../../eval/halves.ts';
import type { DetectorCurves } from '../../eval/thresholds/curve-points.ts';
import { dailyAlertsAt } from '../../eval/thresholds/daily-alerts.ts';
import { DAILY_BASE } from '../../eval/thresholds/daily-base.ts';
import { baselineReport } from '../baseline/baseline-report.ts';
import { attacksByCount } from '../traffic/traffic-summary.ts';
import type { Detection } from './detect.ts';
import type { ScoreDistribution } from './evaluate.ts';
import type { LabRun } from './lab.ts';
import { expectedFit, type LearningSample } from './learning-sample.ts';
import { remarksOfRun } from './remarks-of-run.ts';
import { takeawaysOf } from './takeaways.ts';

/** The whole run as plain JSON: every figure that the lab shows. What needs labels is null without them. */
export function reportOf(run: LabRun) {
  const { parameters, traffic, engineered, scaled, detections, compared, scores } = run;
  const { total, normal, attack, unlabelled, types, busiestPorts } = traffic.summary;
  const labelled = unlabelled < total;
  return {
    parameters,
    format: traffic.format,
    flows: {
      total,
      normal: labelled ? normal : null,
      attack: labelled ? attack : null,
      unlabelled,
      byType: labelled ? byType(types) : null,
      attacks: labelled ? attacksByCount(traffic.summary) : null,
      busiestPorts,
    },
    import: traffic.imported,
    features: scaled.matrix.names,
    formulas: scaled.formulas,
    engineered: {
      features: engineered.features.names,
      classMeans: engineered.classMeans,
      patterns: engineered.patterns,
      distributions: engineered.distributions.map(({ feature, classes }) => ({
        feature,
        classes: classes.map(({ name, summary, linear, logarithmic }) => ({
          name,
          summary,
          linear: plainHistogram(linear),
          logarithmic: plainHistogram(logarithmic),
        })),
      })),
    },
    baseline: baselineReport(run),
    scaler: scaled.scaler,
    shape: { rows: scaled.matrix.rows, columns: scaled.matrix.columns },
    detectors: Object.fromEntries(
      detections.map((detection, at) => [
        detection.detector,
        {
          ...detectionReport(detection),
          scores: scoreReport(scores[at]),
          curves: curvesReport(scores[at].curves),
          monday: dailyAlertsReport(scores[at]),
        },
      ]),
    ),
    comparison: compared,
    remarks: remarksOfRun(run),
    takeaways: takeawaysOf({ ...run, flags: engineered.flags }),
  };
}

/** Flows per type; unlabelled ones under `unknown`. */
function byType(types: LabRun['traffic']['summary']['types']): Record<string, number> {
  // A file may name a type like something that every object has.
  const counts = new Map<string, number>();
  for (const { type, label, flows } of types) {
    const name = label === UNLABELLED ? 'unknown' : type;
    counts.set(name, (counts.get(name) ?? 0) + flows);
  }
  return Object.fromEntries(counts);
}

function detectionReport({ evaluation, ...detection }: Detection) {
  const { confusion, perType, rankedAttacks, warnings, ...measures } = evaluation;
  return {
    ...measures,
    confusion: confusion && confusionTable(confusion),
    offset: detection.offset,
    ownOffset: detection.own.threshold,
    detectionRate: rankedAttacks && Object.fromEntries(rankedAttacks.map((a) => [a.type, a.rate])),
    perType,
    rankedAttacks,
    trainedOn: detection.trainedOn,
    heldOut: detection.heldOut,
    facts: detection.facts,
    // Only networks are trained in epochs.
    ...(detection.curves && { training: detection.curves }),
    warnings: [...detection.warnings, ...warnings],
    milliseconds: detection.milliseconds,
    // Only those of more flows than a detector learns from are sampled.
    ...(detection.sampled && { sampled: sampledReport(detection.trainedOn, detection.sampled) }),
  };
}

function sampledReport(trainedOn: number, { of, growth }: LearningSample) {
  const all = { rows: of, milliseconds: growth && expectedFit(growth, of) };
  return { trainedOn, of, growth, all };
}

function scoreReport({ classes, percentile90, threshold, heldOutF1 }: ScoreDistribution) {
  return {
    percentile90,
    threshold,
    heldOutF1: heldOutF1 && { ...heldOutF1, seed: HALVES_SEED },
    classes: classes.map(({ name, histogram }) => ({ name, histogram: plainHistogram(histogram) })),
  };
}

/** Thresholds on the screen's axis, higher = more anomalous; the first of the ROC curve flags nothing. */
function curvesReport(curves: DetectorCurves | null) {
  if (curves === null) return null;
  const { roc, precisionRecall, ...readings } = curves;
  return {
    ...readings,
    roc: {
      falsePositiveRate: [...roc.falsePositiveRate],
      truePositiveRate: [...roc.truePositiveRate],
      thresholds: Array.from(roc.thresholds, (score) => (Number.isFinite(score) ? -score : null)),
    },
    precisionRecall: {
      precision: [...precisionRecall.precision],
      recall: [...precisionRecall.recall],
      thresholds: Array.from(precisionRecall.thresholds, (score) => -score),
    },
  };
}

function dailyAlertsReport({ inForce }: ScoreDistribution) {
  const day = dailyAlertsAt(DAILY_BASE, inForce);
  return day && { ...DAILY_BASE, ...day };
}

/** Typed arrays would turn into objects with a key per element. */
function plainHistogram({ edges, counts, density, leftOut }: Histogram) {
  return { edges: [...edges], counts: [...counts], density: [...density], leftOut };
}
