import plain from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';

/** Where the site keeps TensorFlow.js's binaries, by the names that it calls them by. */
export function wasmAddresses(): Record<string, string> {
  return {
    'tfjs-backend-wasm.wasm': plain,
    'tfjs-backend-wasm-simd.wasm': simd,
    // Named because all must be; never asked for, as threads are off.
    'tfjs-backend-wasm-threaded-simd.wasm': simd,
  };
}
