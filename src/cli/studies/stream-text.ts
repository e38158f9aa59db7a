import { ATTACK, NORMAL } from '../../data/flow-table.ts';
import { NEW_APPLICATION } from '../../data/new-application.ts';
import { momentText } from '../../pipeline/baseline/baseline-time.ts';
import { countOf, many, shareOf } from '../../pipeline/run/words.ts';
import type { StreamAlert } from '../../pipeline/stream/stream.ts';
import { streamDetectorFacts } from '../../pipeline/stream/stream-detectors.ts';
import { firstReports, type StreamDrift } from '../../pipeline/stream/stream-drift.ts';
import type { StreamPlan } from '../../pipeline/stream/stream-plan.ts';
import { reasonsInWords } from '../../pipeline/stream/stream-reasons.ts';
import type { StreamReport } from '../../pipeline/stream/stream-recorder.ts';
import type { Traffic } from '../../pipeline/traffic/generate.ts';

import { importLines } from '../files/import-text.ts';
import { columns, fixed, section } from '../layout.ts';

/** In the text; the JSON has more. */
const SHOWN_ALERTS = 10;
const SHOWN_DRIFTS = 20;

/** What a stream gave, section by section. */
export function streamText(traffic: Traffic, plan: StreamPlan, report: StreamReport): string {
  const { title } = streamDetectorFacts(plan.parameters.streamDetector);
  const sections = [
    ['Import', importLines(traffic)],
    [`Stream: ${title}`, flowLines(report)],
    ['Judged as they came', figureLines(report)],
    ['Alerts by type of traffic', typeLines(report)],
    ['Drift', driftLines(plan, report)],
    ['The last alerts', alertLines(report)],
  ] as const;
  return sections
    .filter(([, lines]) => lines.length > 0)
    .map(([name, lines]) => section(name, lines))
    .join('\n');
}

function flowLines(report: StreamReport): string[] {
  const { flows, byTime, seconds, flowsPerSecond, warmUp, unjudged, judged } = report;
  const order = byTime ? 'in order of time' : 'in the order of their rows';
  return [
    `${many(flows, 'flow')} ${order}, ${countOf(flowsPerSecond)} a second (${seconds.toFixed(2)} s)`,
    `${countOf(warmUp)} of them warmed up: learnt, not scored`,
    `${countOf(unjudged)} were scored before there was a threshold`,
    `${countOf(judged)} were held against a threshold that followed the scores`,
    ...(judged === 0
      ? [
          'The traffic ended too soon to judge any: a shorter --stream-warm-up and --stream-window help.',
        ]
      : []),
  ];
}

function figureLines({ judged, alerts, prequential, ...all }: StreamReport): string[] {
  const { precision, recall, rocAuc } = prequential;
  const { truePositives, falsePositives, falseNegatives, trueNegatives } = prequential;
  if (judged === 0) return [];
  const labelled = truePositives + falsePositives + falseNegatives + trueNegatives;
  const rate = judged === 0 ? '' : `, ${shareOf(alerts / judged)} of those judged`;
  if (labelled === 0) {
    return [
      `${many(alerts, 'alert')}${rate}`,
      'No judged flow has a label: nothing to tell how good they are.',
    ];
  }
  return [
    `${many(alerts, 'alert')}${rate}`,
    `${countOf(truePositives)} of ${many(truePositives + falseNegatives, 'attack')} raised one, and ${countOf(falsePositives)} of ${many(falsePositives + trueNegatives, 'normal flow')}`,
    '',
    columns(['', 'precision', 'recall', 'ROC AUC', 'avg. precision']),
    columns(['at the end', ...[precision, recall, rocAuc].map((one) => fixed(one, 6))]),
    columns([
      'over all',
      fixed(truePositives / (truePositives + falsePositives), 6),
      fixed(truePositives / (truePositives + falseNegatives), 6),
      fixed(all.rocAuc, 6),
      fixed(all.averagePrecision, 6),
    ]),
    '',
    'At the end: precision and recall count a flow for .999 of what the next one counts; the area is',
    'that of the last 1,000 flows.',
  ];
}

function typeLines({ types }: StreamReport): string[] {
  const word = (label: number) =>
    label === ATTACK ? 'attack' : label === NORMAL ? '' : 'unlabelled';
  if (types.length === 0) return [];
  return [
    columns(['type', '', 'flows', 'alerts', 'share']),
    ...types.map(({ type, label, flows, alerts }) =>
      columns([type, word(label), ...[flows, alerts].map(countOf), shareOf(alerts / flows)]),
    ),
  ];
}

function driftLines(plan: StreamPlan, { judged, drifts, lastDrifts }: StreamReport): string[] {
  if (judged === 0) return [];
  const first = firstReports(lastDrifts);
  const { driftFrom } = plan.parameters;
  const fresh = plan.order.length - plan.trafficRows;
  return [
    ...(driftFrom === 0
      ? []
      : [
          `A new application, ${NEW_APPLICATION.title.toLowerCase()}, set in after flow ${countOf(driftFrom)}: ${many(fresh, 'flow')}.`,
        ]),
    drifts === 0 ? 'ADWIN found no drift.' : `ADWIN reported ${many(drifts, 'change')} of a mean.`,
    ...(first.length > SHOWN_DRIFTS ? [`The last ${SHOWN_DRIFTS}:`] : []),
    ...first.slice(-SHOWN_DRIFTS).map((drift) => driftLine(drift, plan)),
  ];
}

function driftLine(
  { place, since, feature, before, after }: StreamDrift,
  plan: StreamPlan,
): string {
  const means = `${before.toPrecision(4)} to ${after.toPrecision(4)}`;
  const row = plan.order[since];
  const start = row === undefined ? undefined : plan.times?.[row];
  const time = start === undefined ? '' : ` (${momentText(start)})`;
  return `  ${feature ?? 'score'}: ${means}, since about flow ${countOf(since)}${time}, noticed at flow ${countOf(place)}`;
}

function alertLines({ lastAlerts, alerts }: StreamReport): string[] {
  if (alerts === 0) return [];
  return lastAlerts.slice(-SHOWN_ALERTS).flatMap(alertLine);
}

function alertLine({ place, row, time, score, threshold, type, reasons }: StreamAlert): string[] {
  const when = time === null ? '' : `, ${momentText(time)}`;
  return [
    `flow ${countOf(place)} (row ${row}${when}), ${type}: ${score.toFixed(6)} > ${threshold.toFixed(6)}`,
    `  ${reasonsInWords(reasons)}`,
  ];
}
