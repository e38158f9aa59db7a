import type { BaselineReport } from '../../pipeline/baseline/baseline-report.ts';
import { DataTable } from '../kit/data-table.tsx';
import { learningProblem, report } from './baseline-state.ts';

/** What was learnt from, what is doubtful about it, and how far what is judged has drifted. */
export function BaselineDrift() {
  const shown = report.value;
  const problem = learningProblem.value;
  return (
    <div class="learnt">
      {problem !== null && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      {shown !== null && problem === null && (
        <>
          <p>
            <strong>{shown.sentence}</strong>
          </p>
          {shown.warnings.map((warning) => (
            <p key={warning} class="warning">
              {warning}
            </p>
          ))}
          {shown.drift !== null && <Drift drift={shown.drift} />}
        </>
      )}
    </div>
  );
}

/** Features named above the table. */
const NAMED = 4;

const SIGNS = {
  drifted: '▲ drifted',
  shifted: '△ shifted',
  stable: '= stable',
  'too few': '? too few',
};

function Drift({ drift }: { readonly drift: NonNullable<BaselineReport['drift']> }) {
  const drifted = drift.features.filter(({ verdict }) => verdict === 'drifted');
  return (
    <>
      <p>{drift.summary}</p>
      {drifted.length > 0 && (
        <ul>
          {drifted.slice(0, NAMED).map(({ name, sentence }) => (
            <li key={name}>{sentence}.</li>
          ))}
        </ul>
      )}
      <details>
        <summary>Every feature against the baseline</summary>
        <DataTable
          caption="Drift, the furthest first"
          columns={['feature', 'verdict', 'in words', 'stability index', 'KS distance', 'outside']}
          rows={drift.features.map((feature) => [
            <code key="name">{feature.name}</code>,
            SIGNS[feature.verdict],
            feature.sentence,
            feature.stabilityIndex.toFixed(3),
            feature.distance.toFixed(3),
            `${(100 * feature.outside).toFixed(1)} %`,
          ])}
          words={[0, 1, 2]}
        />
        <p class="meaning">
          Stability index: below 0.1 little has changed, above 0.25 much. KS distance
          (Kolmogorov–Smirnov): the largest gap between the cumulative distributions. Outside: the
          share beyond the middle 99 % of the baseline. Too few: chance alone can change so few
          flows as much.
        </p>
      </details>
    </>
  );
}
