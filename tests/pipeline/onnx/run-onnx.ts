import { erf } from '../../../src/models/erf.ts';
import type { ReadModel, ReadNode, Value } from './read-onnx.ts';

/*
 * Computes a graph as the specification of its operators says, in double precision but where it asks
 * for single: an oracle for tests, of the operators that the lab writes.
 */

/** The value of every name in the graph. */
export function runOnnx(
  model: ReadModel,
  inputs: Readonly<Record<string, readonly (number | string)[]>>,
): Map<string, Value> {
  const values = new Map(model.constants);
  for (const name of model.inputs) values.set(name, inputValue(name, inputs[name]));
  for (const node of model.nodes) {
    const given = node.inputs.map((name) => valueIn(values, name));
    const operator = OPERATORS[node.operator];
    if (operator === undefined) throw new Error(`No operator ${node.operator}.`);
    const results = operator(given, node);
    node.outputs.forEach((name, at) => {
      values.set(name, results[at]);
    });
  }
  return values;
}

/** The numbers of a value. */
export function numbersOf(values: ReadonlyMap<string, Value>, name: string): Float64Array {
  return numeric(valueIn(values, name));
}

function inputValue(name: string, column: readonly (number | string)[] | undefined): Value {
  if (column === undefined) throw new Error(`The graph asks for ${name}.`);
  const words = column.some((cell) => typeof cell === 'string');
  return {
    dims: [column.length],
    data: words ? column.map(String) : Float64Array.from(column, Number),
  };
}

function valueIn(values: ReadonlyMap<string, Value>, name: string): Value {
  const value = values.get(name);
  if (value === undefined) throw new Error(`Nothing has computed ${name}.`);
  return value;
}

function numeric({ data }: Value): Float64Array {
  if (data instanceof Float64Array) return data;
  throw new Error('Expected numbers.');
}

type Operator = (given: readonly Value[], node: ReadNode) => Value[];

function unary(compute: (x: number) => number): Operator {
  return ([x]) => [{ dims: x.dims, data: numeric(x).map(compute) }];
}

/** Rows and columns, as broadcasting sees a value of at most two dimensions. */
function shape({ dims }: Value): [number, number] {
  const [columns = 1, rows = 1] = dims.toReversed();
  return [rows, columns];
}

type Cells = Value['data'];

/** What `compute` makes of two values, each stretched along the dimensions in which it is 1. */
function joined<Cell>(one: Value, other: Value, compute: (x: Cell, y: Cell) => number): Value {
  const [first, second] = [shape(one), shape(other)];
  const rows = Math.max(first[0], second[0]);
  const columns = Math.max(first[1], second[1]);
  const stepOf = ([height, width]: [number, number]) => [
    height === 1 ? 0 : width,
    Number(width > 1),
  ];
  const [[down, along], [otherDown, otherAlong]] = [stepOf(first), stepOf(second)];
  const [x, y] = [one.data as Cells & ArrayLike<Cell>, other.data as Cells & ArrayLike<Cell>];
  const data = new Float64Array(rows * columns);
  for (let row = 0, at = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, at++) {
      data[at] = compute(x[row * down + column * along], y[row * otherDown + column * otherAlong]);
    }
  }
  const rank = Math.max(one.dims.length, other.dims.length);
  return { dims: [rows, columns].slice(2 - rank), data };
}

function binary(compute: (x: number, y: number) => number): Operator {
  return ([one, other]) => [joined<number>(one, other, compute)];
}

function compared(compute: (x: number, y: number) => boolean): Operator {
  return ([one, other]) => [joined<number>(one, other, (x, y) => Number(compute(x, y)))];
}

function reduced(compute: (x: number, y: number) => number): Operator {
  return ([x], { attributes }) => {
    const [rows, columns] = shape(x);
    const data = Float64Array.from({ length: rows }, (_, row) =>
      numeric(x)
        .subarray(row * columns, (row + 1) * columns)
        .reduce((sum, value) => compute(sum, value)),
    );
    return [{ dims: attributes.get('keepdims') === 0 ? [rows] : [rows, 1], data }];
  };
}

function columnsOf(x: Value, from: number, to: number): Value {
  const [rows, columns] = shape(x);
  const width = to - from;
  const data = Float64Array.from({ length: rows * width }, (_, at) => {
    return numeric(x)[Math.floor(at / width) * columns + from + (at % width)];
  });
  return { dims: [rows, width], data };
}

const OPERATORS: Readonly<Record<string, Operator>> = {
  Add: binary((x, y) => x + y),
  Sub: binary((x, y) => x - y),
  Mul: binary((x, y) => x * y),
  Div: binary((x, y) => x / y),
  Max: binary(Math.max),
  Min: binary(Math.min),
  Neg: unary((x) => -x),
  Abs: unary(Math.abs),
  Exp: unary(Math.exp),
  Log: unary(Math.log),
  Sqrt: unary(Math.sqrt),
  Floor: unary(Math.floor),
  Tanh: unary(Math.tanh),
  Relu: unary((x) => Math.max(0, x)),
  Erf: unary((x) => Math.fround(erf(x))),
  Identity: ([x]) => [x],
  Less: compared((x, y) => x < y),
  LessOrEqual: compared((x, y) => x <= y),
  Greater: compared((x, y) => x > y),
  Equal: ([one, other]) => [joined<number | string>(one, other, (x, y) => Number(x === y))],
  Where: ([is, one, other]) => {
    // What is chosen where it is true, and 0 elsewhere; and the reverse: one of the two is 0.
    const yes = joined<number>(is, one, (chosen, x) => (chosen ? x : 0));
    const no = joined<number>(is, other, (chosen, y) => (chosen ? 0 : y));
    return [joined<number>(yes, no, (x, y) => x + y)];
  },
  // Only single precision changes a number.
  Cast: ([x], { attributes }) => [
    attributes.get('to') === 1 ? { dims: x.dims, data: numeric(x).map(Math.fround) } : x,
  ],
  Reshape: ([x, to]) => {
    const { length } = x.data;
    const known = numeric(to).reduce((product, size) => product * Math.abs(size), 1);
    return [
      { dims: Array.from(numeric(to), (size) => (size < 0 ? length / known : size)), data: x.data },
    ];
  },
  Concat: (parts) => {
    const [rows] = shape(parts[0]);
    const widths = parts.map((part) => shape(part)[1]);
    const data = Array.from({ length: rows }, (_, row) =>
      parts.flatMap((part, at) => [
        ...numeric(part).subarray(row * widths[at], (row + 1) * widths[at]),
      ]),
    );
    return [
      {
        dims: [rows, widths.reduce((sum, width) => sum + width)],
        data: Float64Array.from(data.flat()),
      },
    ];
  },
  Split: ([x], { outputs }) => outputs.map((_, j) => columnsOf(x, j, j + 1)),
  MatMul: ([x, y]) => {
    const [rows, inner] = shape(x);
    const [, columns] = shape(y);
    const [numbers, others] = [numeric(x), numeric(y)];
    const data = new Float64Array(rows * columns);
    for (let i = 0; i < rows; i++) {
      for (let k = 0; k < inner; k++) {
        const left = numbers[i * inner + k];
        for (let j = 0; j < columns; j++) data[i * columns + j] += left * others[k * columns + j];
      }
    }
    return [{ dims: [rows, columns], data }];
  },
  ReduceSum: reduced((x, y) => x + y),
  ReduceMax: reduced(Math.max),
  TopK: ([x, k]) => {
    const [rows, columns] = shape(x);
    const [count] = numeric(k);
    const places = Array.from({ length: rows }, (_, row) => {
      const own = numeric(x).subarray(row * columns, (row + 1) * columns);
      return [...own.keys()].sort((a, b) => own[a] - own[b] || a - b).slice(0, count);
    });
    const nearest = places.flatMap((own, row) => own.map((j) => numeric(x)[row * columns + j]));
    const dims = [rows, count];
    return [
      { dims, data: Float64Array.from(nearest) },
      { dims, data: Float64Array.from(places.flat()) },
    ];
  },
  Gather: ([x, at], { attributes }) => {
    if (attributes.get('axis') === 1) {
      const [column] = numeric(at);
      return [columnsOf(x, column, column + 1)];
    }
    return [{ dims: at.dims, data: numeric(at).map((row) => numeric(x)[row]) }];
  },
  TreeEnsemble: ([x], { attributes }) => [treeSums(x, attributes)],
};

function treeSums(x: Value, attributes: ReadNode['attributes']): Value {
  const list = (name: string) => attributes.get(name) as number[];
  const tensor = (name: string) => numeric(attributes.get(name) as Value);
  const targets = Number(attributes.get('n_targets'));
  const [rows, columns] = shape(x);
  const data = new Float64Array(rows * targets);
  const [features, modes, splits] = [
    list('nodes_featureids'),
    tensor('nodes_modes'),
    tensor('nodes_splits'),
  ];
  const yes = { node: list('nodes_truenodeids'), leaf: list('nodes_trueleafs') };
  const no = { node: list('nodes_falsenodeids'), leaf: list('nodes_falseleafs') };
  const [target, weight] = [list('leaf_targetids'), tensor('leaf_weights')];
  for (let row = 0; row < rows; row++) {
    for (const root of list('tree_roots')) {
      let node = root;
      for (;;) {
        const value = numeric(x)[row * columns + features[node]];
        const side = (modes[node] === 1 ? value < splits[node] : value <= splits[node]) ? yes : no;
        const leaf = side.leaf[node] === 1;
        node = side.node[node];
        if (leaf) break;
      }
      data[row * targets + target[node]] += weight[node];
    }
  }
  return { dims: [rows, targets], data };
}
