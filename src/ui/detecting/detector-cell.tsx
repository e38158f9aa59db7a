import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { confusionFigure } from '../../charts/confusion.ts';
import { formatCount, formatDuration, formatMeasure, formatNumber } from '../../charts/format.ts';
import type { Confusion } from '../../eval/confusion.ts';
import { countAtThreshold } from '../../pipeline/detecting/at-threshold.ts';
import { detectorFacts, parametersOf } from '../../pipeline/detecting/detector-table.ts';
import type { DetectorName } from '../../pipeline/parameters/lab-parameters.ts';
import { PARAMETERS } from '../../pipeline/parameters/parameter-facts.ts';
import type { ParameterKey } from '../../pipeline/parameters/parameter-types.ts';
import { FIRST_DETECTORS } from '../../pipeline/plane/stories.ts';
import type { Detection } from '../../pipeline/run/detect.ts';
import { alertsHeadline } from '../../pipeline/run/words.ts';
import { CellFrame } from '../cells/frame.tsx';
import type { CellProps, CellView } from '../cells/view.ts';
import { detectorView } from '../detect/detector-view.ts';
import { Chart } from '../kit/chart.tsx';
import { Controls } from '../kit/controls.tsx';
import { DataTable } from '../kit/data-table.tsx';
import { fetchedLater } from '../kit/fetched-later.tsx';
import { NotYet } from '../kit/not-yet.tsx';
import { useOneStop } from '../kit/one-stop/one-stop.ts';
import { WhenNear } from '../kit/when-near.tsx';
import { notebook, selectedFlow } from '../lab.ts';
import { onSlide } from '../present/present.ts';
import { detectorFigures } from '../present/slides.ts';
import { chartTheme } from '../shell/theme.ts';
import { LossCurves } from './loss-curves.tsx';

const DetectorPlane = fetchedLater('The plane', () =>
  import('../plane/detector-plane.tsx').then(({ DetectorPlane }) => DetectorPlane),
);

const SampleNote = fetchedLater('What it has learnt from', () =>
  import('./sample-note.tsx').then(({ SampleNote }) => SampleNote),
);

const InsideView = fetchedLater('The inside', () =>
  import('../why/inside-view.tsx').then(({ InsideView }) => InsideView),
);

/** Parameters of the training that all detectors share; shown once above them. */
export const SHARED_PARAMETERS: readonly ParameterKey[] = [
  'trainOn',
  'holdOut',
  'evaluateOn',
  'contamination',
];

/** Whether a parameter is shown only when asked for. */
function isAdvanced(key: ParameterKey): boolean {
  return PARAMETERS.some((facts) => facts.key === key && facts.advanced);
}

/** A detector's cell: every one looks alike, but for what its own view half says. */
export function detectorCell(name: DetectorName): CellView {
  const { prose, note } = detectorView(name);
  return { prose, note, guess: { kind: 'detector' }, slides: detectorFigures, Settings, Output };
}

export function DetectorCell({ name }: { readonly name: DetectorName }) {
  return <CellFrame id={name} view={detectorCell(name)} />;
}

function Settings({ id }: CellProps) {
  const keys = parametersOf(id).filter((key) => !SHARED_PARAMETERS.includes(key));
  return (
    <>
      <Controls keys={keys.filter((key) => !isAdvanced(key))} />
      {keys.some(isAdvanced) && (
        <details>
          <summary>How it learns</summary>
          <Controls keys={keys.filter(isAdvanced)} />
        </details>
      )}
    </>
  );
}

function Output({ id }: CellProps) {
  const result = notebook.cell<DetectorName>(id).result.value;
  return result === null ? (
    <NotYet what="The verdicts" />
  ) : (
    <DetectionOutput detection={result.value} />
  );
}

function DetectionOutput({ detection }: { readonly detection: Detection }) {
  const { evaluation, facts, warnings, milliseconds, trainedOn, heldOut, curves, own } = detection;
  const { title } = detectorFacts(detection.detector);
  const folds = useOneStop<HTMLDivElement>();
  return (
    <>
      <p class="headline">{alertsHeadline(evaluation)}</p>
      {detection.sampled && <SampleNote detection={detection} sampled={detection.sampled} />}
      <AtThreshold detection={detection} />
      {[...warnings, ...evaluation.warnings].map((warning) => (
        <p key={warning} class="warning">
          {warning}
        </p>
      ))}
      {evaluation.confusion !== null && (
        <dl class="measures" {...onSlide(`${detection.detector}.result`)}>
          <Measure name="Precision" value={evaluation.precision} />
          <Measure name="Recall" value={evaluation.recall} />
          <Measure name="F1" value={evaluation.f1} />
          <Measure name="ROC AUC" value={evaluation.rocAuc} />
          <Measure name="Average precision" value={evaluation.averagePrecision} />
          <Measure name="False positive rate" value={evaluation.falsePositiveRate} />
        </dl>
      )}
      <div class="pictures">
        {isOnPlane(detection.detector) && (
          <div class="plane-part" {...onSlide(`${detection.detector}.plane`)}>
            <WhenNear>{() => <DetectorPlane name={detection.detector} />}</WhenNear>
          </div>
        )}
        {evaluation.confusion !== null && (
          <ConfusionChart
            confusion={evaluation.confusion}
            of={title}
            slide={`${detection.detector}.result`}
          />
        )}
      </div>
      {curves !== null && (
        <LossCurves of={title} training={curves} slide={`${detection.detector}.losses`} />
      )}
      <div ref={folds}>
        <InsideFold detection={detection} />
        <details>
          <summary>How it was fitted</summary>
          <DataTable
            caption={`The ${title}, fitted`}
            columns={['what', 'value', 'meaning']}
            rows={[
              ['trained on', `${formatCount(trainedOn)} flows`, 'Flows in the training data.'],
              ['held out', `${formatCount(heldOut)} flows`, 'Normal flows kept out of training.'],
              [
                'threshold',
                formatNumber(0 - detection.offset),
                'A flow whose anomaly score is above it raises an alert.',
              ],
              ...(detection.offset === own.threshold
                ? []
                : [
                    [
                      'own threshold',
                      formatNumber(0 - own.threshold),
                      'The same before you set another.',
                    ],
                  ]),
              [
                'offset_ in scikit-learn',
                formatNumber(own.threshold),
                'Its own threshold: scikit-learn’s scores have the other sign, and those below raise an alert.',
              ],
              ...facts.map(({ name, value, meaning }) => [
                name,
                typeof value === 'number' ? formatNumber(value) : value,
                meaning,
              ]),
              [
                'fit',
                formatDuration(milliseconds.fit),
                'Time to train, with scoring the training data.',
              ],
              ['score', formatDuration(milliseconds.score), 'Time to score other flows.'],
            ]}
            words={[0, 2]}
          />
        </details>
      </div>
    </>
  );
}

/** How many of the alerts chance has decided, where the solver has an error of its own. */
function AtThreshold({ detection: { assessment, tolerance } }: { readonly detection: Detection }) {
  const alerts = useMemo(() => countAtThreshold(assessment, tolerance), [assessment, tolerance]);
  if (alerts === 0) return null;
  return (
    <p class="meaning">
      {formatCount(alerts)} of these alerts are at the threshold, within the error of the solver.
      Chance decides them, and they still count.
    </p>
  );
}

/** How it scores one flow: the one whose card is open, else the most anomalous. */
function InsideFold({ detection: { detector, evaluation } }: { readonly detection: Detection }) {
  const isOpen = useSignal(false);
  const selected = selectedFlow.value;
  const row = selected ?? evaluation.topAnomalies[0];
  if (row === undefined) return null;
  const mark = onSlide(`${detector}.inside`);
  if ('data-on-slide' in mark) {
    return (
      <div {...mark}>
        <InsideView detector={detector} row={row} />
      </div>
    );
  }
  return (
    <details
      onToggle={({ currentTarget }) => {
        isOpen.value = currentTarget.open;
      }}
    >
      <summary>
        Inside, with all features: how it scores flow {row}
        {selected === null && ', the most anomalous'}
      </summary>
      {isOpen.value && <InsideView detector={detector} row={row} />}
    </details>
  );
}

/** Whether the lab draws the detector over two features. */
function isOnPlane(name: DetectorName): boolean {
  return FIRST_DETECTORS.some((drawn) => drawn === name);
}

function Measure({ name, value }: { readonly name: string; readonly value: number | null }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{formatMeasure(value)}</dd>
    </div>
  );
}

function ConfusionChart({
  confusion,
  of,
  slide,
}: {
  readonly confusion: Confusion;
  readonly of: string;
  readonly slide: string;
}) {
  const theme = chartTheme.value;
  const figure = useMemo(() => confusionFigure(confusion, theme), [confusion, theme]);
  return <Chart title={`Confusion matrix of the ${of}`} figure={figure} slide={slide} />;
}
