/*
 * Rows that walk down trees, in WebAssembly. Integers throughout, but for path lengths, which are added in
 * the order of the trees.
 */

/** Rows that walk side by side, and the bytes of a node. */
const ABREAST: usize = 8;
const NODE_BITS: usize = 4;

/**
 * Turns `rows` rows of float64 into keys: the bits of the value as float32, in the order of the values,
 * in groups of 8 rows, column by column.
 */
export function makeKeys(values: usize, rows: usize, columns: usize, keys: usize): void {
  for (let row: usize = 0; row < rows; row++) {
    let to = keys + (row >> 3) * (columns << 5) + ((row & 7) << 2);
    for (let c: usize = 0; c < columns; c++, values += 8, to += 32) {
      const bits = reinterpret<i32>(f32(load<f64>(values)));
      store<i32>(to, bits ^ ((bits >> 31) & 0x7fffffff));
    }
  }
}

/** Bytes of what there is of a tree: seven nodes, where the eight below them lie, steps from there. */
const TREE_BITS: usize = 6;

/**
 * Adds to `totals` the path lengths of `groups` × 8 rows in the trees `from … to`.
 *
 * @param trees of each, in 64 bytes: the seven nodes of its first three levels, level by level, each
 *   its feature × 32 and its threshold; the address of the first of the eight nodes below; the steps
 *   from there to the leaves
 * @param nodes of each, in 16 bytes: its threshold, its feature × 32, and the address of its left child,
 *   next to which is the right one; a leaf leads to itself, and has its path length in `lengths`
 * @param starts room for a word of each row
 */
export function walkTrees(
  keys: usize,
  groups: usize,
  columns: usize,
  trees: usize,
  nodes: usize,
  lengths: usize,
  from: usize,
  to: usize,
  starts: usize,
  totals: usize,
): void {
  const groupBytes = columns << 5;
  for (let tree = trees + (from << TREE_BITS); tree < trees + (to << TREE_BITS); tree += 64) {
    const steps = load<i32>(tree, 60);
    walkTop(keys, groups, groupBytes, tree, starts);
    let group = keys;
    let start = starts;
    let total = totals;
    const end = totals + groups * (ABREAST << 3);
    for (; total < end; total += 64, start += 32, group += groupBytes) {
      let a = usize(load<i32>(start));
      let b = usize(load<i32>(start, 4));
      let c = usize(load<i32>(start, 8));
      let d = usize(load<i32>(start, 12));
      let e = usize(load<i32>(start, 16));
      let f = usize(load<i32>(start, 20));
      let g = usize(load<i32>(start, 24));
      let h = usize(load<i32>(start, 28));
      for (let step = 0; step < steps; step++) {
        a =
          usize(load<i32>(a, 8)) +
          (usize(load<i32>(group + usize(load<i32>(a, 4)), 0) > load<i32>(a)) << NODE_BITS);
        b =
          usize(load<i32>(b, 8)) +
          (usize(load<i32>(group + usize(load<i32>(b, 4)), 4) > load<i32>(b)) << NODE_BITS);
        c =
          usize(load<i32>(c, 8)) +
          (usize(load<i32>(group + usize(load<i32>(c, 4)), 8) > load<i32>(c)) << NODE_BITS);
        d =
          usize(load<i32>(d, 8)) +
          (usize(load<i32>(group + usize(load<i32>(d, 4)), 12) > load<i32>(d)) << NODE_BITS);
        e =
          usize(load<i32>(e, 8)) +
          (usize(load<i32>(group + usize(load<i32>(e, 4)), 16) > load<i32>(e)) << NODE_BITS);
        f =
          usize(load<i32>(f, 8)) +
          (usize(load<i32>(group + usize(load<i32>(f, 4)), 20) > load<i32>(f)) << NODE_BITS);
        g =
          usize(load<i32>(g, 8)) +
          (usize(load<i32>(group + usize(load<i32>(g, 4)), 24) > load<i32>(g)) << NODE_BITS);
        h =
          usize(load<i32>(h, 8)) +
          (usize(load<i32>(group + usize(load<i32>(h, 4)), 28) > load<i32>(h)) << NODE_BITS);
      }
      addLength(total, lengths, a - nodes);
      addLength(total + 8, lengths, b - nodes);
      addLength(total + 16, lengths, c - nodes);
      addLength(total + 24, lengths, d - nodes);
      addLength(total + 32, lengths, e - nodes);
      addLength(total + 40, lengths, f - nodes);
      addLength(total + 48, lengths, g - nodes);
      addLength(total + 56, lengths, h - nodes);
    }
  }
}

/** Writes the address of the node that each row comes to after three steps. */
function walkTop(keys: usize, groups: usize, groupBytes: usize, tree: usize, starts: usize): void {
  const feature0 = usize(load<i32>(tree));
  const feature1 = usize(load<i32>(tree, 8));
  const feature2 = usize(load<i32>(tree, 16));
  const feature3 = usize(load<i32>(tree, 24));
  const feature4 = usize(load<i32>(tree, 32));
  const feature5 = usize(load<i32>(tree, 40));
  const feature6 = usize(load<i32>(tree, 48));
  const threshold0 = v128.load32_splat(tree, 4);
  const threshold1 = v128.load32_splat(tree, 12);
  const threshold2 = v128.load32_splat(tree, 20);
  const threshold3 = v128.load32_splat(tree, 28);
  const threshold4 = v128.load32_splat(tree, 36);
  const threshold5 = v128.load32_splat(tree, 44);
  const threshold6 = v128.load32_splat(tree, 52);
  const below = v128.load32_splat(tree, 56);
  const end = starts + (groups << 5);
  for (let start = starts; start < end; start += 32, keys += groupBytes) {
    // Four rows, and the four beside them.
    for (let half: usize = 0; half < 32; half += 16) {
      const at = keys + half;
      const right0 = i32x4.gt_s(v128.load(at + feature0), threshold0);
      const right1 = i32x4.gt_s(v128.load(at + feature1), threshold1);
      const right2 = i32x4.gt_s(v128.load(at + feature2), threshold2);
      const right3 = i32x4.gt_s(v128.load(at + feature3), threshold3);
      const right4 = i32x4.gt_s(v128.load(at + feature4), threshold4);
      const right5 = i32x4.gt_s(v128.load(at + feature5), threshold5);
      const right6 = i32x4.gt_s(v128.load(at + feature6), threshold6);
      const second = v128.bitselect(right2, right1, right0);
      const left = v128.bitselect(right4, right3, second);
      const third = v128.bitselect(v128.bitselect(right6, right5, second), left, right0);
      v128.store(start + half, i32x4.add(below, placeBelow(right0, second, third)));
    }
  }
}

/** Bytes from the first of eight nodes to the one that three steps lead to, each to the right or not. */
function placeBelow(first: v128, second: v128, third: v128): v128 {
  return v128.or(
    v128.or(v128.and(first, i32x4.splat(64)), v128.and(second, i32x4.splat(32))),
    v128.and(third, i32x4.splat(16)),
  );
}

function addLength(total: usize, lengths: usize, node: usize): void {
  store<f64>(total, load<f64>(total) + load<f64>(lengths + (node >> 1)));
}
