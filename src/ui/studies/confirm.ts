import { type ReadonlySignal, signal } from '@preact/signals';
import type { AskedRun, MayEnd } from '../../notebook/long-runs.ts';

/** What a person is asked. */
interface Asked {
  readonly what: 'end runs' | 'start fresh';
  /** The long runs that end with it. */
  readonly runs: readonly AskedRun[];
}

/** A question that waits for its answer. */
export interface Question extends Asked {
  readonly answer: (isAgreed: boolean) => void;
}

export interface Confirm {
  /** What is asked now; `null`: nothing. */
  readonly question: ReadonlySignal<Question | null>;
  /** Asks, one question after another. */
  ask(asked: Asked): Promise<boolean>;
  /** Asks before long runs end; changes that come meanwhile, as of one drag, get the same answer. */
  readonly mayEnd: MayEnd;
}

/** The questions that a page asks before something is lost. */
export function createConfirm(): Confirm {
  const question = signal<Question | null>(null);
  let last: Promise<unknown> = Promise.resolve();
  let ending: Promise<boolean> | null = null;

  const show = (asked: Asked) =>
    new Promise<boolean>((done) => {
      const answer = (isAgreed: boolean) => {
        question.value = null;
        done(isAgreed);
      };
      question.value = { ...asked, answer };
    });

  const ask = (asked: Asked) => {
    const answered = last.then(() => show(asked));
    last = answered;
    return answered;
  };

  return {
    question,
    ask,
    mayEnd: (runs) => {
      ending ??= ask({ what: 'end runs', runs }).finally(() => {
        ending = null;
      });
      return ending;
    },
  };
}
