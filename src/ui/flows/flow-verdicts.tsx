import { formatApart, formatCount } from '../../charts/format.ts';
import { trackPlace } from '../../eval/explain-flow.ts';
import { detectorFacts } from '../../pipeline/detecting/detector-table.ts';
import type { FlowExplanation } from '../../pipeline/run/explain.ts';

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
      </p>
    </div>
  );
}

type BoxProps = FlowExplanation['detections'][number] & {
  readonly total: number;
  readonly told: boolean;
};

function VerdictBox(props: BoxProps) {
  const { detector, anomalyScore, threshold, alert, verdict, rank, alerts, total, told } = props;
  const [score, limit] = formatApart(anomalyScore, threshold);
  const place = trackPlace(rank, alerts, total);
  return (
    <li>
      <span>{detectorFacts(detector).title}</span>
      <strong class={alert ? 'kind attack' : 'kind normal'}>{alert ? 'alert' : 'no alert'}</strong>
      <span class="score-track" aria-hidden="true">
        <i style={{ left: `${100 * place}%` }} />
      </span>
      <span class="score" title={`score ${anomalyScore}, threshold ${threshold}`}>
        {score}; alert above {limit}
      </span>
      <span class="score">{told ? verdict : ''}</span>
      <span class="score">
        {ordinal(rank)} of {formatCount(total)}
      </span>
    </li>
  );
}

/** `1st`, `2nd`, `3rd`, `4th`, `11th`, `1,021st`. */
function ordinal(rank: number): string {
  const teens = rank % 100 >= 11 && rank % 100 <= 13;
  const ending = teens ? 'th' : (['th', 'st', 'nd', 'rd'][rank % 10] ?? 'th');
  return `${formatCount(rank)}${ending}`;
}
