import { useSignal } from '@preact/signals';
import { useId, useMemo } from 'preact/hooks';
import { formatMeasure } from '../../charts/format.ts';
import { lossFigure } from '../../charts/leave-out.ts';
import type { Study } from '../../notebook/studies.ts';
import { detectorFacts } from '../../pipeline/detecting/detector-table.ts';
import type { DetectorName } from '../../pipeline/parameters/lab-parameters.ts';
import {
  type LeaveOutPlan,
  type LeaveOutResult,
  type LeftOut,
  leastMeaningful,
  leaveOutResults,
  rankLosses,
} from '../../pipeline/studies/leave-out.ts';
import {
  changeInWords,
  claimSummary,
  lossSummary,
  nameOf,
} from '../../pipeline/studies/leave-out-summary.ts';
import type { Measure } from '../../pipeline/studies/trial.ts';
import { Chart } from '../kit/chart.tsx';
import { chartTheme } from '../shell/theme.ts';

/** A measure that says how good a detector is. */
type Quality = Extract<Measure, { kind: 'share' }>;

interface Props {
  readonly plan: LeaveOutPlan;
  readonly outcomes: Study['outcomes'];
  readonly measure: Quality;
}

/** What is lost without each family and each feature, detector by detector. */
export function LeaveOutResults({ plan, outcomes, measure }: Props) {
  const id = useId();
  const results = useMemo(() => leaveOutResults(plan, outcomes), [plan, outcomes]);
  const chosen = useSignal<DetectorName | undefined>(plan.detectors[0]);
  const result = results.find(({ detector }) => detector === chosen.value) ?? results[0];
  if (result === undefined) return null;
  const hasFamilies = plan.items.some(({ kind }) => kind === 'family');
  return (
    <>
      {hasFamilies && (
        <>
          <p>The Python notebook says that rate and ratio features matter most. Do they here?</p>
          <ul class="claims">
            {results.map((one) => (
              <li key={one.detector}>{claimSummary(one, measure.key)}</li>
            ))}
          </ul>
        </>
      )}
      <div class="controls">
        <div class="control">
          <label for={id}>Detector</label>
          <select
            id={id}
            value={result.detector}
            onChange={(event) => {
              chosen.value = event.currentTarget.value as DetectorName;
            }}
          >
            {plan.detectors.map((name) => (
              <option key={name} value={name}>
                {detectorFacts(name).title}
              </option>
            ))}
          </select>
        </div>
      </div>
      {hasFamilies && <LossChart result={result} kind="family" measure={measure} />}
      <LossChart result={result} kind="feature" measure={measure} />
    </>
  );
}

interface LossProps {
  readonly result: LeaveOutResult;
  readonly kind: LeftOut['kind'];
  readonly measure: Quality;
}

function LossChart({ result, kind, measure }: LossProps) {
  const theme = chartTheme.value;
  const figure = useMemo(() => {
    const least = leastMeaningful(result, measure.key);
    const losses = rankLosses(result, kind, measure.key);
    return lossFigure(
      {
        bars: losses.flatMap((one) =>
          one.loss === null
            ? []
            : {
                name: nameOf(one),
                loss: one.loss,
                words: changeInWords(one.loss, least),
                meaningful: Math.abs(one.loss) > least,
              },
        ),
        summary: lossSummary(result, kind, measure.key),
        table: {
          columns: ['without', `${measure.title} without`, 'lost', 'in words'],
          rows: losses.map((one) => [
            nameOf(one),
            formatMeasure(one.without, 6),
            one.loss === null ? '–' : one.loss.toFixed(6),
            one.loss === null ? (one.problem ?? 'no figure') : changeInWords(one.loss, least),
          ]),
        },
      },
      theme,
    );
  }, [result, kind, measure, theme]);
  const of = kind === 'family' ? 'family of features' : 'feature';
  return (
    <Chart title={`Without one ${of}: ${detectorFacts(result.detector).title}`} figure={figure} />
  );
}
