import { useMemo } from 'preact/hooks';
import { formatCount, formatPercent, formatType } from '../../charts/format.ts';
import { calledFigure, foundFigure } from '../../charts/unknown-attack.ts';
import { detectorFacts } from '../../pipeline/detecting/detector-table.ts';
import { FEW_FALSE_POSITIVES } from '../../pipeline/studies/unknown-attack.ts';
import type { UnknownSummary } from '../../pipeline/studies/unknown-summary.ts';
import { CellFrame, NotYet } from '../kit/cell-frame.tsx';
import { Chart } from '../kit/chart.tsx';
import { Controls } from '../kit/controls.tsx';
import { DataTable } from '../kit/data-table.tsx';
import { notebook } from '../lab.ts';
import { chartTheme } from '../shell/theme.ts';
import { BEYOND_PROSE } from '../teaching/prose-beyond.tsx';
import { ClassifierControls } from './cell-attack-classifier.tsx';
import { SaveResult } from './save-result.tsx';

const FEW = formatPercent(FEW_FALSE_POSITIVES, 0);

/** What becomes of an attack that nobody was taught. */
export function UnknownAttackCell() {
  const result = notebook.cell('unknown-attack').result.value;
  return (
    <CellFrame
      id="unknown-attack"
      prose={BEYOND_PROSE['unknown-attack']}
      controls={
        <>
          <Controls keys={['detectors', 'trainOn']} />
          <details>
            <summary>The classifier, as in the cell above</summary>
            <ClassifierControls />
          </details>
        </>
      }
    >
      {result === null ? (
        <NotYet what="What each attack is called by a classifier that was not taught it" />
      ) : (
        <UnknownOutput summary={result.value} />
      )}
    </CellFrame>
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
