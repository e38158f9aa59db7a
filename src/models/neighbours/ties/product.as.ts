/*
 * ‖x‖² − 2x·y + ‖y‖² as scikit-learn rounds it: `expandedSquare` in `neighbours-rounding.ts`, four pairs of
 * rows at once, with the same operations on each.
 */

/** 2²⁷ + 1: splits a double into two halves of 26 bits. */
const SPLITTER: f64 = 134217729;

/** As `productsOfFour`, of numbers whose products are exact: then a plain sum has the same bits. */
export function exactProductsOfFour(
  columns: usize,
  x0: usize,
  x1: usize,
  x2: usize,
  x3: usize,
  y0: usize,
  y1: usize,
  y2: usize,
  y3: usize,
  results: usize,
): void {
  let a: f64 = 0;
  let b: f64 = 0;
  let c: f64 = 0;
  let d: f64 = 0;
  for (let at: usize = 0; at < columns << 3; at += 8) {
    a += load<f64>(x0 + at) * load<f64>(y0 + at);
    b += load<f64>(x1 + at) * load<f64>(y1 + at);
    c += load<f64>(x2 + at) * load<f64>(y2 + at);
    d += load<f64>(x3 + at) * load<f64>(y3 + at);
  }
  store<f64>(results, a);
  store<f64>(results, b, 8);
  store<f64>(results, c, 16);
  store<f64>(results, d, 24);
}

/**
 * Leaves at `results` the products of four pairs. `x0 … x3` and `y0 … y3` are the addresses of rows with so
 * many columns.
 */
export function productsOfFour(
  columns: usize,
  x0: usize,
  x1: usize,
  x2: usize,
  x3: usize,
  y0: usize,
  y1: usize,
  y2: usize,
  y3: usize,
  results: usize,
): void {
  const splitter = f64x2.splat(SPLITTER);
  let sum = f64x2.splat(0);
  let sumToo = sum;
  const end = columns << 3;
  for (let c: usize = 0; c < end; c += 8) {
    const a = v128.load64_lane(x1 + c, v128.load64_zero(x0 + c), 1);
    const b = v128.load64_lane(y1 + c, v128.load64_zero(y0 + c), 1);
    const aToo = v128.load64_lane(x3 + c, v128.load64_zero(x2 + c), 1);
    const bToo = v128.load64_lane(y3 + c, v128.load64_zero(y2 + c), 1);
    // `fusedMultiplyAdd` of the one two pairs …
    const product = f64x2.mul(a, b);
    const aBig = f64x2.mul(splitter, a);
    const aHigh = f64x2.sub(aBig, f64x2.sub(aBig, a));
    const aLow = f64x2.sub(a, aHigh);
    const bBig = f64x2.mul(splitter, b);
    const bHigh = f64x2.sub(bBig, f64x2.sub(bBig, b));
    const bLow = f64x2.sub(b, bHigh);
    let error = f64x2.sub(f64x2.mul(aHigh, bHigh), product);
    error = f64x2.add(error, f64x2.mul(aHigh, bLow));
    error = f64x2.add(error, f64x2.mul(aLow, bHigh));
    error = f64x2.add(error, f64x2.mul(aLow, bLow));
    const added = f64x2.add(product, sum);
    const part = f64x2.sub(added, sum);
    const sumError = f64x2.add(f64x2.sub(sum, f64x2.sub(added, part)), f64x2.sub(product, part));
    sum = f64x2.add(added, f64x2.add(sumError, error));
    // … and of the other two.
    const productToo = f64x2.mul(aToo, bToo);
    const aBigToo = f64x2.mul(splitter, aToo);
    const aHighToo = f64x2.sub(aBigToo, f64x2.sub(aBigToo, aToo));
    const aLowToo = f64x2.sub(aToo, aHighToo);
    const bBigToo = f64x2.mul(splitter, bToo);
    const bHighToo = f64x2.sub(bBigToo, f64x2.sub(bBigToo, bToo));
    const bLowToo = f64x2.sub(bToo, bHighToo);
    let errorToo = f64x2.sub(f64x2.mul(aHighToo, bHighToo), productToo);
    errorToo = f64x2.add(errorToo, f64x2.mul(aHighToo, bLowToo));
    errorToo = f64x2.add(errorToo, f64x2.mul(aLowToo, bHighToo));
    errorToo = f64x2.add(errorToo, f64x2.mul(aLowToo, bLowToo));
    const addedToo = f64x2.add(productToo, sumToo);
    const partToo = f64x2.sub(addedToo, sumToo);
    const sumErrorToo = f64x2.add(
      f64x2.sub(sumToo, f64x2.sub(addedToo, partToo)),
      f64x2.sub(productToo, partToo),
    );
    sumToo = f64x2.add(addedToo, f64x2.add(sumErrorToo, errorToo));
  }
  v128.store(results, sum);
  v128.store(results, sumToo, 16);
}
