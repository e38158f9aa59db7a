import { useMemo } from 'preact/hooks';
import { formatCount, formatDuration, formatMeasure } from '../../../charts/format.ts';
import { lookOf } from '../../../charts/looks.ts';
import { sweepFigure } from '../../../charts/sweep.ts';
import { type Study, settingsChangedSince } from '../../../notebook/studies.ts';
import { detectorFacts } from '../../../pipeline/detecting/detector-table.ts';
import type { DetectorName } from '../../../pipeline/parameters/lab-parameters.ts';
import { type SweepPlan, type SweepPoint, sweepPoints } from '../../../pipeline/studies/sweep.ts';
import { heldOutChoice, sweepSummary } from '../../../pipeline/studies/sweep-summary.ts';
import { MEASURES, type Measure, type MeasureKey } from '../../../pipeline/studies/trial.ts';
import { Chart } from '../../kit/chart.tsx';
import { DataTable } from '../../kit/data-table.tsx';
import { notebook } from '../../lab.ts';
import { chartTheme } from '../../shell/theme.ts';
import { AsOf } from '../as-of.tsx';
import { LeaveOutResults } from '../leave-out-results.tsx';

interface Props {
  readonly study: Study;
  readonly measure: MeasureKey;
}

/** What a study found, and for which parameters. */
export function StudyResults({ study, measure }: Props) {
  const { plan, outcomes, milliseconds } = study;
  const there = outcomes.filter((outcome) => outcome !== null).length;
  return (
    <div class="output">
      <p>
        {there < outcomes.length
          ? `Stopped after ${there} of ${outcomes.length} runs.`
          : `${outcomes.length} runs in ${formatDuration(milliseconds)}.`}
      </p>
      <Changes study={study} />
      {plan.kind === 'sweep' ? (
        <SweepResults plan={plan} outcomes={outcomes} measure={measureOf(measure)} />
      ) : (
        <LeaveOutResults plan={plan} outcomes={outcomes} measure={qualityOf(measure)} />
      )}
    </div>
  );
}

function Changes({ study }: { readonly study: Study }) {
  const { result } = notebook.cell('scale');
  const sameMatrix = notebook.isCurrent('scale') && result.value?.key === study.key;
  const fromFile = notebook.opened.value !== null;
  const changes = settingsChangedSince(study, notebook.parameters.value, { fromFile, sameMatrix });
  return <AsOf changes={changes} />;
}

function measureOf(key: MeasureKey): Measure {
  const found = MEASURES.find((measure) => measure.key === key);
  if (found === undefined) throw new Error(`There is no measure "${key}".`);
  return found;
}

/** The measure if it says how good a detector is, F1 otherwise. */
function qualityOf(key: MeasureKey) {
  const measure = measureOf(key);
  return measure.kind === 'share' ? measure : MEASURES[0];
}

function say(figure: number | null | undefined, { kind }: Measure, digits = 3): string {
  if (figure === null || figure === undefined) return '–';
  if (kind === 'share') return formatMeasure(figure, digits);
  return kind === 'count' ? formatCount(figure) : figure.toFixed(1);
}

interface SweepProps {
  readonly plan: SweepPlan;
  readonly outcomes: Study['outcomes'];
  readonly measure: Measure;
}

function SweepResults({ plan, outcomes, measure }: SweepProps) {
  const theme = chartTheme.value;
  const points = useMemo(() => sweepPoints(plan, outcomes), [plan, outcomes]);
  const { facts, detectors, byRatio } = plan.swept;
  const current = notebook.parameters.value[facts.key] as number | string;
  const at = (detector: DetectorName, value: number | string) =>
    points.find((point) => point.detector === detector && point.value === value);
  const figure = useMemo(
    () =>
      sweepFigure(
        {
          parameter: facts.label,
          measure: measure.title,
          values: plan.values,
          current,
          byRatio,
          share: measure.kind === 'share',
          series: detectors.map((detector) => ({
            name: detectorFacts(detector).title,
            look: lookOf(detectorFacts(detector).look),
            figures: plan.values.map(
              (value) => at(detector, value)?.figures?.[measure.key] ?? null,
            ),
          })),
          summary: sweepSummary({ ...plan, current }, points, measure),
          table: pointTable(facts.label, points),
        },
        theme,
      ),
    [plan, points, measure, current, theme],
  );
  const set = (value: number | string) => notebook.setParameter(facts.key, value as never);
  const problems = points.filter(({ problem }) => problem !== null);
  return (
    <>
      <Chart title={`${measure.title} by ${facts.label}`} figure={figure} />
      {problems.map(({ detector, value, problem }) => (
        <p key={`${detector} ${value}`} class="warning">
          {facts.label} {value}: {problem}
        </p>
      ))}
      <DataTable
        caption={`${measure.title} at each value of ${facts.label}`}
        columns={[facts.label, 'setting', ...detectors.map((name) => detectorFacts(name).title)]}
        rows={plan.values.map((value) => [
          value,
          value === current ? (
            <span class="set">✓ set</span>
          ) : (
            <button type="button" class="link" onClick={() => set(value)}>
              Use
              <span class="hidden">
                {' '}
                this value: {facts.label} {value}
              </span>
            </button>
          ),
          ...detectors.map((detector) => say(at(detector, value)?.figures?.[measure.key], measure)),
        ])}
        words={[0, 1]}
      />
      <HeldOut plan={plan} points={points} measure={measure} />
    </>
  );
}

interface HeldOutProps {
  readonly plan: SweepPlan;
  readonly points: readonly SweepPoint[];
  readonly measure: Measure;
}

/** The value that one half of the flows chooses, and what it is worth on the other half. */
function HeldOut({ plan, points, measure }: HeldOutProps) {
  const choices = plan.swept.detectors.flatMap(
    (name) => heldOutChoice(plan, points, name, measure) ?? [],
  );
  if (choices.length === 0) return null;
  return (
    <DataTable
      caption={`Held out: ${plan.swept.facts.label} chosen on one half of the flows by ${measure.title}, judged by the other half`}
      columns={['detector', 'value chosen', 'on the half that chose', 'on the other half']}
      rows={choices.map(({ detector, value, chosenOn, judgedOn }) => [
        detectorFacts(detector).title,
        value,
        say(chosenOn, measure),
        say(judgedOn, measure),
      ])}
      words={[0]}
    />
  );
}

function pointTable(label: string, points: readonly SweepPoint[]) {
  return {
    columns: [label, 'detector', ...MEASURES.map(({ title }) => title)],
    rows: points.map(({ value, detector, figures }) => [
      value,
      detectorFacts(detector).title,
      ...MEASURES.map((measure) => say(figures?.[measure.key], measure, 6)),
    ]),
  };
}
