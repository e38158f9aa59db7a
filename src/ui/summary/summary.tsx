import { formatCount, formatMeasure, formatPercent } from '../../charts/format.ts';
import { PROFILES } from '../../data/profiles.ts';
import { detectorFacts } from '../../pipeline/detecting/detector-table.ts';
import type { Detection } from '../../pipeline/run/detect.ts';
import { takeawaysOf } from '../../pipeline/run/takeaways.ts';
import { listOf } from '../../pipeline/run/words.ts';
import type { Traffic } from '../../pipeline/traffic/generate.ts';
import { DataTable } from '../kit/data-table.tsx';
import { chosenDetectors, notebook } from '../lab.ts';
import { slidePhase } from '../present/present.ts';
import { someWithheld } from '../teaching/predicting.ts';

/** What was in the traffic, what the attacks are and how to see them, and how the detectors did. */
export function Summary() {
  const traffic = notebook.cell('generate').result.value?.value;
  const done = chosenDetectors.value.flatMap(
    ({ name }) => notebook.cell(name).result.value?.value ?? [],
  );
  const detections = someWithheld() ? [] : done;
  const known = knownAttacks(traffic);
  const judged = detections.filter(({ evaluation }) => evaluation.confusion !== null);
  return (
    <section
      id="summary"
      aria-labelledby="summary-title"
      class="step"
      tabIndex={-1}
      data-slide={slidePhase('summary')}
    >
      <h2 id="summary-title">Summary</h2>
      {traffic !== undefined && <p>{trafficInWords(traffic)}</p>}
      <Takeaways detections={detections} />
      {known.length > 0 && (
        <DataTable
          caption={
            judged.length > 0
              ? 'The attacks, their signs, and the share of each that was found'
              : 'The attacks of generated traffic, and their signs'
          }
          slide="summary.attacks"
          columns={['attack', 'ATT&CK', 'tactic', 'sign', ...judged.map(titleOf)]}
          rows={known.flatMap(({ name, title, technique }) =>
            technique === undefined
              ? []
              : [
                  [
                    title,
                    <a key="link" href={technique.link} rel="noreferrer">
                      {technique.id} {technique.name}
                    </a>,
                    technique.tactic,
                    <span key="sign" class="gives-away">
                      {technique.givesAway}
                    </span>,
                    ...judged.map((detection) => foundOf(detection, name)),
                  ],
                ],
          )}
          words={[0, 1, 2, 3]}
        />
      )}
      <DataTable
        caption="The detectors"
        slide="summary.detectors"
        columns={['detector', 'idea', 'alerts', 'F1', 'ROC AUC']}
        rows={chosenDetectors.value.map(({ name, title, idea }) => {
          const evaluation = detections.find(({ detector }) => detector === name)?.evaluation;
          return [
            title,
            idea,
            evaluation === undefined ? '–' : formatCount(evaluation.predictedAnomalies),
            formatMeasure(evaluation?.f1 ?? null),
            formatMeasure(evaluation?.rocAuc ?? null),
          ];
        })}
        words={[0, 1]}
      />
    </section>
  );
}

/** The attacks that the lab can tell about: of traffic out of a file, those that it names. */
function knownAttacks(traffic: Traffic | undefined): readonly (typeof PROFILES)[number][] {
  const attacks = PROFILES.filter(({ technique }) => technique !== undefined);
  if (traffic === undefined || traffic.imported === null) return attacks;
  return attacks.filter(({ name }) => traffic.summary.types.some(({ type }) => type === name));
}

/** What the traffic held, as far as it says. */
function trafficInWords({ summary, imported }: Traffic): string {
  const { total, normal, attack, unlabelled } = summary;
  if (unlabelled === total) {
    return `The traffic held ${formatCount(total)} flows, and none of them says what it is.`;
  }
  const rest = unlabelled === 0 ? '' : `, ${formatCount(unlabelled)} without a label`;
  const counts = `The traffic held ${formatCount(total)} flows: ${formatCount(normal)} normal, ${formatCount(attack)} attacks${rest}.`;
  if (imported !== null) return counts;
  const kinds = PROFILES.filter(({ technique }) => technique === undefined);
  return `${counts} Its normal traffic is made of ${listOf(kinds.map(({ title }) => title))}.`;
}

function titleOf({ detector }: Detection): string {
  return detectorFacts(detector).title;
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
    return <p>Run the cells above to see the summary.</p>;
  }
  return (
    <>
      <ul class="takeaways">
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <p class="meaning">
        {notebook.routine.value.every(({ id }) => notebook.isCurrent(id))
          ? 'All figures are from the run above.'
          : 'All figures are from the run above. Some cells are out of date.'}
      </p>
    </>
  );
}
