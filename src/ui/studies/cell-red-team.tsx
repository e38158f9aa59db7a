import { formatPercent } from '../../charts/format.ts';
import type { CellValue } from '../../notebook/cell-definition.ts';
import { detectorFacts } from '../../pipeline/detecting/detector-table.ts';
import { many } from '../../pipeline/run/words.ts';
import { resultBy } from '../../pipeline/studies/red-team/results.ts';
import { priceWords, stepWords } from '../../pipeline/studies/red-team/sentences.ts';
import { RED_TEAM_QUESTION } from '../../pipeline/studies/study-questions.ts';
import type { CellView } from '../cells/view.ts';
import { Controls } from '../kit/controls.tsx';
import { DataTable } from '../kit/data-table.tsx';
import { NotYet } from '../kit/not-yet.tsx';
import { notebook } from '../lab.ts';
import { NotYourTraffic } from './not-your-traffic.tsx';
import { Poisoning, type RedTeamProps, Stealth } from './red-team-charts.tsx';
import { StudyResult } from './study-result.tsx';

export const view: CellView<CellValue<'red-team'>> = {
  prose: (
    <>
      <p>
        <strong>How it works:</strong> A red team plays the attacker: it keeps the goal, such as
        bytes stolen, and hides. It uses more flows, more time, padding or port 443. The detectors
        do not learn again. Then the attack itself poisons the training.
      </p>
      <p>
        <strong>Look for</strong> the line that falls first, and what that costs the attacker. In
        the second chart, see how small a share in the training hides an attack.
      </p>
      <p>
        <strong>What goes wrong:</strong> hiding from one detector can show the attack to another.
        One part that is found may show the whole attack. A real attacker also copies what normal
        flows look like.
      </p>
    </>
  ),
  note: {
    ask: 'You must carry 60 MB out of a house and the guards look at single bags. What do you do, and what does it cost you?',
    surprises:
      'Padding hides the exfiltration from one detector and shows it to another. The Local Outlier Factor finds the attack however it hides, but not when it is a twentieth of the training data.',
  },
  guess: { kind: 'question', question: RED_TEAM_QUESTION },
  slides: () => [
    { name: 'stealth', title: 'Found, and its cost' },
    { name: 'poisoning', title: 'Poisoned training', isMore: true },
    { name: 'sentences', title: 'In words', isMore: true },
  ],
  Settings,
  Output,
};

function Settings() {
  return (
    <>
      <NotYourTraffic />
      <Controls keys={['redTeamAttack', 'seeds', 'detectors']} />
    </>
  );
}

/** What is found of an attack that hides, and of one that was learnt. */
function Output() {
  const result = notebook.cell('red-team').result.value;
  return result === null ? <NotYet what="The result" /> : <RedTeamOutput summary={result.value} />;
}

function RedTeamOutput({ summary }: RedTeamProps) {
  const { steps, poisoning } = summary;
  return (
    <StudyResult
      id="red-team"
      summary={summary}
      tables={steps.length > 0 && <PriceTable summary={summary} />}
    >
      {steps.length > 0 && <Stealth summary={summary} />}
      {poisoning.length > 0 && <Poisoning summary={summary} />}
    </StudyResult>
  );
}

/** Every step with its price, and what each detector finds of the flows and of what they were. */
function PriceTable({ summary }: RedTeamProps) {
  const { steps, detectors, seeds, goal, falsePositives } = summary;
  return (
    <DataTable
      caption={`What it costs and what is found of it, mean of ${many(seeds.length, 'seed')}`}
      columns={[
        ...['what is changed', 'flows', 'packets', 'bytes', 'time', goal],
        ...detectors.map((name) => detectorFacts(name).title),
      ]}
      rows={[
        ...steps.map((step) => [
          stepWords(step),
          ...priceWords(step),
          ...detectors.map((name) => formatPercent(resultBy(step, name).found.mean)),
        ]),
        [
          'alerts on normal flows',
          ...['–', '–', '–', '–', '–'],
          ...falsePositives.map(({ falsePositiveRate }) => formatPercent(falsePositiveRate.mean)),
        ],
      ]}
    />
  );
}
