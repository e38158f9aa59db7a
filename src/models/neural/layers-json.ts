import type { SavedValues } from '../saved-values.ts';
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
export function readLayers(
  values: SavedValues,
  json: unknown,
  inputs: number,
  outputs: number,
): DenseLayer[] {
  if (!Array.isArray(json) || json.length === 0 || json.length > MOST_LAYERS) {
    throw values.wrong('layers', `a list of 1 to ${MOST_LAYERS} layers`, json);
  }
  let width = inputs;
  const layers = json.map((one: unknown, at) => {
    const layer = readLayer(values, one, `layers[${at}]`, width);
    width = layer.units;
    return layer;
  });
  if (width !== outputs) throw values.wrong('layers', `layers that end in ${outputs} units`, width);
  return layers;
}

function readLayer(values: SavedValues, json: unknown, where: string, width: number): DenseLayer {
  const saved = values.object(json, where);
  const units = values.number(saved.units, `${where}.units`);
  if (!Number.isInteger(units) || units < 1 || units > MOST_UNITS) {
    throw values.wrong(`${where}.units`, `a whole number from 1 to ${MOST_UNITS}`, units);
  }
  if (saved.inputs !== width) throw values.wrong(`${where}.inputs`, String(width), saved.inputs);
  const activation = ACTIVATIONS.find((one) => one === saved.activation);
  if (activation === undefined) {
    throw values.wrong(`${where}.activation`, ACTIVATIONS.join(' or '), saved.activation);
  }
  const single = (name: 'weights' | 'biases', length: number) => {
    const numbers = Float32Array.from(values.numbers(saved[name], `${where}.${name}`, length));
    const large = numbers.find((value) => !Number.isFinite(value));
    if (large === undefined) return numbers;
    throw values.wrong(`${where}.${name}`, 'single-precision numbers', large);
  };
  return {
    inputs: width,
    units,
    activation,
    weights: single('weights', width * units),
    biases: single('biases', units),
  };
}
