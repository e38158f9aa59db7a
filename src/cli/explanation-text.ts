import { detectorFacts } from '../pipeline/detecting/detector-table.ts';
import type { FlowExplanation } from '../pipeline/run/explain.ts';
import { verdictInWords } from '../pipeline/traffic/verdicts.ts';
import type { Reasons } from '../pipeline/what-if/reasons.ts';
import { section } from './layout.ts';

/** One flow explained, and why each detector says what it says. */
type ExplainedFlow = FlowExplanation & { readonly reasons: readonly Reasons[] };

/** Reasons that are told of a detector. */
const MOST_REASONS = 3;

/** One flow explained, as a section of the text report. */
export function explanationText(explanation: ExplainedFlow): string {
  const { row, total, type, profile, detections, comparedWith, features } = explanation;
  const technique = profile?.technique;
  const lines = [
    `type: ${type}${technique === undefined ? '' : ` (ATT&CK ${technique.id} ${technique.name})`}`,
    ...detections.map(
      ({ detector, anomalyScore, verdict, rank }) =>
        `${detectorFacts(detector).title}: score ${anomalyScore.toFixed(6)}, rank ${rank} of ${total}, ${verdictInWords(verdict)}`,
    ),
    '',
    ...explanation.reasons.flatMap(reasonLines),
    ...errorLines(explanation),
    '',
    `Compared with ${comparedWith.count} ${comparedWith.flows}: middle nine tenths and percentile`,
    line(['feature', 'value', 'from', 'to', 'percentile']),
    ...features.map(({ name, value, low, high, percentile }) =>
      line([name, ...[value, low, high].map(short), percentile.toFixed(2)]),
    ),
  ];
  return `\n${section(`Flow ${row} explained`, lines)}`;
}

function reasonLines({ answer: { detector, alert }, reasons, sentence }: Reasons): string[] {
  const told = reasons.slice(0, MOST_REASONS).map((one) => one.sentence);
  return [
    `Why the ${detectorFacts(detector).title} ${alert ? 'raises an alert' : 'scores it so'}:`,
    ...(told.length > 0 ? told : [sentence]).map((line) => `  ${line}`),
  ];
}

/** What the autoencoder cannot give back. */
function errorLines({ errorShares }: FlowExplanation): string[] {
  if (errorShares === null) return [];
  const parts = errorShares.map(({ name, share }) => `${name} ${(100 * share).toFixed(1)} %`);
  return ['', `Error of the Autoencoder by feature: ${parts.join(', ')}`];
}

function short(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toPrecision(6);
}

function line([first, ...rest]: readonly [string, ...string[]]): string {
  return `${first.padEnd(22)}${rest.map((cell) => cell.padStart(15)).join('')}`;
}
