import { defineConfig } from 'vite';

export default defineConfig({
  // Relative addresses: the site works under any path of any host.
  base: './',
  build: {
    target: 'es2023',
    // Plotly is one chunk of 4 MB by itself; it loads when the first chart does.
    chunkSizeWarningLimit: 5000,
    rolldownOptions: { input: ['index.html', 'differences.html'] },
  },
  worker: { format: 'es' },
});
