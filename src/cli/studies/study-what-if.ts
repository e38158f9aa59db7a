import { entryAt } from '../../data/entry-at.ts';
import { InputError } from '../../data/errors.ts';
import { titleOf } from '../../pipeline/detecting/detector-table.ts';
import type { LabRun } from '../../pipeline/run/lab.ts';
import { valueInWords } from '../../pipeline/what-if/change-words.ts';
import { parseChanges } from '../../pipeline/what-if/parse-changes.ts';
import type { Answer } from '../../pipeline/what-if/rescorer.ts';
import { columns, section } from '../layout.ts';
import { UsageError } from '../usage-error.ts';
import type { Study, StudyContext, StudyReport } from './study.ts';
import { checkRow, whatIfOf } from './what-if-run.ts';

/** A flow, and how it is to be changed. */
interface Asked {
  readonly row: number;
  readonly changes: string;
}

export const study: Study<Asked> = {
  place: 1,
  option: {
    flag: 'what-if',
    value: 'ROW CHANGES',
    meaning:
      'Score one flow again with other values, such as --what-if 12 bytes_sent=2MB,dst_port=443; all features are computed again.',
    takes: 2,
  },
  ask(typed) {
    const [, row, changes = ''] = /^(\d+)[\s:]+(.*)$/.exec(typed.trim()) ?? [];
    if (row === undefined) {
      throw new UsageError(
        `--what-if needs a row number and changes, such as 12 bytes_sent=2MB,dst_port=443; got "${typed.trim()}".`,
      );
    }
    return { row: Number(row), changes };
  },
  report: whatIfStudy,
};

async function whatIfStudy(
  run: LabRun,
  { row, changes: typed }: Asked,
  context: StudyContext,
): Promise<StudyReport> {
  checkRow(run, row);
  const { rescorer } = whatIfOf(run, context);
  const changes = parseChanges(typed, rescorer.columns);
  const { refused, answers } = rescorer.score(row, changes);
  if (refused.length > 0) throw new InputError(refused.map(({ why }) => why).join(' '));
  const before = rescorer.score(row, {}).answers;
  const measured = rescorer.measured.valuesOf(row);
  const lines = [
    ...rescorer.columns.flatMap((column) => {
      const [now, then] = [changes[column.name], measured[column.name]];
      if (now === undefined) return [];
      const before = then === undefined ? 'none' : valueInWords(column, then);
      return [`${column.name}: ${valueInWords(column, now)}, measured ${before}`];
    }),
    '',
    columns(['detector', 'score', 'as measured', 'threshold', 'verdict']),
    ...answers.map((answer, at) => answerLine(answer, entryAt(before, at, 'answer'))),
  ];
  return {
    text: section(`Flow ${row}, what if`, lines),
    json: { whatIf: { row, changes, measured, answers, before } },
  };
}

function answerLine(answer: Answer, before: Answer): string {
  const { detector, anomalyScore, threshold } = answer;
  const numbers = [anomalyScore, before.anomalyScore, threshold].map((value) => value.toFixed(6));
  const now = verdictOf(answer);
  const then = verdictOf(before);
  return columns([titleOf(detector), ...numbers, now === then ? now : `${now}, was ${then}`]);
}

function verdictOf({ alert, noise }: Answer): string {
  return `${alert ? 'alert' : 'no alert'}${noise ? ' (at the threshold)' : ''}`;
}
