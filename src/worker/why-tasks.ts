import type { FittedJson } from '../pipeline/inside/open-detector.ts';
import { type InProcess, inProcess } from '../pipeline/plan/in-process.ts';
import { type FinishedRun, fittedModels, type TrainedBefore } from '../pipeline/what-if/scorers.ts';
import { createWhatIf } from '../pipeline/what-if/what-if.ts';
import { type WhyMissed, whyMissed } from '../pipeline/what-if/why-missed.ts';
import {
  type AnswerWhy,
  openWhy,
  type WhyKind,
  type WhyMaterial,
  type WhyQuestion,
  type WhyQuestions,
} from '../pipeline/why/questions.ts';

/** What the page asks of a worker about single flows. */
export interface WhyTasks {
  /** The detectors of a run, fitted once more: a detection keeps scores alone. */
  fitAgain: {
    input: { readonly run: FinishedRun; readonly trained: TrainedBefore };
    output: readonly FittedJson[];
  };
  /** Answers a question about a flow of the run of that key. */
  why: {
    input: {
      readonly key: string;
      readonly question: WhyQuestion;
      /** Sent where the worker said that it lacks it. */
      readonly material?: WhyMaterial;
    };
    output: { readonly answer: WhyQuestions[WhyKind]['answer'] | null };
  };
  /** Why an attack is missed, and what other settings find of it. */
  whyMissed: { input: WhyMaterial & { readonly attack: string }; output: WhyMissed };
}

/** The run that was asked about last: the next question is most often about the same. */
let opened: { readonly key: string; readonly answer: AnswerWhy } | null = null;

/** What runs these tasks. An answer of `null` asks for the material. */
export const WHY_TASKS = {
  fitAgain: ({ run, trained }: WhyTasks['fitAgain']['input']) => fittedModels(run, trained),
  why({ key, question, material }: WhyTasks['why']['input']): WhyTasks['why']['output'] {
    if (material !== undefined) opened = { key, answer: openWhy(material) };
    return { answer: opened?.key === key ? opened.answer(question) : null };
  },
  whyMissed: (
    { run, models, trained, attack }: WhyTasks['whyMissed']['input'],
    context: InProcess,
  ): Promise<WhyMissed> =>
    whyMissed(createWhatIf(run, trained, models), attack, inProcess(context)),
};
