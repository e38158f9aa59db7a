import { defineConfig } from '@playwright/test';

/** The test script looks for a free one. */
const PORT = Number(process.env.LAB_TEST_PORT ?? 41730);

export default defineConfig({
  testDir: 'tests/browser',
  timeout: 120_000,
  // Loading and compiling Plotly takes seconds on a busy machine.
  expect: { timeout: 30_000 },
  // Most of a test is waiting.
  workers: 2,
  // On a busy machine a browser may stall; a test that fails twice has failed.
  retries: 1,
  forbidOnly: true,
  projects: [
    { name: 'page', grepInvert: process.env.LAB_LONG ? /@alone/ : /@alone|@long/ },
    { name: 'alone', grep: /@alone/, dependencies: ['page'], workers: 1 },
  ],
  use: {
    serviceWorkers: 'block',
    baseURL: `http://127.0.0.1:${PORT}/`,
    launchOptions: {
      ...(process.env.CHROMIUM ? { executablePath: process.env.CHROMIUM } : {}),
      args: [
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        '--disable-gpu',
        '--disable-quic',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  webServer: {
    command: `npx vite preview --host 127.0.0.1 --port ${PORT} --strictPort`,
    port: PORT,
    reuseExistingServer: false,
  },
});
