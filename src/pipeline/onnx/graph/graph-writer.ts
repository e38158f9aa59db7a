import type { AddNode } from '../../../features/formula/functions.ts';
import type { Attributes, Graph, GraphNode, Tensor } from './graph.ts';

/** What nodes are joined by: the name of a value, or a number, which becomes a constant. */
type Input = string | number;

/** Writes a graph node by node; every method gives the name of what it has added. */
export interface GraphWriter {
  /** A standard operator. */
  readonly add: AddNode;
  /** The same with attributes. */
  readonly addWith: (
    attributes: Attributes,
    operator: string,
    ...inputs: readonly Input[]
  ) => string;
  /** An operator of machine learning. */
  readonly addOfMl: (
    attributes: Attributes,
    operator: string,
    ...inputs: readonly Input[]
  ) => string;
  /** A node of several outputs, of these names: the names that they have come to. */
  readonly addMany: (
    outputs: readonly string[],
    attributes: Attributes,
    operator: string,
    ...inputs: readonly Input[]
  ) => string[];
  /** Gives a value a name that people read. */
  readonly named: (value: string, name: string) => string;
  readonly numbers: (values: ArrayLike<number>, dims: readonly number[]) => string;
  /** Whole numbers, such as axes and shapes. */
  readonly integers: (...values: readonly number[]) => string;
  readonly word: (word: string) => string;
  /** A writer to the same graph that puts a name before all others. */
  readonly within: (name: string) => GraphWriter;
  /** What was written so far. */
  readonly written: () => Pick<Graph, 'nodes' | 'constants'>;
}

/** An empty graph. */
export function graphWriter(): GraphWriter {
  const nodes: GraphNode[] = [];
  const constants = new Map<string, Tensor>();
  const taken = new Map<string, number>();
  const unique = (name: string) => {
    const times = taken.get(name) ?? 0;
    taken.set(name, times + 1);
    return times === 0 ? name : `${name}_${times + 1}`;
  };
  const constant = (name: string, tensor: Tensor) => {
    constants.set(name, tensor);
    return name;
  };
  const inputOf = (input: Input) =>
    typeof input === 'string'
      ? input
      : constant(`number_${input}`, { dims: [], values: { type: 'double', numbers: [input] } });

  function writerIn(room: string): GraphWriter {
    const addIn = (
      domain: string,
      attributes: Attributes,
      operator: string,
      inputs: readonly Input[],
      names: readonly string[] = [operator],
    ) => {
      const outputs = names.map((name) => unique(`${room}${name}`));
      nodes.push({ operator, domain, inputs: inputs.map(inputOf), outputs, attributes });
      return outputs;
    };
    return {
      add: (operator, ...inputs) => addIn('', {}, operator, inputs)[0],
      addWith: (attributes, operator, ...inputs) => addIn('', attributes, operator, inputs)[0],
      addOfMl: (attributes, operator, ...inputs) =>
        addIn('ai.onnx.ml', attributes, operator, inputs)[0],
      addMany: (outputs, attributes, operator, ...inputs) =>
        addIn('', attributes, operator, inputs, outputs),
      named: (value, name) => addIn('', {}, 'Identity', [value], [name])[0],
      numbers: (numbers, dims) =>
        constant(unique(`${room}numbers`), { dims, values: { type: 'double', numbers } }),
      integers: (...numbers) =>
        constant(`integers_${numbers.join('_')}`, {
          dims: [numbers.length],
          values: { type: 'int64', numbers },
        }),
      word: (word) =>
        constant(`word_${word}`, { dims: [], values: { type: 'string', words: [word] } }),
      within: (name) => writerIn(`${room}${name}/`),
      written: () => ({
        nodes,
        constants: [...constants].map(([name, tensor]) => ({ name, tensor })),
      }),
    };
  }
  return writerIn('');
}
