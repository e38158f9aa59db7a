/** `npm test`: types, lint, dead code, unit tests, build, size, the page in Chromium and Firefox. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { findChromium } from './chromium.mjs';
import { bin, CACHE, ensureDependencies, tryRun } from './dependencies.mjs';
import { findFirefox } from './firefox.mjs';

ensureDependencies();
const total = { passed: 0, failed: 0 };

check('types', 'tsc', ['-b']);
check('lint', 'biome', ['ci', '--error-on-warnings', '.']);
check('dead code', 'knip', []);
vitest('unit', []);
const built = check('build', 'vite', ['build', '--logLevel', 'warn']);
if (built) check('size', 'size-limit', []);
const chromium = built && (await findChromium());
if (chromium) {
  const port = await freePort();
  suite('browser', 'playwright', ['test', '--reporter=list,json'], (file) => ({
    env: {
      CHROMIUM: chromium,
      LAB_TEST_PORT: String(port),
      PLAYWRIGHT_JSON_OUTPUT_FILE: file,
    },
    read: ({ stats }) => ({
      passed: stats.expected + stats.flaky,
      failed: stats.unexpected + stats.skipped,
    }),
  }));
} else {
  process.stdout.write('✗ browser: no build or no Chromium to try it in\n');
  total.failed++;
}
const firefox = findFirefox();
if (built && firefox) {
  vitest('firefox', ['--config', 'tests/firefox/vitest.config.ts'], { FIREFOX: firefox });
} else {
  process.stdout.write(
    '\n– firefox: SKIPPED, the page was not tried in Firefox: none found here\n',
  );
}
process.stdout.write(`\n${total.passed} passed, ${total.failed} failed\n`);
process.exitCode = total.failed === 0 ? 0 : 1;

/** A port that nobody listens on. */
function freePort() {
  return new Promise((found) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => found(port));
    });
  });
}

/** A tool that passes or fails as a whole. */
function check(title, tool, args) {
  process.stdout.write(`\n— ${title}\n`);
  const ok = tryRun(bin(tool), args).status === 0;
  total[ok ? 'passed' : 'failed']++;
  process.stdout.write(`${ok ? '✓' : '✗'} ${title}\n`);
  return ok;
}

/** A run of vitest. */
function vitest(title, args, env = {}) {
  suite(title, 'vitest', ['run', ...args, '--reporter=default', '--reporter=json'], (file) => ({
    args: [`--outputFile.json=${file}`],
    env,
    read: ({ numPassedTests, numFailedTests }) => ({
      passed: numPassedTests,
      failed: numFailedTests,
    }),
  }));
}

/** A runner whose own report says how many tests passed; one that dies without a report failed. */
function suite(title, tool, args, configure) {
  process.stdout.write(`\n— ${title}\n`);
  const file = `${CACHE}/${title}.json`;
  rmSync(file, { force: true });
  const { args: more = [], env = {}, read } = configure(file);
  const { status } = tryRun(bin(tool), [...args, ...more], { env: { ...process.env, ...env } });
  const counts = existsSync(file)
    ? read(JSON.parse(readFileSync(file, 'utf8')))
    : { passed: 0, failed: 0 };
  total.passed += counts.passed;
  total.failed += status === 0 ? counts.failed : Math.max(counts.failed, 1);
  if (status === 0 && counts.passed === 0) total.failed++;
}
