import { formatCount, formatMeasure, formatPercent } from '../charts/format.ts';
import { PROFILES } from '../data/profiles.ts';
import { CELLS } from '../notebook/cells.ts';
import type { Detection } from '../pipeline/detect.ts';
import { DETECTORS } from '../pipeline/detector-facts.ts';
import { takeawaysOf } from '../pipeline/takeaways.ts';
import { DataTable } from './data-table.tsx';
import { notebook } from './lab.ts';
import { slidePhase } from './present.ts';
import { someWithheld } from './teaching/predicting.ts';

/** What was in the traffic, what the attacks are and how to see them, and how the detectors did. */
export function Summary() {
  const traffic = notebook.cell('generate').result.value?.value;
  const done = DETECTORS.flatMap(({ name }) => notebook.cell(name).result.value?.value ?? []);
  const detections = someWithheld() ? [] : done;
  return (
    <section
      id="summary"
      aria-labelledby="summary-title"
      class="step"
      tabIndex={-1}
      data-slide={slidePhase('summary')}
    >
      <h2 id="summary-title">Summary</h2>
      {traffic !== undefined && (
        <p>
          The traffic held {formatCount(traffic.summary.total)} flows:{' '}
          {formatCount(traffic.summary.normal)} normal, {formatCount(traffic.summary.attack)}{' '}
          attacks
          {traffic.summary.unlabelled > 0 &&
            `, ${formatCount(traffic.summary.unlabelled)} without a label`}
          . Normal traffic is made of{' '}
          {PROFILES.filter(({ technique }) => technique === undefined)
            .map(({ title }) => title)
            .join(', ')}{' '}
          when it is generated.
        </p>
      )}
      <Takeaways detections={detections} />
      <DataTable
        caption="The attacks, what gives them away, and the share of each that was found"
        columns={['attack', 'ATT&CK', 'tactic', 'what gives it away', ...detections.map(titleOf)]}
        rows={PROFILES.flatMap(({ name, title, technique }) =>
          technique === undefined
            ? []
            : [
                [
                  title,
                  <a key="link" href={technique.link} rel="noreferrer">
                    {technique.id} {technique.name}
                  </a>,
                  technique.tactic,
                  technique.givesAway,
                  ...detections.map((detection) => foundOf(detection, name)),
                ],
              ],
        )}
        words={[0, 1, 2, 3]}
      />
      <DataTable
        caption="The detectors"
        columns={['detector', 'idea', 'F1', 'ROC AUC']}
        rows={DETECTORS.map(({ name, title, idea }) => {
          const evaluation = detections.find(({ detector }) => detector === name)?.evaluation;
          return [
            title,
            idea,
            formatMeasure(evaluation?.f1 ?? null),
            formatMeasure(evaluation?.rocAuc ?? null),
          ];
        })}
        words={[0, 1]}
      />
    </section>
  );
}

function titleOf({ detector }: Detection): string {
  return DETECTORS.find(({ name }) => name === detector)?.title ?? detector;
}

function foundOf({ evaluation }: Detection, attack: string): string {
  const found = evaluation.rankedAttacks?.find(({ type }) => type === attack);
  return found === undefined ? '–' : formatPercent(found.rate);
}

/** What to take home, each sentence computed from the results above. */
function Takeaways({ detections }: { readonly detections: readonly Detection[] }) {
  if (someWithheld()) return <p>The results of detectors still wait for your guesses above.</p>;
  const sentences = takeawaysOf({
    flags: notebook.cell('engineer').result.value?.value.flags ?? null,
    detections,
    compared: notebook.cell('compare').result.value?.value ?? null,
  });
  if (sentences.length === 0) {
    return <p>Run the cells above, on traffic with labels, to see what to take home.</p>;
  }
  return (
    <>
      <ul class="takeaways">
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <p class="meaning">
        {CELLS.every(({ id }) => notebook.isCurrent(id))
          ? 'Every figure is of the run above.'
          : 'Every figure is of the run above, in which some cells are out of date.'}
      </p>
    </>
  );
}
