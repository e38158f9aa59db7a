/**
 * `node scripts/compare-reports.mjs OLD_TREE NEW_TREE`: whether two trees give the same reports, to the
 * last digit. Runs the command line of each with many option sets (`reports/option-sets.mjs`) and
 * compares `--json`, the files that are written, the exit code, and what is said where it fails. Times
 * and the version may differ, keys may come; both trees need their `node_modules`.
 *
 * Exit code: 0 where none differs, 1 where one does, 2 for a wrong command line.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { OPTION_SETS, SAVED, SHORTHANDS } from './reports/option-sets.mjs';

/** Processes side by side. */
const LANES = 2;
/** Differences of one option set that are shown. */
const MOST_SHOWN = 5;
/** What tells of the clock or the version, by key. */
const FREE = ['milliseconds', 'seconds', 'flowsPerSecond', 'created', 'version', 'labVersion'];
/** Sentences on times. */
const TIMED = /: Time \(ms\) /;

/** A line of options as words; quotes keep spaces. */
function wordsOf(line) {
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, word]) => quoted ?? word);
}

/** Runs a tree's command line; paths of the repository are the new tree's. */
function run(tree, line, { folder, files, out }) {
  const path = join(folder, out);
  const meanings = { ...SHORTHANDS, saved: join(folder, 'saved.json'), out: path };
  const full = line.replace(/\{(\w+)\}/g, (_, name) => meanings[name]);
  const words = wordsOf(full).map((word) =>
    /^(public|tests)\//.test(word) ? join(files, word) : word,
  );
  return new Promise((done, failed) => {
    const child = spawn('npm', ['run', '--silent', 'lab', '--', ...words, '--json'], { cwd: tree });
    const texts = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr']) {
      child[name].setEncoding('utf8').on('data', (text) => {
        texts[name] += text;
      });
    }
    child.on('error', failed);
    child.on('close', (code) => {
      const file = existsSync(path) ? readFileSync(path, 'utf8') : null;
      done({ code, ...texts, file });
    });
  });
}

/** What differs between two values, each with where; keys that came are gathered in `added`. */
function* differences(before, after, at, added) {
  if (typeof before === 'string' && TIMED.test(before)) return;
  if (
    before === null ||
    after === null ||
    typeof before !== 'object' ||
    typeof after !== 'object'
  ) {
    if (!Object.is(before, after)) yield `${at}: ${show(before)} → ${show(after)}`;
    return;
  }
  if (Array.isArray(before) !== Array.isArray(after)) {
    yield `${at}: ${show(before)} → ${show(after)}`;
    return;
  }
  if (Array.isArray(before) && before.length !== after.length) {
    yield `${at}: ${before.length} entries → ${after.length}`;
    return;
  }
  for (const key of Object.keys(before)) {
    if (FREE.includes(key)) continue;
    const where = at === '' ? key : `${at}.${key}`;
    if (Object.hasOwn(after, key)) yield* differences(before[key], after[key], where, added);
    else yield `${where}: missing`;
  }
  for (const key of Object.keys(after)) {
    if (!Object.hasOwn(before, key)) added.add(`${at}.${key}`.replace(/^\.|\.\d+(?=\.)/g, ''));
  }
}

function show(value) {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}

/** A value where the text is JSON, else the text. */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** What can be compared of a run: its report, what it wrote, and how it ended. */
function outcomeOf({ code, stdout, stderr, file }) {
  // A crash shows paths of the tree; that it is one is told by the code and the first line.
  const said = code === 0 ? '' : stderr.split('\n')[0];
  return { code, said, report: parsed(stdout), file: file === null ? null : parsed(file) };
}

async function compare(trees, line, place, { folder, files }) {
  const outs = trees.map((_, at) => `${place}-${at}.csv`);
  const outcomes = [];
  for (const [at, tree] of trees.entries()) {
    outcomes.push(outcomeOf(await run(tree, line, { folder, files, out: outs[at] })));
  }
  const added = new Set();
  const found = [...differences(outcomes[0], outcomes[1], '', added)];
  return { line, found, added, code: outcomes[0].code };
}

async function main([old, fresh, ...rest]) {
  if (old === undefined || fresh === undefined || rest.length > 0) {
    process.stderr.write('Usage: node scripts/compare-reports.mjs OLD_TREE NEW_TREE\n');
    return 2;
  }
  const trees = [resolve(old), resolve(fresh)];
  const folder = mkdtempSync(join(tmpdir(), 'reports-'));
  try {
    const given = { folder, files: trees[1] };
    const saving = await run(trees[0], SAVED, { ...given, out: 'unused' });
    if (saving.code !== 0) throw new Error(`The old tree saved no lab: ${saving.stderr}`);
    // Its bundle is made before two of its runs start side by side.
    await run(trees[1], '--help', { ...given, out: 'unused' });
    const results = [];
    let next = 0;
    const lane = async () => {
      while (next < OPTION_SETS.length) {
        const place = next++;
        const result = await compare(trees, OPTION_SETS[place], place, given);
        results[place] = result;
        process.stdout.write(linesOf(result));
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    const differing = results.filter(({ found }) => found.length > 0).length;
    const added = new Set(results.flatMap((result) => [...result.added]));
    if (added.size > 0) process.stdout.write(`New keys: ${[...added].sort().join(', ')}\n`);
    process.stdout.write(`${results.length} option sets, ${differing} differ\n`);
    return differing === 0 ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function linesOf({ line, found, code }) {
  const ending = code === 0 ? '' : ` (refused with ${code})`;
  const head = `${found.length === 0 ? 'same' : 'DIFFERS'}${ending}: ${line === '' ? '(default)' : line}\n`;
  const more = found.length - MOST_SHOWN;
  return [
    head,
    ...found.slice(0, MOST_SHOWN).map((one) => `    ${one}\n`),
    ...(more > 0 ? [`    … and ${more} more\n`] : []),
  ].join('');
}

process.exitCode = await main(process.argv.slice(2));
