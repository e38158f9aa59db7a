import { titleOf } from '../detecting/detector-table.ts';
import type { DetectorName } from '../parameters/lab-parameters.ts';
import { changeInWords, changesInArguments } from './change-words.ts';
import { noiseSentence } from './noise.ts';
import type { RawValues } from './raw-values.ts';
import type { Answer } from './rescorer.ts';
import { type Search, searchColumn, type Turning } from './search-column.ts';
import { searchPair } from './search-pair.ts';
import { type Twin, twinOf } from './twin.ts';
import { columnOf, isPossible, type WhatIf } from './what-if.ts';

/** A change of a flow that turns a detector's verdict. */
export interface Counterfactual {
  readonly changes: RawValues;
  /** The changes as the command line reads them: the same doubles. */
  readonly argument: string;
  /** `sent 61 % less (812 kB)`: what follows "if it". */
  readonly words: string;
  /** How far it is: the changes' steps, measured in normal flows' own spread, added. */
  readonly movement: number;
  /** What the detector says of the changed flow. */
  readonly answer: Answer;
  /**
   * Of a change of one number: to which value the verdict was seen to stay turned, and whether that
   * is the end of what the traffic has. `null` for ports, words and two columns.
   */
  readonly stays: { readonly until: number; readonly toTheEnd: boolean } | null;
}

/** What would have turned a detector's verdict on a flow. */
export interface Counterfactuals {
  readonly row: number;
  readonly detector: DetectorName;
  readonly answer: Answer;
  /** Of one column each, the least movement first; of two columns where no single one does it. */
  readonly found: readonly Counterfactual[];
  /** The most similar normal flow without an alert. */
  readonly twin: Twin | null;
  /** `The Isolation Forest would raise no alert if it sent 61 % less, or used port 443.` */
  readonly sentence: string;
}

/**
 * The smallest changes that would have turned a detector's verdict: of an alert what would have made
 * it pass, of another flow what would have raised an alert. Searched among possible flows within what
 * the traffic shows, with a bound on what is tried; each is checked by scoring it. A verdict within
 * the solver's tolerance has none: it is noise. Some 5,000 scores at most.
 */
export function counterfactualsOf(
  whatIf: WhatIf,
  row: number,
  detector: DetectorName,
): Counterfactuals {
  const { rescorer, ordinary } = whatIf;
  const [answer] = rescorer.answersOf(row, [{}], detector);
  const twin = twinOf(whatIf, row, detector);
  const given = { row, detector, answer, twin };
  if (answer.noise) return { ...given, found: [], sentence: noiseSentence(answer) };
  const measured = rescorer.measured.valuesOf(row);
  const search: Search = {
    measured,
    toPass: answer.alert,
    isPossible: (changes) => isPossible(rescorer, row, changes),
    turns: (changes) =>
      rescorer.answersOf(row, changes, detector).map(({ alert }) => alert !== answer.alert),
  };
  const single = ordinary.columns
    .flatMap((column) => searchColumn(column, search) ?? [])
    .sort((a, b) => a.movement - b.movement)
    .map(({ column, value, movement, ...rest }) =>
      told(whatIf, row, detector, { [column]: value }, movement, staysOf(rest)),
    );
  const pair = single.length > 0 ? null : searchPair(ordinary.columns, search);
  const found =
    pair === null ? single : [told(whatIf, row, detector, pair.changes, pair.movement, null)];
  return { ...given, found, sentence: sentenceOf(answer, found) };
}

function staysOf({ until, toTheEnd }: Pick<Turning, 'until' | 'toTheEnd'>) {
  return until === null ? null : { until, toTheEnd };
}

function told(
  { rescorer, ordinary }: WhatIf,
  row: number,
  detector: DetectorName,
  changes: RawValues,
  movement: number,
  stays: Counterfactual['stays'],
): Counterfactual {
  const [answer] = rescorer.answersOf(row, [changes], detector);
  const words = Object.entries(changes).map(([name, value]) =>
    changeInWords(columnOf(ordinary, name).column, rescorer.measured.cellOf(row, name), value),
  );
  return {
    changes,
    argument: changesInArguments(changes),
    words: words.join(' and '),
    movement,
    answer,
    stays,
  };
}

/** Changes that a sentence names. */
const NAMED = 2;

function sentenceOf({ detector, alert }: Answer, found: readonly Counterfactual[]): string {
  const title = titleOf(detector);
  if (found.length > 0) {
    const ways = found.slice(0, NAMED).map(({ words }) => words);
    return `The ${title} would raise ${alert ? 'no' : 'an'} alert if it ${ways.join(', or ')}.`;
  }
  return (
    `The ${title} would still raise ${alert ? 'an' : 'no'} alert. No change of one or two values ` +
    'within the ranges of this traffic changes the verdict.'
  );
}
