import { entryAt } from '../../data/entry-at.ts';
import type { LabParameters } from '../../pipeline/parameters/lab-parameters.ts';

/** What a network is trained on. */
export interface NetworkTraining {
  readonly kind: 'autoencoder' | 'classifier';
  /** Flows of a pass. */
  readonly rows: number;
  readonly columns: number;
  /** What the classifier tells apart. */
  readonly classes: number;
}

/** Milliseconds that a layer takes in a batch, however small: as WebAssembly does on 2 busy cores. */
const LAYER = 2;

/** Operations in a millisecond there, on layers of 256 units. */
const OPERATIONS = 1_300_000;

/** Forwards, backwards to the weights and to the layer before: each multiplies and adds. */
const PASSES = 6;

/**
 * Milliseconds that a training takes if no patience ends it: batches by layers, and by weights. It is
 * a guess as long as nothing has been trained here; by what has, it is scaled.
 *
 * @param epochs if others than are set
 */
export function trainingTime(
  training: NetworkTraining,
  parameters: LabParameters,
  epochs = parameters.epochs,
): number {
  const { rows } = training;
  const units = unitsOf(training, parameters);
  const weights = units
    .slice(1)
    .reduce((sum, count, at) => sum + count * entryAt(units, at, 'layer'), 0);
  const batches = Math.ceil(rows / parameters.batchSize);
  const once = LAYER * (units.length - 1) * batches + (PASSES * weights * rows) / OPERATIONS;
  return epochs * once;
}

/** Numbers of the input and of each layer. */
function unitsOf(
  { kind, columns, classes }: NetworkTraining,
  { hiddenUnits, bottleneck, classifierHidden, classifierLayers }: LabParameters,
): number[] {
  return kind === 'autoencoder'
    ? [columns, hiddenUnits, bottleneck, hiddenUnits, columns]
    : [columns, ...Array.from({ length: classifierLayers }, () => classifierHidden), classes];
}
