import { useMemo } from 'preact/hooks';
import { formatCount, formatNumber, formatType } from '../../charts/format.ts';
import { categoryAt, textAt } from '../../data/flow-rows.ts';
import { type FlowTable, UNLABELLED } from '../../data/flow-table.ts';
import { type FeaturePlace, formatPercentile, STANDS_OUT } from '../../eval/explain-flow.ts';
import { detectorFacts } from '../../pipeline/detecting/detector-table.ts';
import { explainFlow, type FlowExplanation } from '../../pipeline/run/explain.ts';
import { lackedBy } from '../../pipeline/traffic/traffic-overview.ts';
import { ErrorShares } from '../detecting/error-shares.tsx';
import { clock, formatTime } from '../kit/clock.ts';
import { DataTable } from '../kit/data-table.tsx';
import { FlowTriage, markByKey } from '../triage/triage-flow.tsx';
import { CARD_HEADING, closeFlow } from './flow-selection.ts';
import { flowSource, type ShownFlows, useReference } from './flow-source.ts';

interface Props {
  readonly source: ShownFlows;
  readonly row: number;
}

/** One flow: what it is, what each detector says of it, and where its features lie. */
export function FlowCard({ source, row }: Props) {
  const { judgedFlows } = flowSource();
  const { traffic, engineered, learning } = source;
  const detections = judgedFlows.value;
  const reference = useReference(source);
  const explanation = useMemo(
    () =>
      reference === null || engineered === null || learning === null
        ? null
        : explainFlow(row, reference, { traffic, detections }, engineered, learning.scaler),
    [row, reference, traffic, engineered, learning, detections],
  );
  return (
    <section
      class="flow-card"
      aria-labelledby={CARD_HEADING}
      onKeyDown={(event) => {
        if (event.key === 'Escape') closeFlow();
        else if (isPlain(event)) markByKey(row, event.key);
      }}
    >
      <header>
        <h4 id={CARD_HEADING} tabIndex={-1}>
          Flow {row}
        </h4>
        <button type="button" onClick={closeFlow}>
          Close <span class="hidden">the card of flow {row}</span>
        </button>
      </header>
      {traffic.flows !== null && <Conversation flows={traffic.flows} row={row} />}
      <FlowTriage flows={traffic.flows} row={row} />
      {explanation === null ? (
        <p class="not-yet">
          {engineered === null
            ? 'How it compares with other flows will stand here once the features are there.'
            : 'Comparing it with the other flows …'}
        </p>
      ) : (
        <Explanation
          explanation={explanation}
          labelled={traffic.labels.label[row] !== UNLABELLED}
          unknown={traffic.flows?.unknown ? categoryAt(traffic.flows.unknown, row) : ''}
        />
      )}
    </section>
  );
}

function isPlain({ ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  return !ctrlKey && !metaKey && !altKey;
}

/** Who spoke with whom, when and how much, as far as the traffic says. */
function Conversation({ flows, row }: { readonly flows: FlowTable; readonly row: number }) {
  const word = (column: FlowTable['service']) => column && categoryAt(column, row);
  const from = [word(flows.originatorAddress), flows.originatorPort?.[row]];
  const time = flows.startTime?.[row];
  const facts = [
    ['from', from.filter((part) => part !== undefined).join(' port ')],
    ['to', `${word(flows.responderAddress) ?? ''} port ${flows.dstPort[row]}`.trim()],
    ['protocol', [categoryAt(flows.protocol, row), word(flows.service)].filter(Boolean).join(', ')],
    ['time', time === undefined ? '' : `${formatTime(time)} ${clock.value.zone}`],
    ['lasted', `${formatNumber(flows.duration[row])} s`],
    ['sent', amount(flows.bytesSent[row], flows.packetsSent[row])],
    ['answered', amount(flows.bytesRecv[row], flows.packetsRecv[row])],
    ['state', word(flows.connState) ?? ''],
    ['not known', word(flows.unknown) ?? ''],
    ['uid', flows.uid === undefined ? '' : textAt(flows.uid, row)],
    ['file', word(flows.sourceFile) ?? ''],
  ].filter(([, value]) => value !== '');
  return (
    <dl class="flow-facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function amount(bytes: number, packets: number): string {
  return `${formatNumber(Math.round(bytes))} bytes in ${formatNumber(packets)} packets`;
}

function Explanation({
  explanation,
  labelled,
  unknown,
}: {
  readonly explanation: FlowExplanation;
  readonly labelled: boolean;
  /** What the source could not tell of the flow. */
  readonly unknown: string;
}) {
  const { type, profile, detections, total, standsOut, comparedWith, features } = explanation;
  const technique = profile?.technique;
  return (
    <>
      {labelled ? (
        <p>
          It really is: <strong>{formatType(type)}</strong>.{' '}
          {technique !== undefined && (
            <>
              <a href={technique.link} rel="noreferrer">
                ATT&CK {technique.id} {technique.name}
              </a>{' '}
              ({technique.tactic}). What gives it away: {technique.givesAway}
            </>
          )}
        </p>
      ) : (
        <p>Nobody has said what it really is.</p>
      )}
      {detections.length > 0 && (
        <DataTable
          caption="What the detectors say"
          columns={['detector', 'verdict', 'anomaly score', 'rank']}
          rows={detections.map(({ detector, verdict, anomalyScore, rank }) => [
            detectorFacts(detector).title,
            verdict,
            anomalyScore.toFixed(6),
            `${ordinal(rank)} of ${formatCount(total)}`,
          ])}
          words={[0, 1]}
        />
      )}
      <p class="caption">What stands out</p>
      {standsOut.length === 0 ? (
        <p>No feature by itself: each lies where many {comparedWith.flows} lie.</p>
      ) : (
        <ul>
          {standsOut.map((sentence) => (
            <li key={sentence}>{sentence}.</li>
          ))}
        </ul>
      )}
      {explanation.errorShares !== null && <ErrorShares shares={explanation.errorShares} />}
      <DataTable
        caption={`Its features beside the middle nine tenths of ${formatCount(comparedWith.count)} ${comparedWith.flows}`}
        columns={['feature', 'value', 'lowest to highest', 'percentile', 'from', 'to']}
        rows={features.map((place) => [
          <FeatureName key="name" name={place.name} unknown={unknown} />,
          formatNumber(place.value),
          <PlaceBar key="bar" place={place} />,
          formatPercentile(place.percentile),
          formatNumber(place.low),
          formatNumber(place.high),
        ])}
      />
    </>
  );
}

/** A feature says so where zeros stand for something that it is computed from. */
function FeatureName({ name, unknown }: { readonly name: string; readonly unknown: string }) {
  const lacks = lackedBy(name, unknown);
  return (
    <>
      <code>{name}</code>
      {lacks.length > 0 && <span class="meaning"> {lacks.join(' and ')} not known</span>}
    </>
  );
}

/** The percentile as a mark on a line; the middle nine tenths of the line are thicker. */
function PlaceBar({ place: { percentile, below, above } }: { readonly place: FeaturePlace }) {
  const out = Math.max(below, above) >= STANDS_OUT;
  return (
    <span class={out ? 'place out' : 'place'} aria-hidden="true">
      <span style={{ left: `${percentile}%` }} />
    </span>
  );
}

/** `1st`, `2nd`, `3rd`, `4th`, `11th`, `1,021st`. */
function ordinal(rank: number): string {
  const teens = rank % 100 >= 11 && rank % 100 <= 13;
  const ending = teens ? 'th' : (['th', 'st', 'nd', 'rd'][rank % 10] ?? 'th');
  return `${formatCount(rank)}${ending}`;
}
