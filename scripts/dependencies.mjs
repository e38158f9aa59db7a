import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Where scripts keep what they can make again. */
export const CACHE = `${ROOT}node_modules/.cache/lab`;

/** Installs the locked packages unless these very ones are there. Speaks on standard error only. */
export function ensureDependencies() {
  const locked = createHash('sha256')
    .update(readFileSync(`${ROOT}package-lock.json`))
    .digest('hex');
  const marker = `${CACHE}/installed`;
  if (existsSync(marker) && readFileSync(marker, 'utf8') === locked) return;
  process.stderr.write('Installing packages…\n');
  run('npm', ['ci', '--no-audit', '--no-fund'], { stdio: ['ignore', 2, 2] });
  useHooks();
  mkdirSync(CACHE, { recursive: true });
  writeFileSync(marker, locked);
}

/** Lets git check commits by `.githooks`, where there is a repository without hooks of its owner's. */
function useHooks() {
  if (process.env.CI || !existsSync(`${ROOT}.git`)) return;
  const config = (...args) => tryRun('git', ['config', ...args], { stdio: 'ignore' }).status;
  // 1: it is not set. Where git itself is missing nothing can be set.
  if (config('--get', 'core.hooksPath') === 1) config('--local', 'core.hooksPath', '.githooks');
}

/** Runs a command in the project's folder; ends this process with its exit code if it fails. */
export function run(command, args, options = {}) {
  const { status, error } = tryRun(command, args, options);
  if (error) process.stderr.write(`${command}: ${error.message}\n`);
  if (status !== 0) process.exit(status ?? 1);
}

/** Runs a command in the project's folder and gives what `spawnSync` gives. */
export function tryRun(command, args, options = {}) {
  return spawnSync(command, args, {
    cwd: ROOT,
    stdio: 'inherit',
    shell: process.platform === 'win32',
    ...options,
  });
}

/** A package's own command, such as `vite`, by its path. */
export function bin(name) {
  return `${ROOT}node_modules/.bin/${name}`;
}
