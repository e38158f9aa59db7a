/**
 * The package as who installs it has it, with `LAB_LONG=1`: the command from an empty folder, the example
 * of docs/library.md in Node, by its types and, bundled by Vite, in the Chromium that `CHROMIUM` names.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { builtSite, serve } from '../browser/site.ts';
import { libraryExample } from './example.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const PATIENCE = 600_000;
const folder = mkdtempSync(join(tmpdir(), 'lab-package-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The largest that the package may be, packed: what it holds is chosen, not swept together. */
const MOST_BYTES = 1_300_000;

/** What trains a network loads in a page, too, from the binaries that the bundler has found. */
const NETWORK = `
import { Autoencoder, featuresOf, generateFlows, loadNeuralRuntime } from 'network-anomaly-lab';

const runtime = await loadNeuralRuntime('wasm');
const network = new Autoencoder({ epochs: 2 }, runtime).fit(featuresOf(generateFlows('7')));
console.log(\`\${runtime.backend} \${network.trainingAssessment.scores.every(Number.isFinite)}\`);
`;
const TRAINED = 'wasm true\n';

const TYPES_OF = {
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  target: 'es2023',
  lib: ['es2023', 'dom'],
  types: [],
  noEmit: true,
  // TensorFlow.js's own declarations have errors.
  skipLibCheck: true,
};

function run(command: string, args: readonly string[], cwd: string): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    timeout: PATIENCE,
    maxBuffer: 1e8,
  });
  if (status === 0) return stdout;
  throw new Error(`${command} ${args.join(' ')}: ${error?.message ?? ''}\n${stdout}\n${stderr}`);
}

function emptyFolder(name: string): string {
  const path = join(folder, name);
  mkdirSync(path);
  return path;
}

/** A report without what every run has its own of. */
function untimed(report: string): unknown {
  return JSON.parse(report, (key, value) => (key === 'milliseconds' ? undefined : value));
}

describe.runIf(process.env.LAB_LONG === '1')('the package', () => {
  let tarball = '';
  let project = '';

  beforeAll(() => {
    const [packed] = JSON.parse(run('npm', ['pack', '--json', '--pack-destination', folder], ROOT));
    tarball = join(folder, packed.filename);
    expect(packed.size).toBeLessThan(MOST_BYTES);
    project = emptyFolder('project');
    writeFileSync(join(project, 'package.json'), '{ "type": "module", "private": true }\n');
    run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', tarball], project);
    writeFileSync(join(project, 'example.ts'), libraryExample().code);
    writeFileSync(join(project, 'network.ts'), NETWORK);
  }, PATIENCE);

  test('its command prints the report of npm run lab', () => {
    const npx = [
      '--yes',
      '--prefer-offline',
      '--package',
      tarball,
      'network-anomaly-lab',
      '--json',
    ];
    const here = run(process.execPath, [`${ROOT}scripts/lab.mjs`, '--json'], folder);
    expect(untimed(run('npx', npx, emptyFolder('empty')))).toEqual(untimed(here));
  });

  test('its command finds files where the shell is, and trains networks', () => {
    const options = ['--detectors', 'autoencoder', '--epochs', '2', '--scores', 'scores.csv'];
    const report = run('npx', ['network-anomaly-lab', '--json', ...options], project);
    expect(JSON.parse(report).detectors.autoencoder.rocAuc).toEqual(expect.any(Number));
    const scores = readFileSync(join(project, 'scores.csv'), 'utf8');
    expect(scores.split('\n').length).toBeGreaterThan(2210);
  });

  test('the example prints in Node what its page says', () => {
    // Without types to strip, TypeScript is JavaScript: Node 20 reads it by this name.
    for (const name of ['example', 'network']) {
      writeFileSync(join(project, `${name}.mjs`), readFileSync(join(project, `${name}.ts`)));
    }
    expect(run(process.execPath, ['example.mjs'], project)).toBe(libraryExample().printed);
    expect(run(process.execPath, ['network.mjs'], project)).toBe(TRAINED);
  });

  test.each(['nodenext', 'preserve'])('its types suit the example, modules: %s', (module) => {
    const config = {
      compilerOptions: { ...TYPES_OF, module },
      files: ['example.ts', 'network.ts'],
    };
    writeFileSync(join(project, 'tsconfig.json'), JSON.stringify(config));
    run(`${ROOT}node_modules/.bin/tsc`, ['-p', project], project);
    // Types that were lost would suit anything.
    writeFileSync(join(project, 'wrong.ts'), WRONG);
    const wrong = { ...config, files: ['wrong.ts'] };
    writeFileSync(join(project, 'tsconfig.json'), JSON.stringify(wrong));
    expect(() => run(`${ROOT}node_modules/.bin/tsc`, ['-p', project], project)).toThrow(
      /wrong\.ts\(2,.*TS2322[\s\S]*wrong\.ts\(3,.*TS2345/,
    );
  });

  test('a Vite build of the example prints the same in a page', async () => {
    const scripts = ['example', 'network'].map(
      (name) => `<script type="module" src="/${name}.ts"></script>`,
    );
    writeFileSync(join(project, 'index.html'), `<!doctype html>${scripts.join('')}\n`);
    run(`${ROOT}node_modules/.bin/vite`, ['build', '--base', './', '--logLevel', 'warn'], project);
    const lines = await consoleOf(join(project, 'dist/'), /wasm/);
    expect(lines.join('')).toBe(libraryExample().printed + TRAINED);
  });
});

const WRONG = `import { featuresOf, generateFlows, IsolationForest } from 'network-anomaly-lab';
const scores: string = new IsolationForest().fit(featuresOf(generateFlows('1'))).offset;
new IsolationForest().fit(scores);
`;

/** What a page prints, until a line is the last. */
async function consoleOf(folder: string, last: RegExp): Promise<string[]> {
  // Most runs skip what needs it.
  const { chromium } = await import('@playwright/test');
  const executablePath = process.env.CHROMIUM;
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser = await chromium.launch({ args, ...(executablePath && { executablePath }) });
  const site = await serve(builtSite(folder));
  try {
    const page = await browser.newPage();
    const lines: string[] = [];
    const done = new Promise<void>((resolve, reject) => {
      page.on('pageerror', reject);
      page.on('console', (message) => {
        // A browser asks every site for an icon, and complains.
        if (message.type() !== 'log') return;
        lines.push(`${message.text()}\n`);
        if (last.test(message.text())) resolve();
      });
    });
    await page.goto(site.address);
    await done;
    return lines;
  } finally {
    await browser.close();
    await site.stop();
  }
}
