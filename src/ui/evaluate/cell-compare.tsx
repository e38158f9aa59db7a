import { useMemo } from 'preact/hooks';
import { comparisonFigure } from '../../charts/comparison.ts';
import { formatCount, formatMeasure, formatPercent } from '../../charts/format.ts';
import { heatMapFigure } from '../../charts/heat-map.ts';
import type { Agreement } from '../../eval/agreement.ts';
import type { DetectionGrid } from '../../eval/detection-grid.ts';
import { detectorFacts } from '../../pipeline/detecting/detector-table.ts';
import type { DetectorName } from '../../pipeline/parameters/lab-parameters.ts';
import type { Compared } from '../../pipeline/run/evaluate.ts';
import type { CellView } from '../cells/view.ts';
import { chooseType } from '../flows/flow-selection.ts';
import { PinnedComparison } from '../generate/pinned.tsx';
import { Chart } from '../kit/chart.tsx';
import { DataTable } from '../kit/data-table.tsx';
import { NotYet } from '../kit/not-yet.tsx';
import { TypeChip } from '../kit/type-chip.tsx';
import { notebook } from '../lab.ts';
import { chartTheme } from '../shell/theme.ts';
import { TermWord } from '../teaching/term.tsx';

const titleOf = (detector: string) => detectorFacts(detector as DetectorName).title;

export const view: CellView = {
  prose: (
    <>
      <p>
        <TermWord of="precision">Precision</TermWord> asks how many alerts were right,{' '}
        <TermWord of="recall" /> how many attacks were found; <TermWord of="F1" /> is high only
        where both are. These judge one threshold. <TermWord of="ROC AUC" /> and{' '}
        <TermWord of="average precision" /> judge the whole ranking: would an attack stand above a
        normal flow, wherever the line is drawn?
      </p>
      <p>
        <strong>Look for</strong> a detector that ranks well and flags badly: its threshold is at
        fault, and that is quickly mended. A bad ranking is not. Look also at who found what alone.
      </p>
      <p>
        <strong>What goes wrong:</strong> choosing by one number. A ROC AUC below one half is worse
        than a coin, and turning the ranking upside down would help: the detector sees something,
        only not what you are after.
      </p>
    </>
  ),
  note: {
    ask: 'Your manager wants one number. Which one do you give, and what will it hide?',
    surprises:
      'That the best F1 and the best ranking need not belong together, and that some attacks are found by nobody.',
  },
  guess: { kind: 'after-detectors' },
  Output,
};

function Output() {
  const result = notebook.cell('compare').result.value;
  return result === null ? (
    <NotYet what="The comparison" />
  ) : (
    <Comparison compared={result.value} />
  );
}

function Comparison({ compared }: { readonly compared: Compared }) {
  const { comparison, agreement, agreementOnAttacks, grid } = compared;
  const theme = chartTheme.value;
  const figure = useMemo(() => comparisonFigure(comparison, titleOf, theme), [comparison, theme]);
  const judged = comparison.rows.some(({ f1 }) => f1 !== null);
  return (
    <>
      {judged ? <Measures comparison={comparison} /> : <Unjudged agreement={agreement} />}
      {judged && <Chart title="Precision, recall and F1" figure={figure} />}
      <PinnedComparison rows={comparison.rows} />
      {grid !== null && <HeatMap grid={grid} />}
      <AgreementTable
        caption={`Who agrees, on all ${formatCount(agreement.rows)} flows`}
        agreement={agreement}
      />
      {agreementOnAttacks !== null && (
        <AgreementTable
          caption={`Who agrees, on the ${formatCount(agreementOnAttacks.rows)} attacks`}
          agreement={agreementOnAttacks}
        />
      )}
    </>
  );
}

function Measures({ comparison }: Pick<Compared, 'comparison'>) {
  return (
    <DataTable
      caption="Detectors compared"
      columns={['detector', 'flagged', 'precision', 'recall', 'F1', 'ROC AUC', 'average precision']}
      rows={comparison.rows.map((row) => [
        titleOf(row.name),
        formatCount(row.predictedAnomalies),
        ...[row.precision, row.recall, row.f1, row.rocAuc, row.averagePrecision].map((value) =>
          formatMeasure(value, 6),
        ),
      ])}
    />
  );
}

/** What can be said without labels: how many detectors flag the same flows. */
function Unjudged({ agreement: { flaggedBy, pairs, rows } }: Pick<Compared, 'agreement'>) {
  return (
    <>
      <p class="prose">
        Without labels nobody can say who is right. What is left is who agrees: a flow that several
        detectors flag for reasons of their own is the one to look at first. Mark a few flows below,
        and the detectors are judged by those.
      </p>
      <DataTable
        caption="By how many detectors a flow is flagged"
        columns={['detectors', 'flows', 'share']}
        rows={flaggedBy.map((flows, detectors) => [
          detectors === 0 ? 'none' : String(detectors),
          formatCount(flows),
          formatPercent(rows === 0 ? 0 : flows / rows),
        ])}
      />
      <DataTable
        caption="How far two detectors agree: 1 is always, kappa 0 is as by chance"
        columns={['detectors', 'both flag', 'either flags', 'both / either', 'kappa']}
        rows={pairs.map(({ first, second, both, either, jaccard, kappa }) => [
          `${titleOf(first)} and ${titleOf(second)}`,
          formatCount(both),
          formatCount(either),
          formatMeasure(jaccard),
          formatMeasure(kappa),
        ])}
      />
    </>
  );
}

/** A file may name every flow an attack of its own. */
const MOST_ATTACKS = 100;

/** Worst first on average, beside the notebook's ranking, which is the forest's alone. */
function HeatMap({ grid }: { readonly grid: DetectionGrid }) {
  const theme = chartTheme.value;
  const shown = useMemo(() => ({ ...grid, attacks: grid.attacks.slice(0, MOST_ATTACKS) }), [grid]);
  const figure = useMemo(() => heatMapFigure(shown, titleOf, theme), [shown, theme]);
  return (
    <div>
      <Chart
        title="Share of each attack found by each detector"
        figure={figure}
        onSelect={chooseType}
      />
      <TypeChip />
    </div>
  );
}

function AgreementTable({
  caption,
  agreement,
}: {
  readonly caption: string;
  readonly agreement: Agreement;
}) {
  return (
    <DataTable
      caption={caption}
      columns={['detector', 'flagged', 'flagged by it alone', 'flagged by all others, not by it']}
      rows={agreement.detectors.map(({ name, flagged, flaggedAlone, missedAlone }) => [
        titleOf(name),
        formatCount(flagged),
        formatCount(flaggedAlone),
        formatCount(missedAlone),
      ])}
    />
  );
}
