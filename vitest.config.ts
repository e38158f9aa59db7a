import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    testTimeout: 60_000,
    // No test changes what another sees: files share their modules, which halves the time.
    isolate: false,
    // On two cores the default would be one.
    maxWorkers: 2,
  },
});
