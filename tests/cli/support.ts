import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, vi } from 'vitest';
import { main } from '../../src/cli/lab.ts';
import { PROFILES } from '../../src/data/profiles.ts';

export interface Answer {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder for the files of one test file, gone when its tests are done. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'lab-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Runs the command line in this process and catches what it writes. */
export async function lab(args: readonly string[], folder: string): Promise<Answer> {
  const out = capture(process.stdout);
  const err = capture(process.stderr);
  try {
    const code = await main(args, folder);
    return { code, stdout: out.text(), stderr: err.text() };
  } finally {
    out.restore();
    err.restore();
  }
}

function capture(stream: NodeJS.WriteStream) {
  const written: string[] = [];
  const spy = vi.spyOn(stream, 'write').mockImplementation((text, ...rest) => {
    written.push(String(text));
    const done = rest.at(-1);
    if (typeof done === 'function') done();
    return true;
  });
  return { text: () => written.join(''), restore: () => spy.mockRestore() };
}

/** A tenth of the notebook's flows: enough to try options on. */
export const FEW_FLOWS = [
  '--counts',
  PROFILES.map(({ name, count }) => `${name}=${count / 10}`).join(','),
];

/** A CSV file without quoting, as words by column name. */
export function readCsv(path: string): Map<string, string[]> {
  const [header, ...lines] = readFileSync(path, 'utf8').trimEnd().split('\n');
  const rows = lines.map((line) => line.split(','));
  return new Map(header.split(',').map((name, at) => [name, rows.map((row) => row[at])]));
}

export function numbers(columns: Map<string, string[]>, name: string): number[] {
  const words = columns.get(name);
  if (words === undefined) throw new Error(`no column ${name} among ${[...columns.keys()]}`);
  return words.map(Number);
}
