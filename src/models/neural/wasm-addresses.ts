import plain from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';

/** Where the site keeps TensorFlow.js's binaries, by the names that it calls them by. */
export function wasmAddresses(): Record<string, string> {
  return {
    'tfjs-backend-wasm.wasm': absolute(plain),
    'tfjs-backend-wasm-simd.wasm': absolute(simd),
    // Named because all must be; never asked for, as threads are off.
    'tfjs-backend-wasm-threaded-simd.wasm': absolute(simd),
  };
}

/** The development server gives paths, and a worker that was made from a blob has none of its own. */
function absolute(address: string): string {
  return new URL(address, import.meta.url).href;
}
