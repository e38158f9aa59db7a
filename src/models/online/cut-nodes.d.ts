/** The nodes of a random cut tree: 0 … capacity − 1 are leaves, the rest branches. */
export interface CutNodes {
  readonly capacity: number;
  readonly columns: number;
  readonly parent: Int32Array;
  /** Children and cut of a branch: a point goes left where its value is at or below the cut. */
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly cutColumn: Int32Array;
  readonly cut: Float64Array;
  /** Points below each node, equal ones counted. */
  readonly count: Int32Array;
  /** The bounding box of each node's points: `columns` lows and `columns` highs. */
  readonly low: Float64Array;
  readonly high: Float64Array;
}
export declare function emptyNodes(capacity: number, columns: number): CutNodes;
/** A branch of a tree as a nested value. */
export interface NestedCut {
  readonly column: number;
  readonly cut: number;
  readonly count: number;
  readonly low: readonly number[];
  readonly high: readonly number[];
  readonly left: NestedCut | NestedLeaf;
  readonly right: NestedCut | NestedLeaf;
}
export interface NestedLeaf {
  readonly point: readonly number[];
  /** The slots of the equal points that share the leaf. */
  readonly slots: readonly number[];
  readonly count: number;
}
/** What is below a node. @param leafOf the leaf of each slot. O(nodes × slots). */
export declare function nestedBelow(
  nodes: CutNodes,
  leafOf: Int32Array,
  node: number,
): NestedCut | NestedLeaf;
