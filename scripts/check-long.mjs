/**
 * `npm run check:long`: the property tests of the importers on many more inputs than `npm test` tries;
 * `-- 20000` chooses how many, 100,000 unless given; the scores of all flows rebuilt from their parts,
 * the changes that turn every alert, planted culprits, the package as `npm pack` makes it; then all tests of
 * the page, of which `npm test` leaves some out, those of SCORM packages among them; and the Python package
 * with more models and a cluster that loses a machine. Takes an hour or so.
 */
import { findChromium } from './chromium.mjs';
import { bin, ensureDependencies, tryRun } from './dependencies.mjs';

const [runs = '100000'] = process.argv.slice(2);
if (!/^[1-9]\d*$/.test(runs)) {
  process.stderr.write(`Expected a number of inputs, such as 20000; got "${runs}".\n`);
  process.exit(2);
}
ensureDependencies();
const found = await findChromium();
const chromium = found === undefined ? {} : { CHROMIUM: found };
const suites = ['fuzz', 'accounting', 'inspect', 'capture/any-bytes', 'capture/round-trip'];
const all = [
  'tests/pipeline/inside/scores.test.ts',
  'tests/pipeline/what-if/reasons.test.ts',
  'tests/pipeline/what-if/rescorer.test.ts',
  'tests/cli/what-if.test.ts',
  'tests/library/package.test.ts',
];
const { status } = tryRun(
  bin('vitest'),
  [
    'run',
    '--testTimeout=7200000',
    ...suites.map((name) => `tests/data/import/${name}.test.ts`),
    ...all,
  ],
  { env: { ...process.env, ...chromium, LAB_FUZZ_RUNS: runs, LAB_LONG: '1' } },
);
const page = tryRun(process.execPath, ['scripts/test.mjs', 'browser'], {
  env: { ...process.env, LAB_LONG: '1' },
});
const scaleOut = tryRun(process.execPath, ['scripts/test-scale-out.mjs', '--long']);
process.exitCode = (status ?? 1) || (page.status ?? 1) || (scaleOut.status ?? 1);
