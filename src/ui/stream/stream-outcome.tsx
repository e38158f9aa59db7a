import { formatCount, formatMeasure, formatType } from '../../charts/format.ts';
import { ATTACK, NORMAL } from '../../data/flow-table.ts';
import { many, shareOf } from '../../pipeline/run/words.ts';
import type { StreamResult } from '../../worker/stream-protocol.ts';
import { DataTable } from '../kit/data-table.tsx';
import { saveFile } from '../kit/export-file.ts';

/** What a stream gave from its first flow to its last. */
export function StreamOutcome({ result }: { readonly result: StreamResult }) {
  const { report } = result;
  return (
    <section class="stream-outcome" aria-label="The whole stream">
      <h4>The whole stream</h4>
      <p>{outcomeInWords(result)}</p>
      {report.judged === 0 ? (
        <p class="warning">
          The traffic ended before any flow was judged. Set a shorter warm-up or window.
        </p>
      ) : (
        <>
          <OverAll result={result} />
          <ByType result={result} />
        </>
      )}
      <Files result={result} />
    </section>
  );
}

function outcomeInWords({ report, driftFrom }: StreamResult): string {
  const { flows, byTime, flowsPerSecond, warmUp, judged, alerts, drifts } = report;
  const order = byTime ? 'in order of time' : 'in the order of their rows, as they have no times';
  const fresh =
    driftFrom > 0 ? ` A new application came in at flow ${formatCount(driftFrom)}.` : '';
  return (
    `${many(flows, 'flow')} ${order}: ${formatCount(warmUp)} warmed the detector up, ` +
    `${formatCount(judged)} were judged, ${many(alerts, 'alert')} and ${many(drifts, 'report')} of drift came of them.` +
    `${fresh} Scoring alone could have taken ${formatCount(flowsPerSecond)} flows a second here.`
  );
}

function OverAll({ result: { report } }: { readonly result: StreamResult }) {
  const { prequential, rocAuc, averagePrecision } = report;
  const { truePositives, falsePositives, falseNegatives, trueNegatives } = prequential;
  if (truePositives + falsePositives + falseNegatives + trueNegatives === 0) {
    return (
      <p class="not-yet">No judged flow has a label, so nobody can say which alerts are right.</p>
    );
  }
  const share = (part: number, rest: number) => (part + rest === 0 ? null : part / (part + rest));
  return (
    <DataTable
      caption="Judged as they came"
      columns={['', 'precision', 'recall', 'ROC AUC', 'average precision']}
      rows={[
        [
          'over all judged flows',
          formatMeasure(share(truePositives, falsePositives)),
          formatMeasure(share(truePositives, falseNegatives)),
          formatMeasure(rocAuc),
          formatMeasure(averagePrecision),
        ],
        [
          'at the end, recent flows count more',
          formatMeasure(prequential.precision),
          formatMeasure(prequential.recall),
          formatMeasure(prequential.rocAuc),
          '–',
        ],
      ]}
    />
  );
}

function ByType({ result: { report } }: { readonly result: StreamResult }) {
  const word = (label: number) =>
    label === ATTACK ? 'attack' : label === NORMAL ? 'normal' : 'unlabelled';
  return (
    <DataTable
      caption="Alerts by type of traffic"
      columns={['type', 'what it is', 'judged flows', 'alerts', 'share']}
      rows={report.types.map(({ type, label, flows, alerts }) => [
        formatType(type),
        word(label),
        formatCount(flows),
        formatCount(alerts),
        shareOf(alerts / flows),
      ])}
      words={[0, 1]}
    />
  );
}

function Files({ result: { files, kept, report } }: { readonly result: StreamResult }) {
  return (
    <p class="stream-files">
      <button type="button" onClick={() => saveFile(files.csv, 'stream-alerts.csv')}>
        Save the alerts as CSV
      </button>{' '}
      <button type="button" onClick={() => saveFile(files.jsonl, 'stream-alerts.jsonl')}>
        Save the alerts as JSON lines
      </button>{' '}
      <button type="button" onClick={() => saveFile(files.json, 'stream.json')}>
        Save the report as JSON
      </button>{' '}
      {kept < report.alerts && (
        <span class="meaning">
          The files hold the last {formatCount(kept)} of {formatCount(report.alerts)} alerts.
        </span>
      )}
    </p>
  );
}
