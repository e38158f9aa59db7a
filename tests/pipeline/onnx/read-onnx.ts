import { PbfReader } from 'pbf';

/*
 * Reads back what an ONNX file holds, as far as the lab writes it: by the numbers of onnx.proto, apart
 * from the code that writes it.
 */

/** Numbers, or words, of a shape. */
export interface Value {
  readonly dims: readonly number[];
  readonly data: Float64Array | readonly string[];
}

export interface ReadNode {
  inputs: string[];
  outputs: string[];
  operator: string;
  domain: string;
  attributes: Map<string, number | number[] | Value>;
}

export interface ReadModel {
  nodes: ReadNode[];
  constants: Map<string, Value>;
  inputs: string[];
  outputs: string[];
  metadata: Map<string, string>;
  operatorSets: Map<string, number>;
}

export function readOnnx(bytes: Uint8Array): ReadModel {
  const model: ReadModel = {
    nodes: [],
    constants: new Map(),
    inputs: [],
    outputs: [],
    metadata: new Map(),
    operatorSets: new Map(),
  };
  new PbfReader(bytes).readFields((tag, to, from) => {
    if (tag === 7) from.readMessage(readGraph, to);
    if (tag === 8) {
      const [domain, version] = readPair(from, 'version');
      to.operatorSets.set(domain, Number(version));
    }
    if (tag === 14) to.metadata.set(...readPair(from, 'text'));
  }, model);
  return model;
}

function readPair(from: PbfReader, second: 'text' | 'version'): [string, string] {
  return from.readMessage<[string, string]>(
    (tag, pair, at) => {
      if (tag === 1) pair[0] = at.readString();
      if (tag === 2) pair[1] = second === 'text' ? at.readString() : String(at.readVarint());
    },
    ['', ''],
  );
}

function readGraph(tag: number, model: ReadModel, from: PbfReader): void {
  if (tag === 1) model.nodes.push(readNode(from));
  if (tag === 5) {
    const { name, value } = readTensor(from);
    model.constants.set(name, value);
  }
  if (tag === 11) model.inputs.push(readName(from));
  if (tag === 12) model.outputs.push(readName(from));
}

function readName(from: PbfReader): string {
  const named = { name: '' };
  from.readMessage((tag, to, at) => {
    if (tag === 1) to.name = at.readString();
  }, named);
  return named.name;
}

function readNode(from: PbfReader): ReadNode {
  const node: ReadNode = {
    inputs: [],
    outputs: [],
    operator: '',
    domain: '',
    attributes: new Map(),
  };
  return from.readMessage((tag, to, at) => {
    if (tag === 1) to.inputs.push(at.readString());
    if (tag === 2) to.outputs.push(at.readString());
    if (tag === 4) to.operator = at.readString();
    if (tag === 5) readAttribute(to, at);
    if (tag === 7) to.domain = at.readString();
  }, node);
}

function readAttribute({ attributes }: ReadNode, from: PbfReader): void {
  let name = '';
  from.readMessage((tag, to, at) => {
    if (tag === 1) name = at.readString();
    if (tag === 3) to.set(name, at.readVarint(true));
    if (tag === 5) to.set(name, readTensor(at).value);
    if (tag === 8) to.set(name, at.readPackedVarint([], true));
  }, attributes);
}

const BYTES: Readonly<Record<number, number>> = { 2: 1, 7: 8, 11: 8 };

function readTensor(from: PbfReader): { name: string; value: Value } {
  const tensor = {
    dims: [] as number[],
    type: 0,
    name: '',
    words: [] as string[],
    raw: new Uint8Array(),
  };
  from.readMessage((tag, to, at) => {
    if (tag === 1) to.dims = at.readPackedVarint();
    if (tag === 2) to.type = at.readVarint();
    if (tag === 6) to.words.push(at.readString());
    if (tag === 8) to.name = at.readString();
    if (tag === 9) to.raw = at.readBytes().slice();
  }, tensor);
  const { dims, type, name, words, raw } = tensor;
  if (type === 8) return { name, value: { dims, data: words } };
  const view = new DataView(raw.buffer);
  const data = Float64Array.from({ length: raw.length / BYTES[type] }, (_, i) => {
    if (type === 2) return raw[i];
    return type === 7 ? Number(view.getBigInt64(8 * i, true)) : view.getFloat64(8 * i, true);
  });
  return { name, value: { dims, data } };
}
