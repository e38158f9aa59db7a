import type { ComponentChildren } from 'preact';
import { useMemo } from 'preact/hooks';
import { classConfusionFigure } from '../../charts/class-confusion.ts';
import { formatCount, formatMeasure, formatPercent, formatType } from '../../charts/format.ts';
import type { MulticlassEvaluation } from '../../eval/multiclass.ts';
import type { CellValue } from '../../notebook/cell-definition.ts';
import type { ParameterKey } from '../../pipeline/parameters/parameter-types.ts';
import type { Classification, ClassifierTraining } from '../../pipeline/studies/classification.ts';
import { CLASSIFIER_QUESTION } from '../../pipeline/studies/study-questions.ts';
import type { CellView } from '../cells/view.ts';
import { LossCurves } from '../detecting/loss-curves.tsx';
import { Chart } from '../kit/chart.tsx';
import { Controls } from '../kit/controls.tsx';
import { DataTable } from '../kit/data-table.tsx';
import { NotYet } from '../kit/not-yet.tsx';
import { notebook } from '../lab.ts';
import { chartTheme } from '../shell/theme.ts';
import { TermWord } from '../teaching/term.tsx';
import { SaveResult } from './save-result.tsx';

const SHAPE: readonly ParameterKey[] = [
  'classifierHidden',
  'classifierLayers',
  'classWeights',
  'testShare',
  'validationShare',
];
const LEARNING: readonly ParameterKey[] = [
  'epochs',
  'learningRate',
  'batchSize',
  'patience',
  'neuralBackend',
];

export const view: CellView<CellValue<'attack-classifier'>> = {
  prose: (
    <>
      <p>
        <strong>How it works:</strong> This network learns from labels to name attacks. A{' '}
        <TermWord of="softmax" /> gives each class a probability. One part of the flows trains it,
        one decides about <TermWord of="early stopping" />, one tests it. Training lowers the{' '}
        <TermWord of="cross-entropy" />, <TermWord of="epoch" /> by epoch.
      </p>
      <p>
        <strong>Look for</strong> the <TermWord of="macro F1" /> and the flows outside the diagonal.
        Accuracy says little: six of seven flows are normal. If the two losses part, that is{' '}
        <TermWord of="overfitting" />. A <TermWord of="class weight" /> makes rare attacks count
        more.
      </p>
      <p>
        <strong>What goes wrong:</strong> the test flows come from the same profiles as the training
        flows. The network knows only the names in its training data. The next cell takes one away.
      </p>
    </>
  ),
  note: {
    ask: 'A classifier without any training has an accuracy of 86 %. How does it work? What is its macro F1?',
    surprises:
      'Nearly every test flow gets its right name, with 32 units. Then ask: which row of this matrix holds an attack that nobody has seen before?',
  },
  guess: { kind: 'question', question: CLASSIFIER_QUESTION },
  slides: (classification) => [
    { name: 'matrix', title: 'Confusion matrix' },
    ...(classification?.training === null
      ? []
      : [{ name: 'losses', title: 'Losses', isMore: true }]),
  ],
  Settings,
  Output,
};

function Settings() {
  const trained = notebook.lab.value !== null;
  return !trained && <ClassifierControls />;
}

/** A network that tells attacks by name, judged by flows that it never saw. */
function Output() {
  const result = notebook.cell('attack-classifier').result.value;
  return result === null ? (
    <NotYet what="The class of each test flow" />
  ) : (
    <ClassificationOutput classification={result.value} />
  );
}

/** What a training depends on; both cells of the classifier share it. */
export function ClassifierControls() {
  return (
    <>
      <Controls keys={SHAPE} />
      <details>
        <summary>How it learns</summary>
        <Controls keys={LEARNING} />
      </details>
    </>
  );
}

function ClassificationOutput({ classification }: { readonly classification: Classification }) {
  const { evaluation, training, warnings, sentences, called } = classification;
  const { classifier: _, ...saved } = classification;
  return (
    <>
      {evaluation !== null && (
        <p class="headline">
          Macro F1 {formatMeasure(evaluation.macroF1)} · accuracy{' '}
          {formatMeasure(evaluation.accuracy)}
        </p>
      )}
      {training === null && (
        <p class="in-force">
          This is the classifier of the trained lab; nothing is trained here. On its own training
          data the figures would be too good.
        </p>
      )}
      {warnings.map((warning) => (
        <p key={warning} class="warning">
          {warning}
        </p>
      ))}
      {evaluation === null ? (
        <>
          <Sentences sentences={sentences} />
          <CalledTable called={called} />
        </>
      ) : (
        <Judgement evaluation={evaluation} judged={training === null ? 'labelled' : 'test'}>
          <Sentences sentences={sentences} />
        </Judgement>
      )}
      {training !== null && <Training training={training} />}
      <SaveResult id="attack-classifier" value={saved} />
    </>
  );
}

function Sentences({ sentences }: Pick<Classification, 'sentences'>) {
  return (
    <ul>
      {sentences.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
}

interface JudgementProps {
  readonly evaluation: MulticlassEvaluation;
  readonly judged: string;
  /** What stands between the picture and its figures. */
  readonly children: ComponentChildren;
}

function Judgement({ evaluation, judged, children }: JudgementProps) {
  const theme = chartTheme.value;
  const figure = useMemo(() => classConfusionFigure(evaluation, theme), [evaluation, theme]);
  const { perClass, macroPrecision, macroRecall, macroF1, weightedF1, rows } = evaluation;
  return (
    <>
      <Chart
        title={`What ${judged} flows are (rows), and are called (columns)`}
        figure={figure}
        slide="attack-classifier.matrix"
      />
      {children}
      <DataTable
        caption={`Each class in the ${formatCount(rows)} ${judged} flows`}
        columns={['class', 'precision', 'recall', 'F1', 'flows']}
        rows={[
          ...perClass.map(({ name, precision, recall, f1, support, undefinedMetrics }) => [
            formatType(name),
            undefinedMetrics.includes('precision') ? '–' : formatMeasure(precision),
            undefinedMetrics.includes('recall') ? '–' : formatMeasure(recall),
            undefinedMetrics.includes('f1') ? '–' : formatMeasure(f1),
            formatCount(support),
          ]),
          [
            'mean of classes (macro)',
            ...[macroPrecision, macroRecall, macroF1].map((one) => formatMeasure(one)),
            formatCount(rows),
          ],
          ['mean by flows (weighted)', '', '', formatMeasure(weightedF1), formatCount(rows)],
        ]}
      />
    </>
  );
}

function Training({ training }: { readonly training: ClassifierTraining }) {
  return (
    <>
      <LossCurves of="classifier" training={training} slide="attack-classifier.losses" />
      <DataTable
        caption="What each flow was for"
        columns={['class', 'training', 'validation', 'test']}
        rows={training.parts.map(({ name, train, validation, test }) => [
          formatType(name),
          ...[train, validation, test].map(formatCount),
        ])}
      />
    </>
  );
}

function CalledTable({ called }: Pick<Classification, 'called'>) {
  return (
    <DataTable
      caption="All flows by what they are called"
      columns={['called', 'flows', 'how sure, mean']}
      rows={called.map(({ name, flows, confidence }) => [
        formatType(name),
        formatCount(flows),
        confidence === null ? '–' : formatPercent(confidence),
      ])}
    />
  );
}
