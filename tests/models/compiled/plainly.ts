/** What `work` gives where the platform has no WebAssembly, which sends it through TypeScript. */
export function plainly<Result>(work: () => Result): Result {
  const { WebAssembly } = globalThis;
  Reflect.set(globalThis, 'WebAssembly', undefined);
  try {
    return work();
  } finally {
    Reflect.set(globalThis, 'WebAssembly', WebAssembly);
  }
}

/** A number's bits, by which 0 and −0 differ. */
export function bitsOf(values: Float64Array): BigUint64Array {
  return new BigUint64Array(values.slice().buffer);
}
