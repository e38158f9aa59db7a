import { defineConfig } from 'vite';
import manifest from './package.json' with { type: 'json' };
import { listFilesForServiceWorker, sourceFingerprint } from './scripts/site.mjs';

export default defineConfig({
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
      input: ['index.html', 'differences.html', 'src/offline/service-worker.ts'],
      output: {
        // A service worker governs the folder it lies in and is found again by its name.
        entryFileNames: ({ name }) =>
          name === 'service-worker' ? '[name].js' : 'assets/[name]-[hash].js',
      },
    },
  },
  plugins: [listFilesForServiceWorker()],
  worker: { format: 'es' },
});
