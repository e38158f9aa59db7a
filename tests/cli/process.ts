import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';

const SCRIPT = fileURLToPath(new URL('../../scripts/lab.mjs', import.meta.url));

/** A run that hangs has failed. Milliseconds. */
const PATIENCE = 60_000;

/** How a run ended, as a shell has it, and what it wrote. */
export interface Ending {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command in a process of its own, whose streams the test holds. */
export function startLab(args: readonly string[], folder: string): ChildProcess {
  const env = { ...process.env, INIT_CWD: folder };
  return spawn(process.execPath, [SCRIPT, ...args], { env, cwd: folder, timeout: PATIENCE });
}

/** Waits until it has ended and its streams are closed. */
export async function endOf(child: ChildProcess): Promise<Ending> {
  const texts = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (text) => {
      texts[name] += text;
    });
  }
  const [code, signal] = await once(child, 'close');
  return { code: code ?? 128 + constants.signals[signal as NodeJS.Signals], ...texts };
}

/** What a shell makes of a line in which `lab` is the command; a pipeline's codes are its own affair. */
export function shell(line: string, folder: string): Ending {
  const env = { ...process.env, INIT_CWD: folder };
  const script = `lab() { ${quoted(process.execPath)} ${quoted(SCRIPT)} "$@"; }\n${line}`;
  const { status, stdout, stderr } = spawnSync('bash', ['-c', script], {
    env,
    cwd: folder,
    encoding: 'utf8',
    timeout: PATIENCE,
  });
  return { code: status, stdout, stderr };
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
