import { InputError, messageOf } from '../../data/errors.ts';
import type { NeuralBackend } from './backends.ts';
import { wasmAddresses } from './wasm-addresses.ts';

/** TensorFlow.js as a whole; its types cost nothing at run time. */
export type TensorFlow = typeof import('@tensorflow/tfjs');

type Backend = Exclude<NeuralBackend, 'auto'>;

/** TensorFlow.js, ready to compute. */
export interface NeuralRuntime {
  readonly tf: TensorFlow;
  /** What computes. */
  readonly backend: Backend;
  /** One sentence for the person: what was chosen, and why the others were not. */
  readonly why: string;
}

const TITLES: Readonly<Record<Backend, string>> = {
  wasm: 'WebAssembly',
  cpu: 'plain JavaScript',
  webgl: 'WebGL',
};

/**
 * Loads TensorFlow.js, the first time that it is asked for, and makes it compute by the backend that
 * is asked for. TensorFlow.js falls back in silence, so that what computes is looked at afterwards.
 *
 * @throws InputError if that backend, or TensorFlow.js itself, is not to be had here
 */
export async function loadNeuralRuntime(asked: NeuralBackend): Promise<NeuralRuntime> {
  const tf = await importTensorFlow();
  if (asked !== 'auto') {
    if (await starts(tf, asked))
      return { tf, backend: asked, why: `Computed by ${TITLES[asked]}, as asked.` };
    throw new InputError(
      `This machine or browser does not compute networks by ${TITLES[asked]}: take another backend, or auto.`,
    );
  }
  if (await starts(tf, 'wasm')) {
    return {
      tf,
      backend: 'wasm',
      why: 'Computed by WebAssembly: for networks as small as these it is quicker than plain JavaScript, and than WebGL, which pays for every step that it is sent.',
    };
  }
  if (await starts(tf, 'cpu')) {
    return {
      tf,
      backend: 'cpu',
      why: 'Computed by plain JavaScript, as WebAssembly did not start here: slower, and its last digits may differ.',
    };
  }
  throw new InputError(
    'Networks cannot be trained here: neither WebAssembly nor JavaScript started.',
  );
}

/**
 * Makes the runtime's backend the one that computes: another runtime may have been loaded since.
 * Immediate, as a backend that has started once stays.
 */
export function takeBackend({ tf, backend }: NeuralRuntime): void {
  if (tf.getBackend() !== backend) void tf.setBackend(backend);
  if (tf.getBackend() !== backend) {
    throw new Error(`Networks are computed by ${tf.getBackend()} where ${backend} was loaded.`);
  }
}

async function starts(tf: TensorFlow, backend: Backend): Promise<boolean> {
  if (tf.findBackendFactory(backend) === null) return false;
  // It would complain on the console before it failed.
  if (backend === 'wasm' && !('WebAssembly' in globalThis)) return false;
  const started = await tf.setBackend(backend).catch(() => false);
  return started && tf.getBackend() === backend;
}

async function importTensorFlow(): Promise<TensorFlow> {
  try {
    const [tf, { setWasmPaths }] = await Promise.all([
      import('@tensorflow/tfjs'),
      import('@tensorflow/tfjs-backend-wasm'),
    ]);
    tf.enableProdMode();
    // Alike on every host: only some send the headers that allow threads.
    tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
    // Node finds the binaries beside the package.
    if (!tf.env().getBool('IS_NODE')) setWasmPaths(wasmAddresses());
    return tf;
  } catch (error) {
    const reason = messageOf(error);
    throw new InputError(
      `TensorFlow.js, which trains networks, could not be loaded (${reason}): it is fetched when it is first needed. Connect to the network and reload the page.`,
    );
  }
}
