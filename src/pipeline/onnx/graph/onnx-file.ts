import { PbfWriter } from 'pbf';
import type { Attribute, ElementType, Graph, GraphNode, GraphValue, Tensor } from './graph.ts';

/*
 * Graphs as the bytes of an ONNX file. The numbers of fields are those of onnx.proto.
 * Source: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
 */

/** The form of the file, and of each domain the version that its operators are taken from. */
const IR_VERSION = 10;
const OPERATOR_SETS = [
  { domain: '', version: 21 },
  { domain: 'ai.onnx.ml', version: 5 },
];

const ELEMENT_TYPES: Readonly<Record<ElementType, number>> = {
  float: 1,
  uint8: 2,
  int64: 7,
  string: 8,
  bool: 9,
  double: 11,
};

/** `AttributeProto.AttributeType`. */
const INTEGER = 2;
const STRING = 3;
const TENSOR = 4;
const INTEGERS = 7;

/** What a file says of itself besides its graph. */
export interface OnnxModel {
  readonly graph: Graph;
  readonly producer: string;
  readonly description: string;
  /** Texts by their keys. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** The bytes of an ONNX file; the same model gives the same bytes. O(numbers in it). */
export function onnxFile({ graph, producer, description, metadata }: OnnxModel): Uint8Array {
  const file = new PbfWriter();
  file.writeVarintField(1, IR_VERSION);
  file.writeStringField(2, producer);
  file.writeStringField(6, description);
  file.writeMessage(7, writeGraph, graph);
  for (const { domain, version } of OPERATOR_SETS) {
    file.writeMessage(
      8,
      (_, to) => {
        to.writeStringField(1, domain);
        to.writeVarintField(2, version);
      },
      null,
    );
  }
  for (const [key, value] of Object.entries(metadata)) {
    file.writeMessage(
      14,
      (_, to) => {
        to.writeStringField(1, key);
        to.writeStringField(2, value);
      },
      null,
    );
  }
  return file.finish();
}

function writeGraph({ name, nodes, constants, inputs, outputs }: Graph, to: PbfWriter): void {
  for (const node of nodes) to.writeMessage(1, writeNode, node);
  to.writeStringField(2, name);
  for (const { name: constant, tensor } of constants) {
    to.writeMessage(5, (_, part) => writeTensor(tensor, part, constant), null);
  }
  for (const input of inputs) to.writeMessage(11, writeValue, input);
  for (const output of outputs) to.writeMessage(12, writeValue, output);
}

function writeNode(node: GraphNode, to: PbfWriter): void {
  for (const input of node.inputs) to.writeStringField(1, input);
  for (const output of node.outputs) to.writeStringField(2, output);
  to.writeStringField(3, node.outputs[0]);
  to.writeStringField(4, node.operator);
  for (const [name, value] of Object.entries(node.attributes)) {
    to.writeMessage(5, (_, part) => writeAttribute(name, value, part), null);
  }
  to.writeStringField(7, node.domain);
}

function writeAttribute(name: string, value: Attribute, to: PbfWriter): void {
  to.writeStringField(1, name);
  if (typeof value === 'number') {
    to.writeVarintField(3, value);
    to.writeVarintField(20, INTEGER);
  } else if (typeof value === 'string') {
    to.writeStringField(4, value);
    to.writeVarintField(20, STRING);
  } else if ('dims' in value) {
    to.writeMessage(5, (_, part) => writeTensor(value, part), null);
    to.writeVarintField(20, TENSOR);
  } else {
    to.writePackedVarint(8, [...value]);
    to.writeVarintField(20, INTEGERS);
  }
}

function writeTensor({ dims, values }: Tensor, to: PbfWriter, name = ''): void {
  to.writePackedVarint(1, [...dims]);
  to.writeVarintField(2, ELEMENT_TYPES[values.type]);
  if (values.type === 'string') for (const word of values.words) to.writeStringField(6, word);
  if (name !== '') to.writeStringField(8, name);
  if (values.type !== 'string') to.writeBytesField(9, rawData(values.type, values.numbers));
}

/** Numbers as a tensor holds them: the least byte first, whatever the machine. */
function rawData(type: 'double' | 'int64' | 'uint8', numbers: ArrayLike<number>): Uint8Array {
  if (type === 'uint8') return Uint8Array.from(numbers);
  const bytes = new DataView(new ArrayBuffer(8 * numbers.length));
  for (let i = 0; i < numbers.length; i++) {
    if (type === 'double') bytes.setFloat64(8 * i, numbers[i], true);
    else bytes.setBigInt64(8 * i, BigInt(numbers[i]), true);
  }
  return new Uint8Array(bytes.buffer);
}

/** A value's type and shape: flows first, of which there may be any number. */
function writeValue({ name, type, columns, meaning }: GraphValue, to: PbfWriter): void {
  to.writeStringField(1, name);
  to.writeMessage(
    2,
    (_, typed) => {
      typed.writeMessage(
        1,
        (__, tensor) => {
          tensor.writeVarintField(1, ELEMENT_TYPES[type]);
          tensor.writeMessage(
            2,
            (___, shape) => {
              shape.writeMessage(1, (____, dim) => dim.writeStringField(2, 'flows'), null);
              if (columns !== undefined) {
                shape.writeMessage(1, (____, dim) => dim.writeVarintField(1, columns), null);
              }
            },
            null,
          );
        },
        null,
      );
    },
    null,
  );
  to.writeStringField(3, meaning);
}
