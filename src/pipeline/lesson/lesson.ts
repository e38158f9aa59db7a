import type { Check } from './checks.ts';

/** Parameters of the lab as the command line has them: the option's name and its value as typed. */
export type SettingsText = Readonly<Record<string, string>>;

/** The flows that a step is about: generated, or a sample that ships with the lab. */
export const LESSON_TRAFFIC = ['generated', 'conn.log', 'flows.csv', 'capture.pcap'] as const;
export type LessonTraffic = (typeof LESSON_TRAFFIC)[number];

/** One of the answers that a question offers. */
export interface Choice {
  readonly text: string;
  /** When it is right: `true`, `false`, or what must hold in the report. */
  readonly right: Check;
  /** What to say to who chose it and was wrong; empty where it is always right. */
  readonly say: string;
}

/** A question with answers to choose from. What is said to answers may hold figures: `{flows.total}`. */
export interface Question {
  readonly ask: string;
  readonly choices: readonly Choice[];
  /** What is true, told to who is right. */
  readonly so: string;
}

/** Settings, or a rule, that do not solve a task, and what to say to who tried them. */
export interface WrongAnswer<Answer> {
  readonly answer: Answer;
  /** By what this wrong answer is known in the report. */
  readonly when: Check;
  readonly say: string;
}

/** A task that is solved by whatever makes its check hold. */
interface Solved<Answer> {
  readonly ask: string;
  readonly check: Check;
  /** Answers that solve it: for the answer sheet, and to try the lesson with. */
  readonly right: readonly Answer[];
  readonly wrong: readonly WrongAnswer<Answer>[];
  readonly so: string;
}

/** What a step asks for. */
export type Task =
  | ({ readonly kind: 'settings' } & Solved<SettingsText>)
  /** A rule of triage, as it is typed there. */
  | ({ readonly kind: 'rule' } & Solved<string>)
  | ({ readonly kind: 'choice' } & Question);

/** Why it is so: to choose, or to write, which nobody but a person marks. */
export type Why =
  | ({ readonly kind: 'choice' } & Question)
  | { readonly kind: 'write'; readonly ask: string; readonly model: string };

/** What would be on changed settings: asked before they are set. */
export interface Transfer extends Question {
  readonly settings: SettingsText;
}

/** What whoever teaches the step is told. */
export interface Guide {
  readonly show: string;
  readonly ask: string;
  readonly surprises: string;
}

export interface LessonStep {
  readonly name: string;
  readonly title: string;
  readonly goal: string;
  readonly minutes: number;
  /** At most 60 words. */
  readonly text: string;
  /** The cell, part or place of the page to look at, by its name in links. */
  readonly where: string;
  readonly traffic: LessonTraffic;
  /** What is set when the step begins, besides what the lesson sets. */
  readonly settings: SettingsText;
  /** The parameters that may be touched, by the command line's names. */
  readonly touch: readonly string[];
  readonly task: Task;
  readonly hints: readonly string[];
  readonly why: Why | null;
  readonly transfer: Transfer | null;
  readonly guide: Guide;
}

/** A lesson: rows that are shown one after another, and mark themselves by the lab's own report. */
export interface Lesson {
  readonly name: string;
  readonly title: string;
  readonly about: string;
  readonly objectives: readonly string[];
  /** What to know before. */
  readonly before: string;
  /** `own`: a name or number gives each student flows of their own; `same`: all have the same. */
  readonly seeds: 'same' | 'own';
  readonly settings: SettingsText;
  readonly steps: readonly LessonStep[];
}

export const LESSON_KIND = 'network-anomaly-lab lesson';
export const LESSON_VERSION = 1;

/** Words of a step's text at most. */
export const MOST_WORDS = 60;

/** How long the lesson takes, in minutes. */
export function minutesOf({ steps }: Lesson): number {
  return steps.reduce((sum, { minutes }) => sum + minutes, 0);
}
