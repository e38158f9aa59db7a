import { useMemo } from 'preact/hooks';
import { formatCount, formatPercent, formatType } from '../../charts/format.ts';
import { calledFigure, foundFigure } from '../../charts/unknown-attack.ts';
import type { CellValue } from '../../notebook/cell-definition.ts';
import { detectorFacts } from '../../pipeline/detecting/detector-table.ts';
import { UNKNOWN_QUESTION } from '../../pipeline/studies/study-questions.ts';
import { FEW_FALSE_POSITIVES } from '../../pipeline/studies/unknown-attack.ts';
import type { UnknownSummary } from '../../pipeline/studies/unknown-summary.ts';
import type { CellView } from '../cells/view.ts';
import { Chart } from '../kit/chart.tsx';
import { Controls } from '../kit/controls.tsx';
import { DataTable } from '../kit/data-table.tsx';
import { NotYet } from '../kit/not-yet.tsx';
import { notebook } from '../lab.ts';
import { chartTheme } from '../shell/theme.ts';
import { TermWord } from '../teaching/term.tsx';
import { ClassifierControls } from './cell-attack-classifier.tsx';
import { StudyResult } from './study-result.tsx';

const FEW = formatPercent(FEW_FALSE_POSITIVES, 0);

export const view: CellView<CellValue<'unknown-attack'>> = {
  prose: (
    <>
      <p>
        <strong>How it works:</strong> A new attack has no label yet. So the study removes one
        attack from the training data, trains the classifier, and shows it that attack. The
        detectors have not seen it either. All are judged by normal flows that none has seen.
      </p>
      <p>
        <strong>Look for</strong> attacks that are called normal, and how sure the classifier is. A{' '}
        <TermWord of="softmax" /> must choose a known name. “By doubt”: alerts on the flows with the
        lowest probability of normal, at 1 % false positives.
      </p>
      <p>
        <strong>What goes wrong:</strong> a wrong name is still an alert, so count only what is
        called normal. An attack that nobody finds needs other features: try time features.
      </p>
    </>
  ),
  note: {
    ask: 'You know cats and dogs only, and are shown a fish. You must say cat or dog, and how sure you are. What do you say?',
    surprises:
      'Whole attacks are called normal, with a probability above 0.99. Among them is the exfiltration that every detector finds. Then look for the attack that neither the classifier nor a detector finds.',
  },
  guess: { kind: 'question', question: UNKNOWN_QUESTION },
  slides: () => [
    { name: 'called', title: 'What it is called' },
    { name: 'found', title: 'Who finds it', isMore: true },
    { name: 'sentences', title: 'In words', isMore: true },
  ],
  Settings,
  Output,
};

function Settings() {
  return (
    <>
      <Controls keys={['detectors', 'trainOn']} />
      <details>
        <summary>The classifier, as in the cell above</summary>
        <ClassifierControls />
      </details>
    </>
  );
}

/** What becomes of an attack that nobody was taught. */
function Output() {
  const result = notebook.cell('unknown-attack').result.value;
  return result === null ? <NotYet what="The result" /> : <UnknownOutput summary={result.value} />;
}

function UnknownOutput({ summary }: { readonly summary: UnknownSummary }) {
  const theme = chartTheme.value;
  const { rows, detectors } = summary;
  const called = useMemo(() => {
    const attacks = rows.map(({ attack, calls }) => ({ attack, called: calls.called }));
    return calledFigure(attacks, theme);
  }, [rows, theme]);
  const found = useMemo(() => {
    const titles = detectors.map((name) => detectorFacts(name).title);
    const finders = ['classifier, any name', `classifier, doubt at ${FEW}`, ...titles];
    const attacks = rows.map(({ attack, calls, detections }) => ({
      attack,
      found: [
        1 - calls.calledNormal,
        calls.foundAtFew,
        ...detections.map(({ foundAtFew }) => foundAtFew),
      ],
    }));
    return foundFigure(finders, attacks, theme);
  }, [rows, detectors, theme]);
  return (
    <StudyResult
      id="unknown-attack"
      summary={summary}
      tables={
        <>
          <ClassifierTable summary={summary} />
          <DetectorTable summary={summary} />
        </>
      }
    >
      <Chart
        title="What a classifier calls an attack that it was not taught, %"
        figure={called}
        slide="unknown-attack.called"
      />
      <Chart
        title={`Who finds it, at ${FEW} false positives, %`}
        figure={found}
        slide="unknown-attack.found"
      />
    </StudyResult>
  );
}

function ClassifierTable({ summary: { rows } }: { readonly summary: UnknownSummary }) {
  return (
    <DataTable
      caption="The classifier, taught an attack (known) and not taught it"
      columns={['attack', 'flows', 'known: named rightly', 'called normal', 'how sure', 'by doubt']}
      rows={rows.map(({ attack, knownRecall, calls }) => [
        formatType(attack),
        formatCount(calls.flows),
        knownRecall === null ? '–' : formatPercent(knownRecall),
        formatPercent(calls.calledNormal),
        formatPercent(calls.confidence),
        formatPercent(calls.foundAtFew),
      ])}
    />
  );
}

/** Beside their thresholds of their own, which a heat map of one threshold does not show. */
function DetectorTable({ summary: { rows } }: { readonly summary: UnknownSummary }) {
  return (
    <DataTable
      caption="The detectors, which were not shown it either"
      columns={['attack', 'detector', 'found, own threshold', 'false positives', `found at ${FEW}`]}
      rows={rows.flatMap(({ attack, detections }) =>
        detections.map(({ detector, found, falsePositiveRate, foundAtFew }) => [
          formatType(attack),
          detectorFacts(detector).title,
          ...[found, falsePositiveRate, foundAtFew].map((share) => formatPercent(share)),
        ]),
      )}
      words={[0, 1]}
    />
  );
}
