import { computed, signal } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import { messageOf } from '../../data/errors.ts';
import { thresholdKey } from '../../pipeline/detecting/hand-threshold.ts';
import type { FittedJson } from '../../pipeline/inside/open-detector.ts';
import type { FinishedRun } from '../../pipeline/what-if/scorers.ts';
import type { WhyMissed } from '../../pipeline/what-if/why-missed.ts';
import type {
  WhyKind,
  WhyMaterial,
  WhyQuestion,
  WhyQuestions,
} from '../../pipeline/why/questions.ts';
import type { Lab } from '../create-lab.ts';
import { perLab } from '../lab.ts';

/** Of more flows than these, detectors are fitted once more only when the person asks. */
const FITTED_AT_ONCE = 20_000;

/** Questions about single flows of the run on screen. */
export const why = perLab(createWhy);

/** The run on screen, as it is asked about. */
interface AskedRun extends Pick<WhyMaterial, 'run' | 'trained'> {
  readonly key: string;
  /** Equal where the same has been fitted, whatever the thresholds. */
  readonly fitKey: string;
}

function createWhy({ notebook, chosenDetectors, tasks }: Lab) {
  /** `null` while a part of it is missing or out of date. */
  const asked = computed((): AskedRun | null => {
    const traffic = notebook.cell('generate').result.value;
    const engineered = notebook.cell('engineer').result.value;
    const scaled = notebook.cell('scale').result.value;
    const judged = chosenDetectors.value.flatMap(({ name }) => {
      const result = notebook.cell(name).result.value;
      return result !== null && notebook.isCurrent(name) ? [result] : [];
    });
    if (traffic === null || engineered === null || scaled === null || judged.length === 0) {
      return null;
    }
    if (!notebook.isCurrent('scale')) return null;
    const parameters = notebook.parameters.value;
    const chosen = new Set(chosenDetectors.value.map(({ name }) => name));
    const others = chosen.has('ensemble')
      ? parameters.ensembleMembers.filter((name) => !chosen.has(name))
      : [];
    const names = judged.map(({ value }) => value.detector);
    const thresholds = new Set<string>(names.map(thresholdKey));
    const settings = Object.entries(parameters).filter(([key]) => !thresholds.has(key));
    return {
      run: {
        parameters,
        traffic: traffic.value,
        engineered: engineered.value,
        scaled: scaled.value,
        detections: judged.map(({ value }) => value),
        members: others.flatMap((name) => notebook.cell(name).result.value?.value ?? []),
      } satisfies FinishedRun,
      trained: notebook.lab.value?.lab ?? null,
      key: JSON.stringify(judged.map(({ key }) => key)),
      fitKey: JSON.stringify([scaled.key, names, settings]),
    };
  });

  /** The `fitKey` of what the person has asked to fit once more. */
  const wanted = signal<string | null>(null);
  /** Whether detectors may be fitted once more: few flows take a second, many take minutes. */
  const mayFit = computed(() => {
    if (asked.value === null) return false;
    const { run, fitKey } = asked.value;
    return run.traffic.summary.total <= FITTED_AT_ONCE || wanted.value === fitKey;
  });

  let fitted: { readonly key: string; readonly models: Promise<readonly FittedJson[]> } | null =
    null;
  /** Nobody takes these questions back. */
  const untilAnswered = { signal: new AbortController().signal };
  const modelsOf = ({ run, trained, fitKey }: AskedRun): Promise<readonly FittedJson[]> => {
    if (fitted?.key !== fitKey) {
      const models = tasks.run('fitAgain', { run, trained }, untilAnswered);
      const own = { key: fitKey, models };
      fitted = own;
      // What failed is tried again when next asked.
      models.catch(() => {
        if (fitted === own) fitted = null;
      });
    }
    return fitted.models;
  };

  return {
    asked,
    mayFit,
    want() {
      wanted.value = asked.peek()?.fitKey ?? null;
    },
    /** Answers a question about the run that was on screen. @throws Error where it cannot */
    async ask<Kind extends WhyKind>(
      about: AskedRun,
      question: WhyQuestion<Kind>,
    ): Promise<WhyQuestions[Kind]['answer']> {
      const { key, run, trained } = about;
      const models = await modelsOf(about);
      const known = await tasks.run('why', { key, question }, untilAnswered);
      const material = { run, models, trained };
      const { answer } =
        known.answer === null
          ? await tasks.run('why', { key, question, material }, untilAnswered)
          : known;
      return answer as WhyQuestions[Kind]['answer'];
    },
    /** What answers questions about the run on screen, wherever they are asked; `null`: there is none. */
    async material(): Promise<WhyMaterial | null> {
      const about = asked.peek();
      if (about === null) return null;
      const { run, trained } = about;
      return { run, trained, models: await modelsOf(about) };
    },
    /** Why an attack of that run is missed; every other setting is a run of its own. */
    async missed(about: AskedRun, attack: string, cancelled: AbortSignal): Promise<WhyMissed> {
      const { run, trained } = about;
      const models = await modelsOf(about);
      const input = { run, trained, models, attack };
      return tasks.run('whyMissed', input, { signal: cancelled });
    },
  };
}

/** What there is of an answer. */
export interface Answered<Answer> {
  /** Of the question before, until its own is there; `null` before the first. */
  readonly answer: Answer | null;
  readonly problem: string | null;
  readonly isWaiting: boolean;
}

/**
 * The answer to a question about the run on screen. While one is computed, newer questions wait, and
 * of these only the last is asked.
 *
 * @param question `null`: nothing is asked yet
 */
export function useAnswer<Kind extends WhyKind>(
  question: WhyQuestion<Kind> | null,
): Answered<WhyQuestions[Kind]['answer']> {
  type Answer = WhyQuestions[Kind]['answer'];
  const about = why().mayFit.value ? why().asked.value : null;
  const [state, setState] = useState<Answered<Answer>>({
    answer: null,
    problem: null,
    isWaiting: true,
  });
  const [asker] = useState(() => createAsker<Kind>(setState));
  const text = JSON.stringify([about?.key, question]);
  useEffect(() => {
    if (about !== null && question !== null) asker.ask(about, question);
  }, [text]);
  useEffect(() => asker.end, []);
  return state;
}

type Answering<Kind extends WhyKind> = (
  change: (
    before: Answered<WhyQuestions[Kind]['answer']>,
  ) => Answered<WhyQuestions[Kind]['answer']>,
) => void;

function createAsker<Kind extends WhyKind>(set: Answering<Kind>) {
  let next: (() => Promise<WhyQuestions[Kind]['answer']>) | null = null;
  let isBusy = false;
  let hasEnded = false;
  const work = async () => {
    if (isBusy) return;
    isBusy = true;
    while (next !== null && !hasEnded) {
      const now = next;
      next = null;
      try {
        const answer = await now();
        if (!hasEnded) set(() => ({ answer, problem: null, isWaiting: next !== null }));
      } catch (error) {
        const problem = messageOf(error);
        if (!hasEnded) set((before) => ({ ...before, problem, isWaiting: next !== null }));
      }
    }
    isBusy = false;
  };
  return {
    ask(about: AskedRun, question: WhyQuestion<Kind>) {
      next = () => why().ask(about, question);
      set((before) => ({ ...before, isWaiting: true }));
      work();
    },
    end() {
      hasEnded = true;
    },
  };
}
