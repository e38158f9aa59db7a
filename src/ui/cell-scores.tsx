import { useMemo } from 'preact/hooks';
import { attacksFigure, DIFFICULTIES } from '../charts/attacks.ts';
import { formatCount, formatPercent, formatType } from '../charts/format.ts';
import { scoreFigure } from '../charts/scores.ts';
import { NORMAL } from '../data/flow-table.ts';
import type { DetectorEvaluation } from '../eval/compare.ts';
import type { RankedAttack } from '../eval/per-attack.ts';
import { DETECTORS, detectorFacts } from '../pipeline/detector-facts.ts';
import type { ScoreDistribution } from '../pipeline/evaluate.ts';
import type { DetectorName } from '../pipeline/parameter-facts.ts';
import { CellFrame, NotYet } from './cell-frame.tsx';
import { Chart } from './chart.tsx';
import { DataTable } from './data-table.tsx';
import { notebook, shownDetector } from './lab.ts';
import { chartTheme } from './theme.ts';
import { TopAnomalies } from './top-anomalies.tsx';

export function ScoresCell() {
  const result = notebook.cell('scores').result.value;
  const shown =
    result?.value.find(({ detector }) => detector === shownDetector.value) ?? result?.value[0];
  return (
    <CellFrame
      id="scores"
      prose={
        <>
          <p>
            A detector gives every flow a score; the threshold turns scores into alerts. Here higher
            means more anomalous: scikit-learn's scores run the other way and are negated, as the
            notebook does.
          </p>
          <p>
            Look at where the classes overlap: whatever line you draw there, you pay for each attack
            found with false alarms, or for quiet with attacks missed. Then look at which attacks
            those are. An average hides that some are found always and some never.
          </p>
        </>
      }
      controls={<DetectorChoice />}
    >
      {shown === undefined ? <NotYet what="The scores" /> : <ScoresOutput scores={shown} />}
    </CellFrame>
  );
}

function DetectorChoice() {
  return (
    <div class="controls">
      <div class="control">
        <label for="shown-detector">Scores of</label>
        <select
          id="shown-detector"
          value={shownDetector.value}
          onChange={(event) => {
            shownDetector.value = event.currentTarget.value as DetectorName;
          }}
        >
          {DETECTORS.map(({ name, title }) => (
            <option key={name} value={name}>
              {title}
            </option>
          ))}
        </select>
      </div>
    </div>
  );
}

function ScoresOutput({ scores }: { readonly scores: ScoreDistribution }) {
  const theme = chartTheme.value;
  const figure = useMemo(() => scoreFigure(scores, theme), [scores, theme]);
  const detection = notebook.cell(scores.detector).result.value?.value;
  const { title } = detectorFacts(scores.detector);
  return (
    <>
      <p class="headline">{title}</p>
      <Chart title={`Scores of the ${title}`} figure={figure} />
      {detection !== undefined && (
        <>
          <TopAnomalies detection={detection} />
          <ByType evaluation={detection.evaluation} />
        </>
      )}
    </>
  );
}

function ByType({ evaluation }: { readonly evaluation: DetectorEvaluation }) {
  const { perType, rankedAttacks } = evaluation;
  if (perType === null || rankedAttacks === null) {
    return <p>Without labels nobody can say which kinds of attack are found.</p>;
  }
  const normal = perType.filter(({ label }) => label === NORMAL);
  return (
    <>
      {normal.map(({ type, flows, flagged, rate }) => (
        <p key={type}>
          <strong>{formatPercent(rate)}</strong> false positive rate: {formatCount(flagged)} of{' '}
          {formatCount(flows)} {formatType(type)} flows raised an alarm.
        </p>
      ))}
      {rankedAttacks.length > 0 && <RankedAttacks attacks={rankedAttacks} />}
    </>
  );
}

function RankedAttacks({ attacks }: { readonly attacks: readonly RankedAttack[] }) {
  const theme = chartTheme.value;
  const figure = useMemo(() => attacksFigure(attacks, theme), [attacks, theme]);
  return (
    <>
      <Chart title="Attacks by share found, hardest first" figure={figure} />
      <DataTable
        caption="Attacks ranked by difficulty, hardest first"
        columns={['attack', 'difficulty', 'found', 'share', '95 % interval']}
        rows={attacks.map(({ type, flows, flagged, rate, interval, difficulty }) => [
          formatType(type),
          <span key="band" class={`band ${difficulty}`}>
            {DIFFICULTIES[difficulty].word}
          </span>,
          `${flagged} of ${flows}`,
          formatPercent(rate),
          `${formatPercent(interval.low)} to ${formatPercent(interval.high)}`,
        ])}
        words={[0, 1]}
      />
    </>
  );
}
