import { formatApart, formatCount, formatScore } from '../../charts/format.ts';
import { trackPlace } from '../../eval/explain-flow.ts';
import { detectorFacts } from '../../pipeline/detecting/detector-table.ts';
import type { FlowExplanation } from '../../pipeline/run/explain.ts';
import { verdictInWords } from '../../pipeline/traffic/verdicts.ts';

interface Props {
  readonly explanation: FlowExplanation;
  /** Whether the truth shows, and with it what the verdict is worth. */
  readonly told: boolean;
}

/** What each detector says of the flow: its verdict, and its score beside the threshold. */
export function FlowVerdicts({ explanation: { detections, total }, told }: Props) {
  if (detections.length === 0) return null;
  return (
    <div>
      <ul class="flow-verdicts">
        {detections.map((detection) => (
          <VerdictBox key={detection.detector} {...detection} total={total} told={told} />
        ))}
      </ul>
      <p class="meaning">
        Tracks show ranks: flows without an alert left of the line, alerts right of it.
        {detections.some(({ atThreshold }) => atThreshold) && ` ${AT_THRESHOLD}`}
      </p>
    </div>
  );
}

type BoxProps = FlowExplanation['detections'][number] & {
  readonly total: number;
  readonly told: boolean;
};

function VerdictBox(props: BoxProps) {
  const { detector, anomalyScore, threshold, verdict, rank, alerts, total, told } = props;
  const place = trackPlace(rank, alerts, total);
  return (
    <li>
      <span>{detectorFacts(detector).title}</span>
      <VerdictWord {...props} />
      <span class="score-track" aria-hidden="true">
        <i style={{ left: `${100 * place}%` }} />
      </span>
      <span class="score" title={`score ${anomalyScore}, threshold ${threshold}`}>
        {scoreWords(props)}
      </span>
      <span class="score">{told ? verdictInWords(verdict) : ''}</span>
      <span class="score">
        {ordinal(rank)} of {formatCount(total)}
      </span>
    </li>
  );
}

/** What a verdict is drawn from. */
interface Judged {
  readonly anomalyScore: number;
  readonly threshold: number;
  readonly alert: boolean;
  /** Whether the two differ by no more than the solver's error. */
  readonly atThreshold: boolean;
}

/** Alert or no alert, or that chance decides. */
export function VerdictWord({ alert, atThreshold }: Judged) {
  if (atThreshold) return <strong title={AT_THRESHOLD}>at the threshold</strong>;
  return (
    <strong class={alert ? 'kind attack' : 'kind normal'}>{alert ? 'alert' : 'no alert'}</strong>
  );
}

/** The score beside the threshold, with as many digits as tell them apart where they do differ. */
export function scoreWords({ anomalyScore, threshold, alert, atThreshold }: Judged): string {
  if (atThreshold)
    return `${formatScore(anomalyScore)}, counted as ${alert ? 'an alert' : 'no alert'}`;
  const [score, limit] = formatApart(anomalyScore, threshold);
  return `${score}; alert above ${limit}`;
}

const AT_THRESHOLD =
  'At the threshold: score and threshold differ by no more than the error of the solver. Chance decides this verdict.';

/** `1st`, `2nd`, `3rd`, `4th`, `11th`, `1,021st`. */
function ordinal(rank: number): string {
  const teens = rank % 100 >= 11 && rank % 100 <= 13;
  const ending = teens ? 'th' : (['th', 'st', 'nd', 'rd'][rank % 10] ?? 'th');
  return `${formatCount(rank)}${ending}`;
}
