import type { Look } from '../../src/charts/looks.ts';
import type { DetectorEvaluation } from '../../src/eval/compare.ts';
import type { Matrix } from '../../src/features/matrix.ts';
import type { OutlierDetector } from '../../src/models/detector.ts';
import type { FittedFact } from '../../src/pipeline/detecting/detector-run.ts';
import type { Inside } from '../../src/pipeline/inside/inside.ts';
import type { ParameterFacts } from '../../src/pipeline/parameters/parameter-types.ts';

/** All that a detector consists of, wherever the lab keeps it. */
export interface DetectorSubject {
  readonly name: string;
  readonly title: string;
  readonly idea: string;
  /** Rows that it says it must have to learn from. */
  readonly fewestRows: number;

  /** Not yet fitted, with the lab's usual parameters; it will score rows that it has not learnt from. */
  readonly create: () => OutlierDetector;
  /** A fitted one from what its `toJSON` gave. */
  readonly restore: (json: unknown) => OutlierDetector;
  /** What a fitted one says of itself. */
  readonly facts: (fitted: OutlierDetector, training: Matrix) => readonly FittedFact[];
  /** Its usual threshold from the scores of its training; `undefined`: nothing but fitting sets it. */
  readonly offsetOf: (scores: Float64Array) => number | undefined;
  /** What it looks at of rows: them, or what other detectors say of them that learnt from `training`. */
  readonly seen: (rows: Matrix, training: Matrix) => Matrix;

  /** The rows of the parameters that it names; `undefined`: there is no row. */
  readonly parameters: readonly (ParameterFacts | undefined)[];
  /** The whole of `--help`. */
  readonly help: string;

  /** The code of its cell for the notebook's flows and settings. */
  readonly python: string;
  /** What that code was, and printed, when scikit-learn ran it; `undefined`: nobody ran it. */
  readonly recorded: RecordedPython | undefined;
  /** The lab's own figures for the same command line. */
  readonly evaluate: (commandLine: readonly string[]) => Promise<DetectorEvaluation>;

  /** How it comes to its score of one flow; `undefined`: nobody looks into it. */
  readonly inside: () => Promise<Inside | undefined>;

  readonly prose: string;
  /** For whoever stands in front of the class; empty where there is none. */
  readonly ask: string;
  readonly surprises: string;
  readonly look: Look | undefined;
  /** The looks of the other detectors. */
  readonly otherLooks: readonly (Look | undefined)[];
}

export interface RecordedPython {
  readonly arguments: readonly string[];
  readonly code: readonly string[];
  readonly printed: readonly string[];
}
