import type { MulticlassEvaluation } from '../../eval/multiclass.ts';
import type { AttackClassifier } from '../../models/neural/attack-classifier.ts';
import type { NeuralRuntime } from '../../models/neural/runtime.ts';
import type { TrainedNetwork } from '../../models/neural/train.ts';

/** Flows of one class by what they were for. */
export interface ClassParts {
  readonly name: string;
  readonly train: number;
  readonly validation: number;
  readonly test: number;
}

/** How a classifier was trained. */
export interface ClassifierTraining extends Omit<TrainedNetwork, 'layers'> {
  readonly parts: readonly ClassParts[];
  /** Macro F1 on the flows that it learnt from: far above that of the test part, it overfits. */
  readonly trainMacroF1: number;
  /** What computed the training, and why that. */
  readonly backend: NeuralRuntime['backend'];
  readonly why: string;
}

/** What a classifier of attacks makes of the flows, and how good it is at that. */
export interface Classification {
  /** What it can call a flow. */
  readonly classes: readonly string[];
  /** `null`: a trained lab brought it. */
  readonly training: ClassifierTraining | null;
  /** On the test part; with a trained lab's on all labelled flows, `null` where there are none. */
  readonly evaluation: MulticlassEvaluation | null;
  /** All flows by what they are called, and how sure it is of that on average. */
  readonly called: readonly {
    readonly name: string;
    readonly flows: number;
    readonly confidence: number | null;
  }[];
  readonly warnings: readonly string[];
  readonly sentences: readonly string[];
  readonly classifier: AttackClassifier;
  readonly milliseconds: { readonly fit: number; readonly score: number };
}
