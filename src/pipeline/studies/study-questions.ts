import type { LabParameters } from '../parameters/lab-parameters.ts';
import type { Mark } from '../run/predictions.ts';
import { measureOf, shareOf } from '../run/words.ts';
import type { StreamReport } from '../stream/stream-recorder.ts';
import type { Classification } from './classification.ts';
import { PITFALLS } from './pitfalls/pitfalls.ts';
import type { PitfallsSummary } from './pitfalls/summary.ts';
import type { RedTeamSummary } from './red-team/results.ts';
import type { TimeStudySummary } from './time-study-summary.ts';
import type { UnknownSummary } from './unknown-summary.ts';
import { planVoting } from './voting.ts';
import { titleOf, type VotingSummary } from './voting-summary.ts';

/** One of the answers that a question offers. */
export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** The answers that are right, and the sentence that tells them; `null`: the result settles nothing. */
interface Truth {
  readonly right: readonly string[];
  readonly sentence: string;
}

/** What to guess before a result of that kind is shown. */
export interface StudyQuestion<Value> {
  readonly ask: string;
  readonly choices: (parameters: LabParameters) => readonly Choice[];
  readonly truth: (value: Value) => Truth | null;
}

/** Shares 0 … 1 in four parts, each up to its bound. */
const PARTS = [
  { value: 'few', label: 'less than a tenth', below: 0.1 },
  { value: 'some', label: 'a tenth to a half', below: 0.5 },
  { value: 'most', label: 'a half to nine tenths', below: 0.9 },
  { value: 'nearly all', label: 'nine tenths or more', below: Number.POSITIVE_INFINITY },
] as const;

/** The part that a share falls into. */
export function partOf(share: number): (typeof PARTS)[number] {
  return PARTS.find(({ below }) => share < below) ?? PARTS[PARTS.length - 1];
}

const shareChoices = (): readonly Choice[] => PARTS;

export const VOTING_QUESTION: StudyQuestion<VotingSummary> = {
  ask: 'Which will have the highest average precision, mean of all seeds?',
  choices: (parameters) =>
    planVoting({ ...parameters, trainOn: 'all', seeds: '1' }).contenders.map((contender) => {
      return { value: titleOf(contender), label: titleOf(contender) };
    }),
  truth: ({ rows }) => {
    const means = rows.flatMap(({ title, results }) => {
      const mean = results.averagePrecision?.mean;
      return mean === undefined ? [] : [{ title, mean }];
    });
    const [best] = means.toSorted((a, b) => b.mean - a.mean);
    if (best === undefined) return null;
    const right = means.filter(({ mean }) => mean === best.mean).map(({ title }) => title);
    return { right, sentence: `it is ${best.title} (${measureOf(best.mean)})` };
  },
};

export const TIME_QUESTION: StudyQuestion<TimeStudySummary> = {
  ask: 'With time features, what share of the beacon will the best detector find?',
  choices: shareChoices,
  truth: ({ gains }) => {
    const found = gains.flatMap(({ attack, with: timed }) =>
      attack === 'c2_beacon' && timed !== null ? [timed] : [],
    );
    if (found.length === 0) return null;
    const best = Math.max(...found);
    return { right: [partOf(best).value], sentence: `it is ${shareOf(best)}` };
  },
};

/** Macro F1 in parts, each up to its bound. */
const MACRO_PARTS = [
  { value: 'poor', label: 'less than .5', below: 0.5 },
  { value: 'fair', label: '.5 to .8', below: 0.8 },
  { value: 'good', label: '.8 to .95', below: 0.95 },
  { value: 'excellent', label: '.95 or more', below: Number.POSITIVE_INFINITY },
] as const;

export const CLASSIFIER_QUESTION: StudyQuestion<Classification> = {
  ask: 'How high will its macro F1 be on flows that it never saw?',
  choices: () => MACRO_PARTS,
  truth: ({ evaluation }) => {
    if (evaluation === null) return null;
    const { macroF1 } = evaluation;
    const right = MACRO_PARTS.filter(({ below }) => macroF1 < below).slice(0, 1);
    return { right: right.map(({ value }) => value), sentence: `it is ${measureOf(macroF1)}` };
  },
};

export const UNKNOWN_QUESTION: StudyQuestion<UnknownSummary> = {
  ask: 'What share of an attack that it was not taught will the classifier call normal, mean of all attacks?',
  choices: shareChoices,
  truth: ({ rows }) => {
    if (rows.length === 0) return null;
    const sum = rows.reduce((total, { calls }) => total + calls.calledNormal, 0);
    const mean = sum / rows.length;
    return { right: [partOf(mean).value], sentence: `it is ${shareOf(mean)}` };
  },
};

/** The strength that is asked about. */
const ASKED_STRENGTH = 10;

export const RED_TEAM_QUESTION: StudyQuestion<RedTeamSummary> = {
  ask: 'With ten times the flows, the time and up to five times the bytes, what share of the attack will the best detector find?',
  choices: shareChoices,
  truth: ({ steps }) => {
    const asked = steps.find(
      ({ lever, times }) => lever === 'together' && times === ASKED_STRENGTH,
    );
    if (asked === undefined) return null;
    const best = Math.max(...asked.results.map(({ found }) => found.mean));
    return { right: [partOf(best).value], sentence: `it is ${shareOf(best)}` };
  },
};

export const PITFALLS_QUESTION: StudyQuestion<PitfallsSummary> = {
  ask: 'Which mistake will flatter the detector most, mean of all seeds?',
  choices: () => PITFALLS.map(({ key, title }) => ({ value: key, label: title })),
  truth: ({ rows }) => {
    if (rows.length === 0) return null;
    const most = Math.max(...rows.map(({ gap }) => gap.mean));
    const right = rows.filter(({ gap }) => gap.mean === most);
    return {
      right: right.map(({ pitfall }) => pitfall),
      sentence: `it is “${right[0].title}” (${measureOf(most)} between published and honest)`,
    };
  },
};

export const STREAM_QUESTION: StudyQuestion<{ readonly report: StreamReport }> = {
  ask: 'Judged as they come, what share of the alerts will be attacks?',
  choices: shareChoices,
  truth: ({ report: { prequential } }) => {
    const { truePositives, falsePositives } = prequential;
    if (truePositives + falsePositives === 0) return null;
    const share = truePositives / (truePositives + falsePositives);
    return { right: [partOf(share).value], sentence: `it is ${shareOf(share)}` };
  },
};

/** The answer marked by the result; `null`: there was none, or the result settles nothing. */
export function markAnswer<Value>(
  question: StudyQuestion<Value>,
  answer: string,
  value: Value,
  parameters: LabParameters,
): Mark | null {
  const said = question.choices(parameters).find((choice) => choice.value === answer);
  const truth = question.truth(value);
  if (said === undefined || truth === null) return null;
  const right = truth.right.includes(answer);
  return { right, sentence: `You said ${said.label}; ${truth.sentence}.` };
}
