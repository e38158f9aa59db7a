import { defineConfig } from 'vitest/config';
import { wasmKernels } from './scripts/kernels-plugin.mjs';

export default defineConfig({
  plugins: [wasmKernels()],
  test: {
    include: ['tests/**/*.test.ts'],
    testTimeout: 60_000,
    // No test changes what another sees: files share their modules, which halves the time.
    isolate: false,
    // On two cores the default would be one.
    maxWorkers: 2,
  },
});
