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
  /** The bounding box of each node's points: low and high of each column in turn. */
  readonly boxes: Float64Array;
}

export function emptyNodes(capacity: number, columns: number): CutNodes {
  const nodes = 2 * capacity;
  return {
    capacity,
    columns,
    parent: new Int32Array(nodes),
    left: new Int32Array(nodes),
    right: new Int32Array(nodes),
    cutColumn: new Int32Array(nodes),
    cut: new Float64Array(nodes),
    count: new Int32Array(nodes),
    boxes: new Float64Array(2 * nodes * columns),
  };
}

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
export function nestedBelow(
  nodes: CutNodes,
  leafOf: Int32Array,
  node: number,
): NestedCut | NestedLeaf {
  const { columns } = nodes;
  const box = [...nodes.boxes.subarray(2 * node * columns, 2 * (node + 1) * columns)];
  const low = box.filter((_, side) => side % 2 === 0);
  const count = nodes.count[node];
  if (node < nodes.capacity) {
    return { point: low, slots: [...leafOf.keys()].filter((slot) => leafOf[slot] === node), count };
  }
  return {
    column: nodes.cutColumn[node],
    cut: nodes.cut[node],
    count,
    low,
    high: box.filter((_, side) => side % 2 === 1),
    left: nestedBelow(nodes, leafOf, nodes.left[node]),
    right: nestedBelow(nodes, leafOf, nodes.right[node]),
  };
}
