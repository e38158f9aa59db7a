import { defineConfig } from 'vite';
import manifest from './package.json' with { type: 'json' };
import { inOneGo } from './scripts/chunks.mjs';
import { wasmKernels } from './scripts/kernels-plugin.mjs';
import { paletteStyles } from './scripts/palette-plugin.mjs';
import { listFilesForServiceWorker, sourceFingerprint, withoutManifest } from './scripts/site.mjs';

/** Its code, not the addresses of its binaries. */
const TENSORFLOW = /\/@tensorflow\/.*\.js$/;

/** Chunks as usual, but TensorFlow.js by its name: the service worker knows it by that. */
const chunkFileNames = ({ moduleIds }: { readonly moduleIds: readonly string[] }) =>
  moduleIds.some((id) => TENSORFLOW.test(id)) ? 'assets/tfjs-[hash].js' : 'assets/[name]-[hash].js';

/** What the page loads before its first paint is one file: many small ones wait for each other. */
const FIRST = {
  name: 'first',
  tags: ['$initial' as const],
  // A service worker cannot share it, nor can a page of text that has the style sheet alone.
  test: /^(?!.*([\\/]src[\\/]offline[\\/]|\.html|\.css))/,
  includeDependenciesRecursively: false,
};
const GOES = { planes: `${import.meta.dirname}/src/ui/plane/planes.tsx` };

/** The site, or, in the mode `scorm`, the pages of a package: a course system keeps these. */
export default defineConfig(({ mode }) => ({
  // Relative addresses: the site works under any path of any host.
  base: './',
  // An address that names no file is not found, as on any static host.
  appType: 'mpa',
  define: {
    __LAB_VERSION__: JSON.stringify(manifest.version),
    __LAB_BUILD__: JSON.stringify(sourceFingerprint(import.meta.dirname)),
  },
  build: {
    target: 'es2023',
    // Plotly is one chunk of 4 MB by itself; it loads when the first chart does.
    chunkSizeWarningLimit: 5000,
    rolldownOptions: {
      input: [
        'index.html',
        'differences.html',
        ...(mode === 'scorm' ? [] : ['src/offline/service-worker.ts']),
      ],
      output: {
        chunkFileNames,
        codeSplitting: { groups: [FIRST, inOneGo(GOES)] },
        // A service worker governs the folder it lies in and is found again by its name.
        entryFileNames: ({ name }) =>
          name === 'service-worker' ? '[name].js' : 'assets/[name]-[hash].js',
      },
    },
  },
  // Known beforehand, or the development server would reload the page when a network first runs.
  optimizeDeps: { include: ['@tensorflow/tfjs', '@tensorflow/tfjs-backend-wasm'] },
  plugins: [
    paletteStyles(),
    wasmKernels(),
    mode === 'scorm' ? withoutManifest() : listFilesForServiceWorker(),
  ],
  worker: {
    format: 'es',
    plugins: () => [wasmKernels()],
    rolldownOptions: { output: { chunkFileNames } },
  },
}));
