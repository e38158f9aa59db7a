/**
 * `npm run test:scale-out`: the Python package in `scale-out`, with models that the lab makes. Makes a
 * virtual environment and installs what it needs, once; `LAB_PYTHON` names a Python that has it all.
 * `-- --long` tries more models, and a cluster that loses a machine. Where nothing can be installed it
 * says SKIPPED.
 */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CACHE, ensureDependencies, ROOT, tryRun } from './dependencies.mjs';

const VENV = `${CACHE}/scale-out`;
const READY = `${VENV}/ready`;

/** The Python that has what the package needs, if there is one already. */
export function scaleOutPython() {
  const { LAB_PYTHON } = process.env;
  if (LAB_PYTHON) return LAB_PYTHON;
  return existsSync(READY) ? `${VENV}/bin/python` : undefined;
}

/** The same, installed if need be; undefined where it cannot be. */
function installedPython() {
  const found = scaleOutPython();
  if (found !== undefined) return found;
  const quiet = { stdio: 'ignore' };
  mkdirSync(CACHE, { recursive: true });
  if (tryRun('python3', ['-m', 'venv', VENV], quiet).status !== 0) return undefined;
  process.stdout.write('Installing Python packages…\n');
  const install = ['-m', 'pip', 'install', '--quiet', `${ROOT}scale-out[test]`];
  if (tryRun(`${VENV}/bin/python`, install, quiet).status !== 0) return undefined;
  writeFileSync(READY, '');
  return `${VENV}/bin/python`;
}

const ALL =
  'isolation-forest,one-class-svm,local-outlier-factor,robust-z-score,interquartile-fence,ecod,hbos,' +
  'k-nearest-neighbours,ensemble';
/** Models beside those of the sample log. */
const TIMED = ['--input', 'conn.log', '--time-features', '--detectors', 'hbos,isolation-forest'];
const VOTES = ['--seed', '7', '--detectors', ALL, '--ensemble', 'majority', '--train-on', 'normal'];
/** Seeds and settings that are tried with `--long`. */
const SETS = [
  ['--ensemble', 'mean-rank'],
  [
    '--scaler',
    'standard',
    '--log-ratios',
    '--metric',
    'manhattan',
    '--knn-method',
    'mean',
    '--ensemble',
    'max-gaussian',
  ],
  [
    '--scaler',
    'minmax',
    '--time-features',
    '--knn-method',
    'median',
    '--hbos-bins',
    'auto',
    '--ensemble',
    'any',
    '--isolation-forest-threshold',
    '-0.5',
  ],
];

/** Runs the tests by this Python. @returns whether they passed */
export function testScaleOut(python, options) {
  const folder = mkdtempSync(join(tmpdir(), 'lab-models-'));
  try {
    makeModels(folder, options.includes('--long'));
    const args = ['-m', 'pytest', '-q', '-p', 'no:cacheprovider', 'tests', ...options];
    const env = { ...process.env, LAB_MODELS: folder, PYTHONPATH: `${ROOT}scale-out` };
    return tryRun(python, args, { cwd: `${ROOT}scale-out`, env }).status === 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function makeModels(folder, isLong) {
  const lab = (...args) => {
    const quiet = { stdio: ['ignore', 'ignore', 'pipe'], cwd: folder };
    const env = { ...process.env, INIT_CWD: folder };
    const { status, stderr } = tryRun(process.execPath, [`${ROOT}scripts/lab.mjs`, ...args], {
      ...quiet,
      env,
    });
    if (status !== 0) throw new Error(`lab ${args.join(' ')}: ${stderr}`);
  };
  tryRun('cp', [`${ROOT}public/samples/conn.log`, folder]);
  writeFileSync(join(folder, 'hostile.csv'), HOSTILE);
  const sample = ['--input', 'conn.log', '--detectors', ALL];
  lab(...sample, '--save-model', 'conn.json', '--save-onnx', 'conn.onnx');
  lab('--load-model', 'conn.json', '--input', 'conn.log', '--scores', 'conn.csv');
  lab('--load-model', 'conn.json', '--input', 'hostile.csv', '--scores', 'hostile.scores.csv');
  lab(...TIMED, '--save-onnx', 'timed.onnx', '--scores', 'timed.csv');
  lab(...VOTES, '--save-onnx', 'votes.onnx');
  if (!isLong) return;
  for (const seed of ['42', '7', '2024']) {
    SETS.forEach((set, at) => {
      const detectors = `${ALL.replace(',ensemble', '')},autoencoder,ensemble`;
      lab(
        '--seed',
        seed,
        ...set,
        '--epochs',
        '10',
        '--detectors',
        detectors,
        '--save-onnx',
        `set-${at + 1}-${seed}.onnx`,
      );
    });
  }
}

const HOSTILE = `bytes_sent,bytes_recv,packets_sent,packets_recv,duration,dst_port,protocol,src_ip_count,dst_ip_count
0,0,0,0,0,0,TCP,1,1
1000000000000000,0,1,0,0,65535,UDP,1,1
0,1000000000000000,1000000000,1,1000000000,443,ICMP,1000000,1
1,1,1,1,0.0000001,1024,tcp,1,1000000
`;

if (process.argv[1] === import.meta.filename) {
  ensureDependencies();
  const python = installedPython();
  if (python === undefined) {
    process.stdout.write('– scale-out: SKIPPED, its Python packages cannot be installed here\n');
  } else {
    process.exitCode = testScaleOut(python, process.argv.slice(2)) ? 0 : 1;
  }
}
