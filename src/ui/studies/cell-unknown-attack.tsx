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
import { SaveResult } from './save-result.tsx';

const FEW = formatPercent(FEW_FALSE_POSITIVES, 0);

export const view: CellView<CellValue<'unknown-attack'>> = {
  prose: (
    <>
      <p>
        Tomorrow’s attack has no label today. So take one attack away, train the classifier without
        it, and show it that attack’s flows: what does it call them? Beside it stand your detectors,
        which were not shown it either. They know no names, but they may say “odd”. All are judged
        by the same normal flows that none has seen.
      </p>
      <p>
        <strong>Look for</strong> the first column: an attack that is called normal, and how sure
        the classifier is of that. A <TermWord of="softmax" /> has to choose one of the names it
        knows; its probability is no measure of whether it knows at all. “By doubt” gives it another
        chance: whatever is least probably normal is flagged, at one false positive in a hundred,
        the same as for the detectors.
      </p>
      <p>
        <strong>What goes wrong:</strong> a wrong name is an alert all the same, so count what is
        called normal, not what is called wrongly. And what nobody finds, here, wants other
        features: see what time buys.
      </p>
    </>
  ),
  note: {
    ask: 'You were taught cats and dogs and are shown a fish. You must say cat or dog, and how sure you are. What do you say?',
    surprises:
      'Whole attacks pass as normal, with a probability of more than .99; the most brazen exfiltration, which every detector finds, among them. Known attacks belong to the classifier, unknown ones to the detectors. Then look for the attack that neither finds.',
  },
  guess: { kind: 'question', question: UNKNOWN_QUESTION },
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
  return result === null ? (
    <NotYet what="What each attack is called by a classifier that was not taught it" />
  ) : (
    <UnknownOutput summary={result.value} />
  );
}

function UnknownOutput({ summary }: { readonly summary: UnknownSummary }) {
  const theme = chartTheme.value;
  const { rows, detectors, problems, sentences } = summary;
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
    <>
      {problems.map((problem) => (
        <p key={problem} class="warning">
          {problem}
        </p>
      ))}
      <Chart title="What a classifier calls an attack that it was not taught, %" figure={called} />
      <Chart title={`Who finds it, at ${FEW} false positives, %`} figure={found} />
      <ul>
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <ClassifierTable summary={summary} />
      <DetectorTable summary={summary} />
      <SaveResult id="unknown-attack" />
    </>
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
