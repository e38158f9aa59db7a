import { permutation } from '../../../data/distributions.ts';
import { gather } from '../../../data/flow-rows.ts';
import { ATTACK, NORMAL } from '../../../data/flow-table.ts';
import { createRandomSource } from '../../../data/random.ts';
import { type BinaryMetrics, confusionMatrix, metricsOf } from '../../../eval/confusion.ts';
import { pointAdjusted } from '../../../eval/point-adjust.ts';
import { dailyAlertsOf } from '../../../eval/thresholds/daily-alerts.ts';
import { DAILY_BASE } from '../../../eval/thresholds/daily-base.ts';
import { bestF1Threshold, predictionsAt } from '../../../eval/thresholds/thresholds.ts';
import { wilsonInterval } from '../../../eval/wilson.ts';
import { takeMatrixRows } from '../../../features/matrix.ts';
import type { Assessment } from '../../../models/detector.ts';
import { cutsAmong, type Ground, learnAndJudge, learntRows } from './ground.ts';
import type { PitfallFigures } from './plan.ts';

/** Mistakes made with the answers of a detector that has learnt rightly. */
interface Answered extends Ground {
  /** Of all flows. */
  readonly said: Assessment;
}

/** Labelled by the alerts of a simple rule; and rightly. */
export function wrongLabels(ground: Answered): PitfallFigures {
  const { features, labels, parts, said, context } = ground;
  const simple = { ...ground.parameters, detectors: ['interquartile-fence'] };
  const learnt = takeMatrixRows(features, learntRows(ground));
  const rule = learnAndJudge({ parameters: simple, context }, learnt, features);
  const wrong = labels.label.map((value, row) =>
    value === ATTACK && rule.predictions[row] !== -1 ? NORMAL : value,
  );
  return {
    published: metricsAmong(parts.test, wrong, said.predictions).recall,
    honest: metricsAmong(parts.test, labels.label, said.predictions).recall,
    naive: null,
  };
}

/** The threshold of the best F1 on the test flows; and the one of other flows. */
export function tuning({ labels: { label }, parts, said: { scores } }: Answered): PitfallFigures {
  const chosenOn = (rows: Uint32Array) => {
    const best = bestF1Threshold(cutsAmong(scores, label, rows));
    if (best === null) throw new Error('Each part has attacks.');
    return metricsAmong(parts.test, label, predictionsAt(scores, best.threshold)).f1;
  };
  return { published: chosenOn(parts.test), honest: chosenOn(parts.validation), naive: null };
}

/** The precision among the test flows; and where attacks are as rare as on a network. */
export function baseRate({ labels: { label }, parts, said }: Answered): PitfallFigures {
  const test = gather(label, parts.test);
  const confusion = confusionMatrix(test, gather(said.predictions, parts.test));
  const { precision, recall, falsePositiveRate } = metricsOf(confusion);
  const falsePositiveInterval = wilsonInterval(confusion.fp, confusion.fp + confusion.tn);
  const day = dailyAlertsOf(DAILY_BASE, { recall, falsePositiveRate, falsePositiveInterval });
  return { published: precision, honest: day.precision ?? 0, naive: null };
}

/** Accuracy; and balanced accuracy, which is 0.5 for who knows nothing. */
export function accuracy({ labels: { label }, parts, said }: Answered): PitfallFigures {
  const judged = metricsAmong(parts.test, label, said.predictions);
  const silent = new Int8Array(label.length).fill(1);
  return {
    published: judged.accuracy,
    honest: (judged.recall + 1 - judged.falsePositiveRate) / 2,
    naive: metricsAmong(parts.test, label, silent).accuracy,
  };
}

/** F1 after point adjustment in order of time; and flow by flow. */
export function pointAdjust({ flows, labels, parts, parameters, said }: Answered): PitfallFigures {
  const { startTime } = flows;
  if (startTime === undefined) throw new Error('Generated flows have times.');
  const inTime = parts.test.toSorted((a, b) => startTime[a] - startTime[b] || a - b);
  const label = gather(labels.label, inTime);
  const predictions = gather(said.predictions, inTime);
  const f1Of = (of: Int8Array) => metricsOf(confusionMatrix(label, of)).f1;
  const source = createRandomSource(`${parameters.seed}, at random`);
  const shuffled = gather(predictions, permutation(source, predictions.length));
  return {
    published: f1Of(pointAdjusted(label, predictions)),
    honest: f1Of(predictions),
    naive: f1Of(pointAdjusted(label, shuffled)),
  };
}

function metricsAmong(rows: Uint32Array, label: Int8Array, predictions: Int8Array): BinaryMetrics {
  return metricsOf(confusionMatrix(gather(label, rows), gather(predictions, rows)));
}
