import { formatCount } from '../../charts/format.ts';
import type { ComparisonRow } from '../../eval/compare.ts';
import {
  type FigureChange,
  figuresMovedSince,
  type PinnedRun,
  settingsSince,
} from '../../notebook/pins.ts';
import { detectorFacts } from '../../pipeline/detecting/detector-table.ts';
import type { DetectorName } from '../../pipeline/parameters/lab-parameters.ts';
import { DataTable } from '../kit/data-table.tsx';
import { notebook, pinned } from '../lab.ts';
import { sourceName } from './source-name.ts';

/** Keeps this run's figures, and shows what has changed since. */
export function PinnedComparison({ rows }: { readonly rows: readonly ComparisonRow[] }) {
  const run = pinned.value;
  const current = notebook.isCurrent('compare');
  return (
    <div class="pinned">
      <button type="button" disabled={!current} onClick={() => pin(rows)}>
        {run === null ? 'Pin this run' : 'Pin this run instead'}
      </button>
      {run !== null && (
        <button
          type="button"
          onClick={() => {
            pinned.value = null;
          }}
        >
          Unpin
        </button>
      )}
      {run === null ? (
        <p class="meaning">Pin a run, change something, and compare.</p>
      ) : (
        <Changes run={run} rows={rows} />
      )}
    </div>
  );
}

function pin(rows: readonly ComparisonRow[]): void {
  const parameters = notebook.parameters.peek();
  pinned.value = { parameters, source: sourceName(notebook.opened.peek()), rows };
}

function Changes({
  run,
  rows,
}: {
  readonly run: PinnedRun;
  readonly rows: readonly ComparisonRow[];
}) {
  const source = sourceName(notebook.opened.value);
  const settings = [
    ...(source === run.source ? [] : [`traffic: ${run.source} → ${source}`]),
    ...settingsSince(run, notebook.parameters.value),
  ];
  if (settings.length === 0) return <p>This is the pinned run: nothing differs yet.</p>;
  return (
    <>
      <p>Since then: {settings.join('; ')}.</p>
      <DataTable
        caption="Then and now"
        columns={['detector', 'figure', 'pinned', 'now', 'difference']}
        rows={figuresMovedSince(run, rows).map((change) => [
          detectorFacts(change.detector as DetectorName).title,
          change.figure,
          cell(change, change.pinned),
          cell(change, change.now),
          difference(change),
        ])}
        words={[0, 1]}
      />
    </>
  );
}

function cell({ figure }: FigureChange, value: number | null): string {
  if (value === null) return '–';
  return figure === 'alerts' ? formatCount(value) : value.toFixed(3);
}

/** With its sign and an arrow: more, less or the same. */
function difference(change: FigureChange): string {
  const { difference: by } = change;
  if (by === null) return '–';
  const size = cell(change, Math.abs(by));
  if (Number(size.replace(/,/g, '')) === 0) return '=';
  return by > 0 ? `▲ +${size}` : `▼ −${size}`;
}
