import { useMemo, useState } from 'preact/hooks';
import { distributionFigure } from '../../charts/distribution.ts';
import type { ChartTheme, Figure, FlowMark } from '../../charts/figure.ts';
import { formatCount, formatFeature } from '../../charts/format.ts';
import { referenceDistributionFigure } from '../../charts/reference-plots.ts';
import { FLOW_COLUMNS } from '../../data/flow-columns.ts';
import { featureFacts, formulaWords } from '../../features/feature-table.ts';
import { NOTEBOOK_FEATURES } from '../../features/notebook-features.ts';
import { ENGINEERING_PARAMETERS } from '../../pipeline/parameters/engineering-parameters.ts';
import type { Engineered, FeatureDistribution } from '../../pipeline/run/engineer.ts';
import type { CellView } from '../cells/view.ts';
import { flowSource } from '../flows/flow-source.ts';
import { UnsureFeatures } from '../import/import-unsure.tsx';
import { Chart } from '../kit/chart.tsx';
import { type PictureKind, PictureSwitch } from '../kit/charts/picture-switch.tsx';
import { Controls } from '../kit/controls.tsx';
import { DataTable } from '../kit/data-table.tsx';
import { NotYet } from '../kit/not-yet.tsx';
import { notebook } from '../lab.ts';
import { onSlide } from '../present/present.ts';
import { chartTheme } from '../shell/theme.ts';
import { TermWord } from '../teaching/term.tsx';

export const view: CellView<Engineered> = {
  prose: (
    <>
      <p>
        <strong>How it works:</strong> A <TermWord of="feature" /> is a number computed from the raw
        columns. It answers a question of an analyst: how fast, how one-sided, to how many hosts, on
        which port? Here are {NOTEBOOK_FEATURES.length}. Durations below a millisecond count as one
        millisecond.
      </p>
      <p>
        <strong>Look for</strong> features in which normal flows and attacks hardly overlap. One
        such feature does most of a detector’s work. Switch the axis to linear: most flows are then
        in one bar at 0.
      </p>
      <p>
        <strong>What goes wrong:</strong> over a <TermWord of="heavy tail" /> a few huge values
        decide the mean. Compare the mean with the <TermWord of="median" /> under “Spread of the
        features above”.
      </p>
    </>
  ),
  note: {
    ask: 'Which one feature would you choose before you see the charts? Would you still choose it when you have seen them?',
    surprises:
      'How many attacks three yes-or-no features find. Read the remark under the result aloud: every detector has to find more than that.',
  },
  guess: { kind: 'none', because: 'Nothing is judged yet.' },
  slides: (engineered) => [
    { name: 'spread', title: 'Spread' },
    ...(engineered?.distributions ?? []).map(({ feature }) => ({
      name: feature,
      title: feature,
      isMore: true,
    })),
  ],
  Settings,
  Output,
};

function Settings() {
  const result = notebook.cell('engineer').result.value;
  const timed = notebook.parameters.value.timeFeatures;
  const isTable = result?.value.fromFlows === false;
  return !isTable && <Controls keys={timed ? ENGINEERING_PARAMETERS : ['timeFeatures']} />;
}

function Output() {
  const result = notebook.cell('engineer').result.value;
  return result === null ? (
    <NotYet what="The features" />
  ) : (
    <FeatureOutput engineered={result.value} />
  );
}

function FeatureOutput({ engineered }: { readonly engineered: Engineered }) {
  const [picture, setPicture] = useState<PictureKind>('readable');
  const { classMeans, patterns, distributions, fromFlows, features } = engineered;
  const labelled = classMeans.some(({ normal, attack }) => normal !== null || attack !== null);
  return (
    <>
      <p class="headline">
        {fromFlows
          ? `${features.columns} features of ${formatCount(features.rows)} flows`
          : `A table of ${features.columns} columns, used as they are`}
      </p>
      <UnsureFeatures />
      {labelled && (
        <DataTable
          caption="Mean of each class"
          columns={['feature', 'normal', 'attack']}
          rows={classMeans.map(({ name, normal, attack }) => [
            <code key={name}>{name}</code>,
            meanCell(normal),
            meanCell(attack),
          ])}
        />
      )}
      {patterns.length > 0 && (
        <ul>
          {patterns.map(({ feature, title, flows }) => (
            <li key={feature}>
              <strong>{formatCount(flows)}</strong> flows {title}
            </li>
          ))}
        </ul>
      )}
      <div {...onSlide(...distributions.map(({ feature }) => `engineer.${feature}`))}>
        <PictureSwitch
          kinds={['readable', 'linear', 'reference']}
          value={picture}
          set={setPicture}
        />
      </div>
      <div class="side-by-side">
        {distributions.map((distribution) => (
          <DistributionChart
            key={distribution.feature}
            engineered={engineered}
            distribution={distribution}
            picture={picture}
          />
        ))}
      </div>
      <SummaryTable distributions={distributions} />
      {fromFlows && <FormulaTable names={features.names} />}
    </>
  );
}

function DistributionChart({
  engineered,
  distribution,
  picture,
}: {
  readonly engineered: Engineered;
  readonly distribution: FeatureDistribution;
  readonly picture: PictureKind;
}) {
  const theme = chartTheme.value;
  const mark = flowSource().featureMark(distribution.feature, engineered);
  const figure = useMemo(
    () => distributionPicture(distribution, picture, theme, mark),
    [distribution, picture, theme, mark?.at, mark?.name],
  );
  return (
    <Chart
      title={distribution.feature}
      figure={figure}
      slide={`engineer.${distribution.feature}`}
    />
  );
}

function distributionPicture(
  { feature, classes, shared }: FeatureDistribution,
  picture: PictureKind,
  theme: ChartTheme,
  mark: FlowMark | undefined,
): Figure {
  const unit = unitOf(feature);
  if (picture === 'reference') {
    const binned = classes.map(({ name, linear }) => ({ name, histogram: linear }));
    return referenceDistributionFigure(feature, unit, binned, theme, mark);
  }
  // Where the first is linear, there is no other.
  const chosen = (picture === 'linear' && shared[1]) || shared[0];
  return distributionFigure({ feature, unit, classes }, chosen, theme, mark);
}

/** Quartiles tell what a mean over a heavy tail hides. */
function SummaryTable({
  distributions,
}: {
  readonly distributions: readonly FeatureDistribution[];
}) {
  return (
    <DataTable
      caption="Spread of the features above: a mean far from its median means a heavy tail"
      slide="engineer.spread"
      columns={[
        'feature',
        'class',
        'minimum',
        'quarter below',
        'median',
        'three quarters below',
        'maximum',
        'mean',
      ]}
      rows={distributions.flatMap(({ feature, classes }) =>
        classes.map(({ name, summary }) => [
          <code key={feature}>{feature}</code>,
          name,
          ...[
            summary.minimum,
            summary.lowerQuartile,
            summary.median,
            summary.upperQuartile,
            summary.maximum,
            summary.mean,
          ].map((value) => inUnit(feature, value)),
        ]),
      )}
      words={[0, 1]}
    />
  );
}

/** What was engineered, each by its formula. */
function FormulaTable({ names }: { readonly names: readonly string[] }) {
  const features = names.flatMap((name) => featureFacts(name) ?? []);
  return (
    <details>
      <summary>The {features.length} features and their formulas</summary>
      <DataTable
        caption="Engineered features"
        columns={['feature', 'formula', 'unit', 'why']}
        rows={features.map((feature) => [
          <code key="name">{feature.name}</code>,
          <code key="formula">{formulaWords(feature)}</code>,
          feature.unit,
          feature.why,
        ])}
        words={[0, 1, 2, 3]}
      />
    </details>
  );
}

/** As precise as it matters; all digits by hover. */
function inUnit(feature: string, value: number) {
  const unit = unitOf(feature);
  return (
    <span key={feature} title={`${value} ${unit}`.trim()}>
      {formatFeature(value, unit)}
    </span>
  );
}

function meanCell(mean: number | null): string {
  return mean === null
    ? '–'
    : mean.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}

function unitOf(name: string): string {
  const facts = featureFacts(name) ?? FLOW_COLUMNS.find((column) => column.name === name);
  return facts?.unit ?? '';
}
