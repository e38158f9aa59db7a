/**
 * `npm test`: types, lint, dead code, unit tests, build, size, the page in Chromium and Firefox, the
 * Python package where what it needs is installed; or a part of it with options of its own: `types`,
 * `unit [vitest's]`, `browser [playwright's]`.
 */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { findChromium } from './chromium.mjs';
import { bin, CACHE, ensureDependencies, tryRun } from './dependencies.mjs';
import { findFirefox } from './firefox.mjs';
import { scaleOutPython, testScaleOut } from './test-scale-out.mjs';

ensureDependencies();
const total = { passed: 0, failed: 0 };
const [part, ...options] = process.argv.slice(2);

/** The parts that can be run by themselves. */
const PARTS = {
  types: () => check('types', 'tsc', ['-b']),
  unit: () => vitest('unit', options),
  browser: async () => {
    if (build()) await browser(options);
  },
};

if (part === undefined) {
  PARTS.types();
  check('lint', 'biome', ['ci', '--error-on-warnings', '.']);
  check('dead code', 'knip', []);
  vitest('unit', []);
  const built = build();
  if (built) check('size', 'size-limit', []);
  await browser([], built);
  firefox(built);
  scaleOut();
} else if (Object.hasOwn(PARTS, part)) {
  await PARTS[part]();
} else {
  process.stderr.write(`There is no part "${part}"; there are ${Object.keys(PARTS).join(', ')}.\n`);
  total.failed++;
}
process.stdout.write(`\n${total.passed} passed, ${total.failed} failed\n`);
process.exitCode = total.failed === 0 ? 0 : 1;

function build() {
  return check('build', 'vite', ['build', '--logLevel', 'warn']);
}

/** The built page in Chromium. */
async function browser(options, built = true) {
  const chromium = built && (await findChromium());
  if (!chromium) {
    process.stdout.write('✗ browser: no build or no Chromium to try it in\n');
    total.failed++;
    return;
  }
  const port = await freePort();
  suite('browser', 'playwright', ['test', ...options, '--reporter=list,json'], (file) => ({
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
}

/** The built page in Firefox, where there is one. */
function firefox(built) {
  const found = findFirefox();
  if (built && found) {
    vitest('firefox', ['--config', 'tests/firefox/vitest.config.ts'], { FIREFOX: found });
    return;
  }
  process.stdout.write(
    '\n– firefox: SKIPPED, the page was not tried in Firefox: none found here\n',
  );
}

/** The Python package, where its packages were installed before: a sample without a cluster. */
function scaleOut() {
  const python = scaleOutPython();
  if (python === undefined) {
    const how = 'npm run test:scale-out installs what it needs';
    process.stdout.write(`\n– scale-out: SKIPPED, its Python packages are not here; ${how}\n`);
    return;
  }
  process.stdout.write('\n— scale-out\n');
  const ok = testScaleOut(python, ['--ignore=tests/test_cluster.py']);
  total[ok ? 'passed' : 'failed']++;
  process.stdout.write(`${ok ? '✓' : '✗'} scale-out\n`);
}

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
