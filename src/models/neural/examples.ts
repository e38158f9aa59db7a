import type { RandomSource } from '../../data/random.ts';

/** Rows with what a network shall answer to them. */
export interface Examples {
  readonly rows: number;
  /** Numbers in a row of inputs. */
  readonly columns: number;
  /** Row-major, rows × columns. */
  readonly inputs: Float64Array;
  /** Row-major; the same array as the inputs for a network that shall give back what it sees. */
  readonly targets: Float64Array;
  /** What each row counts; 1 unless given. */
  readonly weights?: Float64Array | undefined;
}

/** The examples of these rows, in this order. */
export function examplesAt(examples: Examples, order: Uint32Array): Examples {
  const { rows, columns, inputs, targets, weights } = examples;
  const width = targets.length / rows;
  return {
    rows: order.length,
    columns,
    inputs: rowsAt(inputs, columns, order),
    targets: rowsAt(targets, width, order),
    weights: weights && rowsAt(weights, 1, order),
  };
}

function rowsAt(values: Float64Array, width: number, order: Uint32Array): Float64Array {
  const taken = new Float64Array(order.length * width);
  order.forEach((row, to) => {
    taken.set(values.subarray(row * width, (row + 1) * width), to * width);
  });
  return taken;
}

/** The numbers 0 … count − 1 in an order that is drawn. O(count). */
export function shuffled(count: number, random: RandomSource): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(random.double() * (i + 1));
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}

/** First weights of a layer, inputs × units, between ±√(6 / (inputs + units)). */
export function glorotUniform(inputs: number, units: number, random: RandomSource): Float32Array {
  const most = Math.sqrt(6 / (inputs + units));
  return Float32Array.from({ length: inputs * units }, () => (2 * random.double() - 1) * most);
}
