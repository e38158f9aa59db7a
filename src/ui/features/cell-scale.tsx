import { formatCount, formatNumber } from '../../charts/format.ts';
import { SCALER_MEANINGS } from '../../features/scaler-kinds.ts';
import type { Scaled } from '../../pipeline/run/scale.ts';
import { CellFrame, NotYet } from '../kit/cell-frame.tsx';
import { Controls } from '../kit/controls.tsx';
import { DataTable } from '../kit/data-table.tsx';
import { notebook } from '../lab.ts';
import { PROSE } from '../teaching/prose.tsx';
import { FeatureList } from './feature-list.tsx';

export function ScaleCell() {
  const result = notebook.cell('scale').result.value;
  const isTable = notebook.cell('engineer').result.value?.value.fromFlows === false;
  return (
    <CellFrame
      id="scale"
      prose={PROSE.scale}
      controls={
        <>
          <Controls keys={isTable ? ['scaler'] : ['logRatios', 'scaler']} />
          {!isTable && <FeatureList />}
        </>
      }
    >
      {result === null ? <NotYet what="The matrix" /> : <MatrixOutput scaled={result.value} />}
    </CellFrame>
  );
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
