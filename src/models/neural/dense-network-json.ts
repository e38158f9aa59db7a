import type { SavedValues } from '../saved-values.ts';
import { ACTIVATIONS, type Activation, type DenseLayer } from './dense-network.ts';

/** A network that answers a flow has no more: whoever saves another did not save it here. */
const MOST_LAYERS = 16;
const MOST_UNITS = 65_536;

/** Layers as plain JSON values, which `readLayers` reads back to the bit. */
export function layersJson(layers: readonly DenseLayer[]): object[] {
  return layers.map(({ weights, biases, ...layer }) => {
    return { ...layer, weights: [...weights], biases: [...biases] };
  });
}

/**
 * The layers that `layersJson` wrote, checked so that they can answer.
 *
 * @param inputs numbers in a row of inputs
 * @param last activations that the last layer may have
 * @throws InputError for anything else
 */
export function readLayers(
  values: SavedValues,
  json: unknown,
  inputs: number,
  last: readonly Activation[],
): DenseLayer[] {
  if (!Array.isArray(json) || json.length === 0 || json.length > MOST_LAYERS) {
    throw values.wrong('layers', `a list of 1 to ${MOST_LAYERS} layers`, json);
  }
  let width = inputs;
  return json.map((one: unknown, at) => {
    const where = `layers[${at}]`;
    const allowed =
      at === json.length - 1 ? last : ACTIVATIONS.filter((name) => name !== 'softmax');
    const layer = readLayer(values, values.object(one, where), where, width, allowed);
    width = layer.units;
    return layer;
  });
}

function readLayer(
  values: SavedValues,
  saved: Record<string, unknown>,
  where: string,
  width: number,
  allowed: readonly Activation[],
): DenseLayer {
  const { inputs, units } = saved;
  if (inputs !== width) throw values.wrong(`${where}.inputs`, String(width), inputs);
  if (!Number.isInteger(units) || Number(units) < 1 || Number(units) > MOST_UNITS) {
    throw values.wrong(`${where}.units`, `a whole number from 1 to ${MOST_UNITS}`, units);
  }
  const activation = allowed.find((name) => name === saved.activation);
  if (activation === undefined) {
    throw values.wrong(`${where}.activation`, allowed.join(' or '), saved.activation);
  }
  const count = Number(units);
  const singles = (json: unknown, name: string, length: number) => {
    const numbers = Float32Array.from(values.numbers(json, `${where}.${name}`, length));
    const beyond = numbers.find((number) => !Number.isFinite(number));
    if (beyond !== undefined)
      throw values.wrong(`${where}.${name}`, 'single-precision numbers', json);
    return numbers;
  };
  return {
    inputs: width,
    units: count,
    weights: singles(saved.weights, 'weights', width * count),
    biases: singles(saved.biases, 'biases', count),
    activation,
  };
}
