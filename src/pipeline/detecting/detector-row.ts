import type { LookName } from '../../charts/looks.ts';
import type { Matrix } from '../../features/matrix.ts';
import type { OutlierDetector } from '../../models/detector.ts';
import type { NeuralRuntime } from '../../models/neural/runtime.ts';
import type { CoreKey, CoreParameters } from '../parameters/lab-parameters.ts';
import type { NumberFacts, ParameterValue, ParameterWords } from '../parameters/parameter-types.ts';
import type { Remark } from '../run/remarks.ts';
import type { DecidedBy, DetectorRun, FittedFact } from './detector-run.ts';

/** A parameter that one detector alone has. */
export type OwnParameter<Value extends ParameterValue> = ParameterWords & {
  /** The reference's value. */
  readonly default: Value;
} & (
    | NumberFacts
    | { readonly kind: 'switch' }
    | { readonly kind: 'choice'; readonly choices: readonly string[] }
  );

/** The parameters that one detector alone has, by their keys. */
export type OwnParameters<Own> = {
  readonly [Key in keyof Own]: OwnParameter<Extract<Own[Key], ParameterValue>>;
};

/** What a detector is, for those who show it. */
export interface DetectorRow<Own = Readonly<Record<string, ParameterValue>>> {
  /** Its name in links, files and on the command line. */
  readonly name: string;
  /** Where it stands among the detectors, lower first; those of the reference come before 10. */
  readonly place: number;
  readonly title: string;
  /** One sentence. */
  readonly idea: string;
  /** Rows that it must have to learn from. */
  readonly fewestRows: number;
  /** Flows that it learns from unless asked for more, where fitting grows faster than they do. */
  readonly learnsFromAtMost?: number;
  /** The name of its look in charts. */
  readonly look: LookName;
  /** Made of other detectors' answers. */
  readonly combines?: true;
  /** Whether it draws random numbers, by `randomState` or by the lab's seed. */
  readonly draws?: 'randomState' | 'seed';
  /** Whether its training needs the library of networks. */
  readonly isNetwork?: true;
  /** Parameters that set its threshold alone: they need no fitting. */
  readonly judgedBy: readonly string[];
  /** Parameters that it shares with others and that its result depends on. */
  readonly shares: readonly CoreKey[];
  readonly parameters: OwnParameters<Own>;
}

/** How the lab's parameters make a detector, and what it tells once it is fitted. */
export interface DetectorMaker<D extends OutlierDetector = OutlierDetector, Own = unknown> {
  /**
   * @param novelty it will score rows that it was not fitted on
   * @param neural what trains networks
   */
  readonly create: (
    parameters: CoreParameters & Own,
    novelty: boolean,
    neural?: NeuralRuntime,
  ) => D;
  /** @param titleOf gives other detectors' titles */
  readonly facts: (fitted: D, titleOf: (name: string) => string) => FittedFact[];
  /**
   * The threshold that the parameters ask for, from the scores of training; without it the threshold
   * is the detector's own.
   */
  readonly offsetOf?: (scores: Float64Array, parameters: CoreParameters & Own) => number;
  /** The column that decided each score of training, or most of it. */
  readonly decidedBy?: (fitted: D, training: Matrix) => DecidedBy;
  /** The fitted detector that its `toJSON` wrote; an InputError for anything else. */
  readonly restore: (json: unknown) => D;
  /** What the reference does not say of a run on labelled flows. */
  readonly remarks: (run: DetectorRun<Own>) => Remark[];
}
