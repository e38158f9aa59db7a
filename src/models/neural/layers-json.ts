import type { Field } from '../../data/json-fields.ts';
import { savedNumbers } from '../saved-detector.ts';
import { ACTIVATIONS, type DenseLayer } from './dense-network.ts';

/** Layers at most, and units of one. */
const MOST_LAYERS = 10;
const MOST_UNITS = 10_000;

/** The layers as plain JSON values; single-precision numbers survive to the bit. */
export function writeLayers(layers: readonly DenseLayer[]): object[] {
  return layers.map(({ weights, biases, ...layer }) => {
    return { ...layer, weights: [...weights], biases: [...biases] };
  });
}

/**
 * The layers of a saved network, each fitting the one before.
 *
 * @param inputs columns that the first sees
 * @param outputs units of the last
 * @throws InputError for anything else, or for weights that are no finite single-precision numbers
 */
export function readLayers(field: Field, inputs: number, outputs: number): DenseLayer[] {
  let width = inputs;
  const layers = field.list('layers', 1, MOST_LAYERS).map((one) => {
    const layer = readLayer(one, width);
    width = layer.units;
    return layer;
  });
  if (width !== outputs) throw field.expected(`layers that end in ${outputs} units, not ${width}`);
  return layers;
}

function readLayer(saved: Field, width: number): DenseLayer {
  const units = saved.at('units').count();
  if (units < 1 || units > MOST_UNITS) {
    throw saved.at('units').expected(`a whole number from 1 to ${MOST_UNITS}`);
  }
  if (saved.at('inputs').value !== width) throw saved.at('inputs').expected(String(width));
  const single = (name: 'weights' | 'biases', length: number) => {
    const numbers = Float32Array.from(savedNumbers(saved.at(name), length));
    if (numbers.every(Number.isFinite)) return numbers;
    throw saved.at(name).expected('a list of single-precision numbers');
  };
  return {
    inputs: width,
    units,
    activation: saved.at('activation').oneOf(ACTIVATIONS),
    weights: single('weights', width * units),
    biases: single('biases', units),
  };
}
