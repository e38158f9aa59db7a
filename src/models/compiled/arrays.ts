/** Makes the arrays that a computation works on, where its loops can reach them. */
export interface Arrays {
  /** Zeros. */
  float64(length: number): Float64Array;
  int32(length: number): Int32Array;
  uint8(length: number): Uint8Array;
  /** Of any content. */
  float32(length: number): Float32Array;
}

/** Arrays on the heap, for loops in TypeScript. */
export const HEAP_ARRAYS: Arrays = {
  float64: (length) => new Float64Array(length),
  int32: (length) => new Int32Array(length),
  uint8: (length) => new Uint8Array(length),
  float32: (length) => new Float32Array(length),
};
