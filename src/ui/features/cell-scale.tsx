import { formatCount, formatNumber } from '../../charts/format.ts';
import { SCALER_MEANINGS } from '../../features/scaler-kinds.ts';
import type { Scaled } from '../../pipeline/run/scale.ts';
import type { CellView } from '../cells/view.ts';
import { Controls } from '../kit/controls.tsx';
import { DataTable } from '../kit/data-table.tsx';
import { NotYet } from '../kit/not-yet.tsx';
import { notebook } from '../lab.ts';
import { TermWord } from '../teaching/term.tsx';
import { FeatureList } from './feature-list.tsx';

export const view: CellView = {
  prose: (
    <>
      <p>
        A detector that measures distance takes a thousand bytes for a thousand times as far as one
        second. Scaling puts the columns on one footing: each loses its centre and is divided by its
        spread. The <TermWord of="robust scaler" /> takes both from the middle of the data, where
        outliers have no say.
      </p>
      <p>
        <strong>Look for</strong> a scale that is small beside the largest values of its column.
        That column will still be wide after scaling.
      </p>
      <p>
        <strong>What goes wrong:</strong> a robust scaler tames the scale, not the tail.{' '}
        <code>send_recv_ratio</code> has no upper bound and keeps all of its{' '}
        <TermWord of="variance" />. Log the heavy tails and watch what changes below.
      </p>
    </>
  ),
  note: {
    ask: 'The scaler is called robust. Robust against what? What would a column look like that it cannot help?',
    surprises:
      'That scaling can leave one column far wider than all the rest together. Do not mend it yet: let the One-Class SVM stumble over it first.',
  },
  guess: { kind: 'none', because: 'Nothing is judged yet.' },
  Settings,
  Output,
};

function Settings() {
  const isTable = notebook.cell('engineer').result.value?.value.fromFlows === false;
  return (
    <>
      <Controls keys={isTable ? ['scaler'] : ['logRatios', 'scaler']} />
      {!isTable && <FeatureList />}
    </>
  );
}

function Output() {
  const result = notebook.cell('scale').result.value;
  return result === null ? <NotYet what="The matrix" /> : <MatrixOutput scaled={result.value} />;
}

function MatrixOutput({ scaled: { matrix, scaler, formulas } }: { readonly scaled: Scaled }) {
  return (
    <>
      <p class="headline">
        {formatCount(matrix.rows)} flows × {matrix.columns} features
      </p>
      <DataTable
        caption={`Taken off and divided by: ${SCALER_MEANINGS[scaler.kind]}`}
        columns={['feature', 'centre', 'scale', 'formula']}
        rows={matrix.names.map((name, j) => [
          <code key={name}>{name}</code>,
          formatNumber(scaler.center[j]),
          formatNumber(scaler.scale[j]),
          <code key="formula">{formulas[j]}</code>,
        ])}
        words={[0, 3]}
      />
    </>
  );
}
