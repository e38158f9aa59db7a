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

/**
 * Adds to `totals` the path lengths of `groups` × 8 rows in the trees `from … to`. Of a node there are,
 * in 16 bytes: its threshold, its feature × 32, and the address of its left child, next to which is the
 * right one; of a leaf, which leads to itself, there is its path length in `lengths`.
 */
export function walkTrees(
  keys: usize,
  groups: usize,
  columns: usize,
  nodes: usize,
  roots: usize,
  steps: usize,
  lengths: usize,
  from: usize,
  to: usize,
  totals: usize,
): void {
  for (let tree = from; tree < to; tree++) {
    const root = nodes + (usize(load<i32>(roots + (tree << 2))) << NODE_BITS);
    const depth = load<i32>(steps + (tree << 2));
    let group = keys;
    let total = totals;
    const end = totals + groups * (ABREAST << 3);
    for (; total < end; total += 64, group += columns << 5) {
      let a = root;
      let b = root;
      let c = root;
      let d = root;
      let e = root;
      let f = root;
      let g = root;
      let h = root;
      for (let step = 0; step < depth; step++) {
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

function addLength(total: usize, lengths: usize, node: usize): void {
  store<f64>(total, load<f64>(total) + load<f64>(lengths + (node >> 1)));
}
