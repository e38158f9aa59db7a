import type { RandomSource } from '../../data/random.ts';
import { contains, cover, drawCut, shrinkTo, tighten, widen } from './bounding-boxes.ts';
import {
  type CutNodes,
  emptyNodes,
  type NestedCut,
  type NestedLeaf,
  nestedBelow,
} from './cut-nodes.ts';

const NONE = -1;

/**
 * A robust random cut tree: points may come and go, and at any time the tree is one that could have
 * been cut from the points that it holds alone. One flat buffer: nodes 0 … capacity − 1 are leaves,
 * the rest branches. Equal points share a leaf.
 *
 * For NumPy's generator, insertions draw the cuts of the Python package rrcf.
 *
 * Source: Guha, Mishra, Roy and Schrijvers, "Robust random cut forest based anomaly detection on
 * streams", ICML 2016, algorithms 1 and 2.
 */
export class RandomCutTree {
  readonly capacity: number;
  readonly columns: number;
  readonly #source: RandomSource;
  #root = NONE;
  readonly #nodes: CutNodes;
  /** The leaf of each point, by the slot that the caller gave it. */
  readonly #leafOf: Int32Array;
  readonly #freeLeaves: Int32Array;
  readonly #freeBranches: Int32Array;
  #leaves = 0;
  /** The last cut drawn: one for all, as a new one for every level would be garbage. */
  readonly #drawn = { column: 0, cut: 0 };

  /** @param capacity most points at a time; their slots are 0 … capacity − 1 */
  constructor(capacity: number, columns: number, source: RandomSource) {
    this.capacity = capacity;
    this.columns = columns;
    this.#source = source;
    this.#nodes = emptyNodes(capacity, columns);
    this.#leafOf = new Int32Array(capacity).fill(NONE);
    this.#freeLeaves = Int32Array.from({ length: capacity }, (_, i) => i);
    this.#freeBranches = Int32Array.from({ length: capacity }, (_, i) => capacity + i);
  }

  /** Points in the tree. */
  get size(): number {
    return this.#root === NONE ? 0 : this.#nodes.count[this.#root];
  }

  /** Adds a point in a free slot. Expected O(columns × log size). */
  insert(slot: number, point: Float64Array): void {
    if (this.#leafOf[slot] !== NONE) throw new Error(`Slot ${slot} of the tree is taken.`);
    this.#leafOf[slot] = this.#root === NONE ? this.#plant(point) : this.#join(point);
  }

  /** Takes the point of a slot out. Expected O(columns × log size). */
  delete(slot: number): void {
    const leaf = this.#leafFor(slot);
    this.#leafOf[slot] = NONE;
    if (this.#nodes.count[leaf] > 1) {
      this.#addUpwards(leaf, -1);
      return;
    }
    this.#freeLeaves[--this.#leaves] = leaf;
    const branch = this.#nodes.parent[leaf];
    if (branch === NONE) {
      this.#root = NONE;
      return;
    }
    const sibling = this.#siblingOf(leaf);
    const above = this.#nodes.parent[branch];
    this.#replaceChild(above, branch, sibling);
    this.#freeBranches[this.#leaves - 1] = branch;
    this.#addUpwards(above, -1);
    this.#tightenUpwards(above, leaf);
  }

  /**
   * The point's collusive displacement: the most points, per point taken out with it, that would
   * move up a level; the maximum over the subtrees that hold it. 0 where it is alone. O(depth).
   */
  collusiveDisplacement(slot: number): number {
    const count = this.#nodes.count;
    let largest = 0;
    let node = this.#leafFor(slot);
    for (let above = this.#nodes.parent[node]; above !== NONE; above = this.#nodes.parent[node]) {
      const displaced = (count[above] - count[node]) / count[node];
      if (displaced > largest) largest = displaced;
      node = above;
    }
    return largest;
  }

  /** The tree as nested values, for tests and drawings; `null` when empty. O(size × columns). */
  nested(): NestedCut | NestedLeaf | null {
    return this.#root === NONE ? null : nestedBelow(this.#nodes, this.#leafOf, this.#root);
  }

  #plant(point: Float64Array): number {
    this.#root = this.#newLeaf(point);
    this.#nodes.parent[this.#root] = NONE;
    return this.#root;
  }

  /** The leaf of the point's equals, one more now, or a leaf of its own. */
  #join(point: Float64Array): number {
    const nearest = this.#leafBelow(point);
    if (!contains(this.#nodes.boxes, this.#boxOf(nearest), point)) return this.#cutOff(point);
    this.#addUpwards(nearest, 1);
    return nearest;
  }

  #leafFor(slot: number): number {
    const leaf = this.#leafOf[slot];
    if (leaf === NONE) throw new Error(`Slot ${slot} of the tree is free.`);
    return leaf;
  }

  #newLeaf(point: Float64Array): number {
    const leaf = this.#freeLeaves[this.#leaves++];
    this.#nodes.count[leaf] = 1;
    shrinkTo(this.#nodes.boxes, this.#boxOf(leaf), point);
    return leaf;
  }

  #leafBelow(point: Float64Array): number {
    let node = this.#root;
    while (node >= this.capacity) node = this.#childTowards(node, point);
    return node;
  }

  #childTowards(branch: number, point: Float64Array): number {
    const goesLeft = point[this.#nodes.cutColumn[branch]] <= this.#nodes.cut[branch];
    return goesLeft ? this.#nodes.left[branch] : this.#nodes.right[branch];
  }

  #boxOf(node: number): number {
    return 2 * node * this.columns;
  }

  /** Goes down to where a random cut sets the point apart from all others; puts the cut there. */
  #cutOff(point: Float64Array): number {
    const { boxes } = this.#nodes;
    let node = this.#root;
    // Boxes below one that does not hold the point do not hold it either.
    let inside = true;
    for (;;) {
      const box = this.#boxOf(node);
      inside = inside && contains(boxes, box, point);
      if (inside) {
        // No cut of the box parts it from the point; but rrcf draws one.
        this.#source.double();
      } else {
        const { column, cut } = drawCut(boxes, box, point, this.#source, this.#drawn);
        const side = box + 2 * column;
        const isBelow = point[column] <= cut && cut < boxes[side];
        const isAbove = point[column] > cut && cut >= boxes[side + 1];
        if (isBelow || isAbove) return this.#branchOff(node, point, isBelow);
        if (node < this.capacity) return this.#cutApart(node, point);
      }
      node = this.#childTowards(node, point);
    }
  }

  /** Two points that differ by so little that a cut between them was rounded onto one of them. */
  #cutApart(leaf: number, point: Float64Array): number {
    const other = point.map((_, j) => this.#nodes.boxes[this.#boxOf(leaf) + 2 * j]);
    const column = point.findIndex((value, j) => value !== other[j]);
    this.#drawn.column = column;
    this.#drawn.cut = Math.min(other[column], point[column]);
    return this.#branchOff(leaf, point, point[column] < other[column]);
  }

  /** Puts a branch above the node, with the drawn cut between it and a new leaf. */
  #branchOff(node: number, point: Float64Array, onTheLeft: boolean): number {
    const branch = this.#freeBranches[this.#leaves - 1];
    const leaf = this.#newLeaf(point);
    const above = this.#nodes.parent[node];
    this.#replaceChild(above, node, branch);
    this.#nodes.left[branch] = onTheLeft ? leaf : node;
    this.#nodes.right[branch] = onTheLeft ? node : leaf;
    this.#nodes.parent[leaf] = branch;
    this.#nodes.parent[node] = branch;
    this.#nodes.cutColumn[branch] = this.#drawn.column;
    this.#nodes.cut[branch] = this.#drawn.cut;
    this.#nodes.count[branch] = this.#nodes.count[node] + 1;
    cover(this.#nodes.boxes, this.#boxOf(branch), this.#boxOf(node), point);
    this.#addUpwards(above, 1);
    this.#widenUpwards(above, point);
    return leaf;
  }

  #replaceChild(above: number, child: number, by: number): void {
    this.#nodes.parent[by] = above;
    if (above === NONE) this.#root = by;
    else if (this.#nodes.left[above] === child) this.#nodes.left[above] = by;
    else this.#nodes.right[above] = by;
  }

  #siblingOf(node: number): number {
    const above = this.#nodes.parent[node];
    return this.#nodes.left[above] === node ? this.#nodes.right[above] : this.#nodes.left[above];
  }

  #addUpwards(from: number, points: number): void {
    for (let node = from; node !== NONE; node = this.#nodes.parent[node])
      this.#nodes.count[node] += points;
  }

  /** Boxes grow with the point, up to the first that held it before. */
  #widenUpwards(from: number, point: Float64Array): void {
    const { boxes, parent } = this.#nodes;
    let widened = true;
    for (let node = from; node !== NONE && widened; node = parent[node]) {
      widened = widen(boxes, this.#boxOf(node), point);
    }
  }

  /** Boxes shrink to those of their children, up to the first that stays as it was. */
  #tightenUpwards(from: number, gone: number): void {
    const { boxes, parent, left, right } = this.#nodes;
    let tightened = true;
    for (let node = from; node !== NONE && tightened; node = parent[node]) {
      const [a, b] = [this.#boxOf(left[node]), this.#boxOf(right[node])];
      tightened = tighten(boxes, this.#boxOf(node), a, b, this.#boxOf(gone), this.columns);
    }
  }
}
