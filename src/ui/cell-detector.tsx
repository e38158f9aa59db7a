import type { ComponentChildren } from 'preact';
import { useMemo } from 'preact/hooks';
import { confusionFigure } from '../charts/confusion.ts';
import { formatCount, formatDuration, formatMeasure, formatNumber } from '../charts/format.ts';
import type { Confusion } from '../eval/confusion.ts';
import type { Detection } from '../pipeline/detect.ts';
import { detectorFacts } from '../pipeline/detector-facts.ts';
import type { DetectorName, ParameterKey } from '../pipeline/parameter-facts.ts';
import { CellFrame, NotYet } from './cell-frame.tsx';
import { Chart } from './chart.tsx';
import { Controls } from './controls.tsx';
import { DataTable } from './data-table.tsx';
import { notebook } from './lab.ts';
import { chartTheme } from './theme.ts';

const PROSE: Readonly<Record<DetectorName, ComponentChildren>> = {
  'isolation-forest': (
    <>
      <p>
        Pick a feature at random, cut it at random, and go on within each half. A flow in the crowd
        needs many cuts until it stands alone; an odd one needs few. The forest averages over many
        such trees, each grown on a small sample.
      </p>
      <p>
        Cuts ignore how wide a column is, so scaling hardly matters and heavy tails do no harm. What
        usually goes wrong: contamination is not found but told. Set to a tenth, a tenth is flagged,
        whether a tenth is bad or not.
      </p>
    </>
  ),
  'one-class-svm': (
    <>
      <p>
        Two flows are similar if they lie close, and similarity fades with distance at a rate set by
        gamma. The One-Class SVM draws the tightest boundary that keeps all but a share of about ν
        of the training flows inside.
      </p>
      <p>
        Everything hangs on gamma, and by default gamma hangs on the variance of the whole matrix.
        One column with a long tail makes gamma tiny: all flows look alike, and the verdicts become
        noise. Read the warning in the result before you read the score.
      </p>
    </>
  ),
  'local-outlier-factor': (
    <>
      <p>
        How far must one go from a flow to meet its nearest neighbours, and how far do they go to
        meet theirs? A flow in a thin place beside dense ones is an outlier, however far from the
        centre the whole place may be.
      </p>
      <p>
        The trap is in the number of neighbours. An attack that comes in a cluster larger than that
        finds enough of its own kind nearby and looks perfectly at home: it masks itself.
      </p>
    </>
  ),
};

/** Parameters of the training that all detectors share; shown once above them. */
export const SHARED_PARAMETERS: readonly ParameterKey[] = [
  'trainOn',
  'holdOut',
  'evaluateOn',
  'contamination',
];

/** Those that a cell of its own shows; the others are for the command line. */
const ADVANCED: readonly ParameterKey[] = ['maxIter', 'cacheSize', 'shrinking'];

export function DetectorCell({ name }: { readonly name: DetectorName }) {
  const result = notebook.cell(name).result.value;
  const keys = detectorFacts(name).parameters.filter((key) => !SHARED_PARAMETERS.includes(key));
  return (
    <CellFrame
      id={name}
      prose={PROSE[name]}
      controls={
        <>
          <Controls keys={keys.filter((key) => !ADVANCED.includes(key))} />
          {keys.some((key) => ADVANCED.includes(key)) && (
            <details>
              <summary>The solver's own settings</summary>
              <Controls keys={keys.filter((key) => ADVANCED.includes(key))} />
            </details>
          )}
        </>
      }
    >
      {result === null ? (
        <NotYet what="The verdicts" />
      ) : (
        <DetectionOutput detection={result.value} />
      )}
    </CellFrame>
  );
}

function DetectionOutput({ detection }: { readonly detection: Detection }) {
  const { evaluation, facts, warnings, milliseconds, trainedOn, heldOut } = detection;
  const { title } = detectorFacts(detection.detector);
  return (
    <>
      <p class="headline">
        {formatCount(evaluation.predictedAnomalies)} flagged
        {evaluation.actualAnomalies !== null &&
          ` · ${formatCount(evaluation.actualAnomalies)} attacks`}
      </p>
      {[...warnings, ...evaluation.warnings].map((warning) => (
        <p key={warning} class="warning">
          {warning}
        </p>
      ))}
      {evaluation.confusion !== null && (
        <>
          <dl class="measures">
            <Measure name="Precision" value={evaluation.precision} />
            <Measure name="Recall" value={evaluation.recall} />
            <Measure name="F1" value={evaluation.f1} />
            <Measure name="ROC AUC" value={evaluation.rocAuc} />
            <Measure name="Average precision" value={evaluation.averagePrecision} />
            <Measure name="False positive rate" value={evaluation.falsePositiveRate} />
          </dl>
          <ConfusionChart confusion={evaluation.confusion} of={title} />
        </>
      )}
      <details>
        <summary>How it was fitted</summary>
        <DataTable
          caption={`The ${title}, fitted`}
          columns={['what', 'value', 'meaning']}
          rows={[
            ['trained on', `${formatCount(trainedOn)} flows`, 'Flows that it learnt from.'],
            ['held out', `${formatCount(heldOut)} flows`, 'Normal flows kept out of training.'],
            ['offset', formatNumber(detection.offset), 'The score below which a flow is flagged.'],
            ...facts.map(({ name, value, meaning }) => [
              name,
              typeof value === 'number' ? formatNumber(value) : value,
              meaning,
            ]),
            [
              'fit',
              formatDuration(milliseconds.fit),
              'Time to learn, scoring what it learns from.',
            ],
            ['score', formatDuration(milliseconds.score), 'Time to score flows besides.'],
          ]}
          words={[0, 2]}
        />
      </details>
    </>
  );
}

function Measure({ name, value }: { readonly name: string; readonly value: number | null }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{formatMeasure(value)}</dd>
    </div>
  );
}

function ConfusionChart({ confusion, of }: { readonly confusion: Confusion; readonly of: string }) {
  const theme = chartTheme.value;
  const figure = useMemo(() => confusionFigure(confusion, theme), [confusion, theme]);
  return <Chart title={`Confusion matrix of the ${of}`} figure={figure} />;
}
