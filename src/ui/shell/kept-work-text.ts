import { ATTACK, NORMAL } from '../../data/flow-table.ts';
import type { ComparisonRow } from '../../eval/compare.ts';
import type { PinnedRun } from '../../notebook/pins.ts';
import { decodeLink, encodeLink } from '../../notebook/share-link.ts';
import { isDetector } from '../../pipeline/detecting/detector-table.ts';
import { type HandIn, handInJson, handInOf } from '../../pipeline/lesson/hand-in.ts';
import type { LabParameters } from '../../pipeline/parameters/lab-parameters.ts';
import type { Mark, Marks } from '../../pipeline/triage/marks.ts';
import { type AllowRule, formatRule, parseRules } from '../../pipeline/triage/rules.ts';
import type { Answer, Guess } from '../teaching/predicting.ts';

/** What a person has said beside the parameters. */
export interface Work {
  /** By the fingerprint of the traffic. */
  readonly marks: ReadonlyMap<string, Marks>;
  readonly rules: readonly AllowRule[];
  readonly pinned: PinnedRun | null;
  /** By detector. */
  readonly guesses: Readonly<Record<string, Guess>>;
  /** By cell. */
  readonly answers: Readonly<Record<string, Answer>>;
  /** By lesson. */
  readonly handIns: Readonly<Record<string, HandIn>>;
  /** The texts of lessons that were opened from files, by their names. */
  readonly lessons: Readonly<Record<string, string>>;
}

const VERSION = 1;
const NOTHING: Work = {
  marks: new Map(),
  rules: [],
  pinned: null,
  guesses: {},
  answers: {},
  handIns: {},
  lessons: {},
};

/** The work as JSON, its settings as links have them; empty where there is none. */
export function writeWork({
  marks,
  rules,
  pinned,
  guesses,
  answers,
  handIns,
  lessons,
}: Work): string {
  const parts = {
    marks: [...marks].map(([print, those]) => [print, [...those]]),
    rules: rules.map(formatRule),
    pinned: pinned && { ...pinned, parameters: encodeLink(pinned.parameters) },
    guesses: Object.entries(guesses).map(([name, guess]) => [name, withLink(guess)]),
    answers: Object.entries(answers).map(([id, answer]) => [id, withLink(answer)]),
  };
  const inHand = Object.values(handIns).map(handInJson);
  const ofFiles = Object.entries(lessons);
  const lists = [parts.marks, parts.rules, parts.guesses, parts.answers, inHand, ofFiles];
  if (pinned === null && lists.every(({ length }) => length === 0)) return '';
  return JSON.stringify({
    version: VERSION,
    ...parts,
    ...(inHand.length > 0 && { handIns: inHand }),
    ...(ofFiles.length > 0 && { lessons: ofFiles }),
  });
}

function withLink<Said extends { readonly settings: LabParameters }>(said: Said) {
  return { ...said, settings: encodeLink(said.settings) };
}

/**
 * Reads what `writeWork` wrote. Text that is damaged gives no work, and a word on that.
 *
 * @param now the parameters in force: what was said of the same ones is said of these
 */
export function readWork(text: string, now: LabParameters): { work: Work; problem: string } {
  if (text === '') return { work: NOTHING, problem: '' };
  try {
    return { work: workOf(JSON.parse(text), now), problem: '' };
  } catch {
    const problem =
      'The marks, rules and guesses kept in this browser are damaged. The lab begins without them.';
    return { work: NOTHING, problem };
  }
}

function workOf(kept: unknown, now: LabParameters): Work {
  const whole = record(kept);
  if (whole.version !== VERSION) throw damaged();
  const same = encodeLink(now);
  const parameters = (link: unknown) => {
    const query = text(link);
    return query === same ? now : decodeLink(query).parameters;
  };
  return {
    marks: new Map(pairs(whole.marks).map(([print, those]) => [print, marksOf(those)])),
    rules: parseRules(list(whole.rules).map(text)),
    pinned: whole.pinned === null ? null : pinnedOf(record(whole.pinned), parameters),
    guesses: Object.fromEntries(
      pairs(whole.guesses)
        .filter(([name]) => isDetector(name))
        .map(([name, guess]) => {
          const { prediction, settings } = record(guess);
          return [name, { prediction: predictionOf(prediction), settings: parameters(settings) }];
        }),
    ),
    answers: Object.fromEntries(
      pairs(whole.answers).map(([id, answer]) => {
        const { said, settings } = record(answer);
        return [id, { said: text(said), settings: parameters(settings) }];
      }),
    ),
    // What earlier versions kept has none.
    handIns: Object.fromEntries(
      list(whole.handIns ?? [])
        .map(handInOf)
        .map((handIn) => [handIn.lesson, handIn]),
    ),
    lessons: Object.fromEntries(
      pairs(whole.lessons ?? []).map(([name, lesson]) => [name, text(lesson)]),
    ),
  };
}

function marksOf(value: unknown): Marks {
  return new Map(
    list(value).map((pair): [number, Mark] => {
      const [row, mark] = list(pair);
      if (typeof row !== 'number' || !Number.isInteger(row) || row < 0) throw damaged();
      if (mark !== NORMAL && mark !== ATTACK) throw damaged();
      return [row, mark];
    }),
  );
}

function predictionOf(value: unknown): Guess['prediction'] {
  const { missedMost, alerts } = record(value);
  return {
    missedMost: missedMost === null ? null : text(missedMost),
    alerts: figure(alerts),
  };
}

function pinnedOf(
  { source, rows, parameters }: Record<string, unknown>,
  settings: (link: unknown) => LabParameters,
): PinnedRun {
  return {
    source: text(source),
    parameters: settings(parameters),
    rows: list(rows).map((row) => {
      const { name, ...figures } = record(row);
      if (!isDetector(text(name))) throw damaged();
      for (const value of Object.values(figures)) figure(value);
      // Each of its figures has just been looked at.
      return { name, ...figures } as ComparisonRow;
    }),
  };
}

function record(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw damaged();
  return { ...value };
}

function list(value: unknown): unknown[] {
  if (!Array.isArray(value)) throw damaged();
  return value;
}

function pairs(value: unknown): [string, unknown][] {
  return list(value).map((pair) => {
    const [name, one] = list(pair);
    return [text(name), one];
  });
}

function text(value: unknown): string {
  if (typeof value !== 'string') throw damaged();
  return value;
}

function figure(value: unknown): number | null {
  if (value !== null && typeof value !== 'number') throw damaged();
  return value;
}

function damaged(): Error {
  return new Error('The kept work is damaged.');
}
