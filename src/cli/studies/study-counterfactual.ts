import { titleOf } from '../../pipeline/detecting/detector-table.ts';
import type { LabRun } from '../../pipeline/run/lab.ts';
import { many } from '../../pipeline/run/words.ts';
import { valueInWords } from '../../pipeline/what-if/change-words.ts';
import {
  type Counterfactual,
  type Counterfactuals,
  counterfactualsOf,
} from '../../pipeline/what-if/counterfactual.ts';
import { reasonsOf } from '../../pipeline/what-if/reasons.ts';
import { columnOf, type WhatIf } from '../../pipeline/what-if/what-if.ts';
import { section } from '../layout.ts';
import { UsageError } from '../usage-error.ts';
import type { Study, StudyContext, StudyReport } from './study.ts';
import { checkRow, whatIfOf } from './what-if-run.ts';

export const study: Study<number | 'all'> = {
  place: 2,
  option: {
    flag: 'counterfactual',
    value: 'ROW|all',
    meaning:
      "What would have changed each detector's verdict on one flow, with the reasons and the nearest normal flow without an alert; all: on every alert.",
  },
  ask(typed) {
    if (typed === 'all') return 'all';
    if (/^\d+$/.test(typed)) return Number(typed);
    throw new UsageError(`--counterfactual needs a row number or all; got "${typed}".`);
  },
  report: async (run, asked, context) =>
    asked === 'all' ? ofAllAlerts(run, context) : ofOneFlow(run, asked, context),
};

function ofOneFlow(run: LabRun, row: number, context: StudyContext): StudyReport {
  checkRow(run, row);
  const whatIf = whatIfOf(run, context);
  const found = run.detections.map(({ detector }) => ({
    ...counterfactualsOf(whatIf, row, detector),
    reasons: reasonsOf(whatIf, row, detector).reasons,
  }));
  const lines = found.flatMap((one, at) => [
    ...(at === 0 ? [] : ['']),
    ...flowLines(whatIf, one),
    ...one.reasons.slice(0, 3).map(({ sentence }) => `  reason: ${sentence}`),
    ...twinLines(whatIf, one),
  ]);
  return {
    text: section(`Flow ${row}, the smallest change`, lines),
    json: { counterfactual: found },
  };
}

function flowLines(whatIf: WhatIf, { answer, found, sentence }: Counterfactuals): string[] {
  const verdict = answer.alert ? 'raises an alert' : 'raises no alert';
  return [
    `${titleOf(answer.detector)} (${verdict}): ${sentence}`,
    ...found.map(
      (one) => `  ${one.argument}: moves ${one.movement.toFixed(3)}${staysWords(whatIf, one)}`,
    ),
  ];
}

function staysWords({ ordinary }: WhatIf, { changes, stays }: Counterfactual): string {
  if (stays === null) return '';
  const [name = ''] = Object.keys(changes);
  if (stays.toTheEnd) return `, stays so to the end of what the traffic has`;
  return `, stays so to ${valueInWords(columnOf(ordinary, name).column, stays.until)}`;
}

function twinLines({ ordinary }: WhatIf, { twin }: Counterfactuals): string[] {
  if (twin === null) return [];
  const differences = twin.differences.slice(0, 4).map(({ column, own, twins }) => {
    const facts = columnOf(ordinary, column).column;
    return `${column} ${valueInWords(facts, twins)}, not ${valueInWords(facts, own)}`;
  });
  const told = differences.length === 0 ? 'no difference' : differences.join('; ');
  return [`  nearest normal flow without an alert: row ${twin.row} (${told})`];
}

function ofAllAlerts(run: LabRun, context: StudyContext): StudyReport {
  const whatIf = whatIfOf(run, context);
  const detectors = run.detections.map(({ detector, assessment: { predictions } }) => {
    const rows = [...predictions.keys()].filter((row) => predictions[row] === -1);
    const alerts = rows.map((row) => {
      const { twin: _, ...rest } = counterfactualsOf(whatIf, row, detector);
      return {
        ...rest,
        rescored: rest.found.map(({ changes }) => rescored(whatIf, row, detector, changes)),
      };
    });
    return { detector, alerts };
  });
  const lines = detectors.map(({ detector, alerts }) => {
    const noise = alerts.filter(({ answer }) => answer.noise).length;
    const ways = (width: number) =>
      alerts.filter(({ found }) => found[0] && Object.keys(found[0].changes).length === width)
        .length;
    const none = alerts.length - noise - ways(1) - ways(2);
    return (
      `${titleOf(detector)}: ${many(alerts.length, 'alert')}; one value turns ${ways(1)}, two turn ` +
      `${ways(2)}, none found for ${none}, at the threshold ${noise}`
    );
  });
  return {
    text: section('The smallest change of every alert', lines),
    json: { counterfactuals: detectors },
  };
}

/** The verdict on the changed flow, asked as a person would who types the change. */
function rescored(
  { rescorer }: WhatIf,
  row: number,
  detector: string,
  changes: Counterfactual['changes'],
) {
  const { answers, refused } = rescorer.score(row, changes);
  return { refused, answer: answers.find((one) => one.detector === detector) ?? null };
}
