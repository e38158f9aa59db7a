import type { PageNode } from './page/page-node.ts';

/** All that a cell of the page consists of, wherever the lab keeps it. */
export interface CellSubject {
  readonly id: string;
  readonly title: string;
  /** Whether it comes before anything is judged: then there is nothing to guess. */
  readonly isBeforeVerdicts: boolean;

  readonly prose: string;
  /** For whoever stands in front of the class; empty where there is none. */
  readonly ask: string;
  readonly surprises: string;
  /** What is asked before its result is shown, to those who want to guess first. */
  readonly guess: () => SubjectGuess;

  /** Its code; `null`: it has none. */
  readonly python: string | null;
  /** What is said in place of code; empty: nothing. */
  readonly whyNoPython: string;

  /** The cell before it has run, and after. */
  readonly empty: () => PageNode;
  readonly run: () => Promise<PageNode>;

  /** The options that print the same without a browser; `null`: nobody knows them. */
  readonly options: readonly string[] | null;
  /** Some figures of its result, and the same from the command line's report. */
  readonly figures: () => Promise<SubjectFigures>;
  /** The whole of `--help`. */
  readonly help: string;
}

interface SubjectGuess {
  readonly isWithheld: boolean;
  /** Why nothing is asked; empty where its result waits. */
  readonly whyNot: string;
  /** The form in place of its result; `null`: it waits for the guesses on others. */
  readonly form: PageNode | null;
}

interface SubjectFigures {
  readonly shown: readonly (number | null)[];
  readonly printed: readonly unknown[];
}
