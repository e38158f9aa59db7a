import { useMemo } from 'preact/hooks';
import { comparisonFigure } from '../../charts/comparison.ts';
import { formatCount, formatMeasure, formatPercent } from '../../charts/format.ts';
import { heatMapFigure } from '../../charts/heat-map.ts';
import type { Agreement } from '../../eval/agreement.ts';
import type { DetectionGrid } from '../../eval/detection-grid.ts';
import { detectorFacts } from '../../pipeline/detecting/detector-table.ts';
import type { DetectorName } from '../../pipeline/parameters/lab-parameters.ts';
import type { Compared } from '../../pipeline/run/evaluate.ts';
import { comparisonHeadline } from '../../pipeline/run/takeaways.ts';
import type { CellView } from '../cells/view.ts';
import { chooseType } from '../flows/flow-selection.ts';
import { PinnedComparison } from '../generate/pinned.tsx';
import { Chart } from '../kit/chart.tsx';
import { DataTable } from '../kit/data-table.tsx';
import { fetchedLater } from '../kit/fetched-later.tsx';
import { NotYet } from '../kit/not-yet.tsx';
import { TypeChip } from '../kit/type-chip.tsx';
import { notebook } from '../lab.ts';
import { chartTheme } from '../shell/theme.ts';
import { TermWord } from '../teaching/term.tsx';
import { HeatCells } from './heat-cells.tsx';

const WhyMissed = fetchedLater('Why attacks are missed', () =>
  import('../why/why-missed.tsx').then(({ WhyMissed }) => WhyMissed),
);

const titleOf = (detector: string) => detectorFacts(detector as DetectorName).title;

export const view: CellView<Compared> = {
  prose: (
    <>
      <p>
        <strong>How it works:</strong> <TermWord of="precision">Precision</TermWord> is the share of
        alerts that are right. <TermWord of="recall">Recall</TermWord> is the share of attacks that
        are found. <TermWord of="F1" /> is high only if both are. <TermWord of="ROC AUC" /> and{' '}
        <TermWord of="average precision" /> judge the ranking at every threshold.
      </p>
      <p>
        <strong>Look for</strong> a detector with a high ROC AUC and a low F1. Its threshold is
        wrong, and that is easy to change. Then see in the last table which attacks only one
        detector finds.
      </p>
      <p>
        <strong>What goes wrong:</strong> one number hides much. A ROC AUC below 0.5 is worse than a
        random ranking. F1 depends on the share of attacks. The heat map shows which attacks nobody
        finds.
      </p>
    </>
  ),
  note: {
    ask: 'Your manager wants one number. Which one do you give, and what does it hide?',
    surprises:
      'The detector with the best F1 need not have the best ranking. And some attacks are found by no detector.',
  },
  guess: { kind: 'after-detectors' },
  slides: (compared) =>
    compared === undefined || isJudged(compared)
      ? [
          { name: 'measures', title: 'Precision, recall and F1' },
          ...(compared?.grid === null ? [] : [{ name: 'heat-map', title: 'Attacks found' }]),
        ]
      : [{ name: 'agreement', title: 'Who agrees' }],
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
  const judged = isJudged(compared);
  return (
    <>
      <p class="headline">{comparisonHeadline(compared)}</p>
      {judged ? <Measures comparison={comparison} /> : <Unjudged agreement={agreement} />}
      {judged && (
        <Chart title="Precision, recall and F1" figure={figure} slide="compare.measures" />
      )}
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

/** Whether labels tell who is right. */
function isJudged({ comparison }: Compared): boolean {
  return comparison.rows.some(({ f1 }) => f1 !== null);
}

function Measures({ comparison }: Pick<Compared, 'comparison'>) {
  return (
    <DataTable
      caption="Detectors compared"
      columns={['detector', 'alerts', 'precision', 'recall', 'F1', 'ROC AUC', 'average precision']}
      rows={comparison.rows.map((row) => [
        titleOf(row.name),
        formatCount(row.predictedAnomalies),
        ...[row.precision, row.recall, row.f1, row.rocAuc, row.averagePrecision].map((value, j) => (
          <span key={j} title={value === null ? undefined : String(value)}>
            {formatMeasure(value)}
          </span>
        )),
      ])}
    />
  );
}

/** What can be said without labels: how many detectors flag the same flows. */
function Unjudged({ agreement: { flaggedBy, pairs, rows } }: Pick<Compared, 'agreement'>) {
  return (
    <>
      <p class="prose">
        Without labels nobody can say who is right. Look first at flows that raise an alert of
        several detectors. Mark a few flows below, and the detectors are judged by them.
      </p>
      <DataTable
        caption="Flows by how many detectors raise an alert on them"
        slide="compare.agreement"
        columns={['detectors', 'flows', 'share']}
        rows={flaggedBy.map((flows, detectors) => [
          detectors === 0 ? 'none' : String(detectors),
          formatCount(flows),
          formatPercent(rows === 0 ? 0 : flows / rows),
        ])}
      />
      <DataTable
        caption="How far two detectors agree: 1 is always, kappa 0 is as by chance"
        columns={['detectors', 'alert of both', 'alert of either', 'both / either', 'kappa']}
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
        slide="compare.heat-map"
        overlay={(area) => <HeatCells grid={shown} area={area} />}
        onSelect={chooseType}
      />
      <TypeChip />
      <WhyMissed />
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
      columns={['detector', 'alerts', 'alerts of it alone', 'alerts of all others, not of it']}
      rows={agreement.detectors.map(({ name, flagged, flaggedAlone, missedAlone }) => [
        titleOf(name),
        formatCount(flagged),
        formatCount(flaggedAlone),
        formatCount(missedAlone),
      ])}
    />
  );
}
