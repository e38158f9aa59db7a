/*
 * An ONNX graph as plain values, named as in the specification.
 * Source: https://onnx.ai/onnx/repo-docs/IR.html
 */

/** Kinds of numbers and words, by the names of ONNX. */
export type ElementType = 'float' | 'uint8' | 'int64' | 'string' | 'bool' | 'double';

/** Constants of a shape: `[]` is one value. */
export interface Tensor {
  readonly dims: readonly number[];
  readonly values:
    | { readonly type: 'double' | 'int64' | 'uint8'; readonly numbers: ArrayLike<number> }
    | { readonly type: 'string'; readonly words: readonly string[] };
}

/** A whole number, a word, whole numbers, or a tensor. */
export type Attribute = number | string | readonly number[] | Tensor;

export type Attributes = Readonly<Record<string, Attribute>>;

export interface GraphNode {
  readonly operator: string;
  /** Empty for the standard operators; `ai.onnx.ml` for those of machine learning. */
  readonly domain: string;
  readonly inputs: readonly string[];
  /** What it computes; also names the node. */
  readonly outputs: readonly string[];
  readonly attributes: Attributes;
}

/** A value that goes in or comes out: of each flow one, or as many as there are columns. */
export interface GraphValue {
  readonly name: string;
  readonly type: ElementType;
  /** `undefined`: one number or word a flow. */
  readonly columns?: number;
  readonly meaning: string;
}

export interface Graph {
  readonly name: string;
  readonly inputs: readonly GraphValue[];
  readonly outputs: readonly GraphValue[];
  readonly nodes: readonly GraphNode[];
  readonly constants: readonly { readonly name: string; readonly tensor: Tensor }[];
}
