import { formatCount, formatNumber } from '../../charts/format.ts';
import { entryAt } from '../../data/entry-at.ts';
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
        <strong>How it works:</strong> Without scaling, 1,000 bytes count a thousand times as much
        as one second. Scaling subtracts a centre from each column and divides it by its spread. The{' '}
        <TermWord of="robust scaler" /> takes both from the middle half of the values.
      </p>
      <p>
        <strong>Look for</strong> a column whose scale is far smaller than its largest values. It
        stays wide after scaling. The remark names the widest.
      </p>
      <p>
        <strong>What goes wrong:</strong> a robust scaler does not shorten a long tail.{' '}
        <code>send_recv_ratio</code> keeps nearly all of the <TermWord of="variance" />. Log the
        heavy tails and see what changes.
      </p>
    </>
  ),
  note: {
    ask: 'The scaler is called robust. Robust against what? Which column can it not help?',
    surprises:
      'After scaling, one column can still be far wider than all others together. Do not correct it yet: first let the One-Class SVM fail because of it.',
  },
  guess: { kind: 'none', because: 'Nothing is judged yet.' },
  slides: () => [{ name: 'matrix', title: 'Centre and scale', isMore: true }],
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
        slide="scale.matrix"
        columns={['feature', 'centre', 'scale', 'formula']}
        rows={matrix.names.map((name, j) => [
          <code key={name}>{name}</code>,
          formatNumber(entryAt(scaler.center, j, 'centre')),
          formatNumber(entryAt(scaler.scale, j, 'scale')),
          <code key="formula">{formulas[j]}</code>,
        ])}
        words={[0, 3]}
      />
    </>
  );
}
