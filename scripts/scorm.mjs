/**
 * `npm run scorm -- LESSON [OUT.zip]`: a SCORM 1.2 package of a lesson, by its name or its JSON file, for
 * Moodle, Canvas, Blackboard and others. Without OUT.zip it is called by the lesson's name.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { bundle } from './bundle.mjs';
import { bin, CACHE, ensureDependencies, run } from './dependencies.mjs';

const [lesson, out, ...others] = process.argv.slice(2);
if (lesson === undefined || lesson.startsWith('-') || others.length > 0) {
  process.stderr.write('Expected: npm run scorm -- LESSON [OUT.zip], such as first-hour.\n');
  process.exit(2);
}
ensureDependencies();
const folder = process.env.INIT_CWD ?? process.cwd();
/** Of this run alone: two may be made at once. */
const SITE = `${CACHE}/scorm-site-${process.pid}`;
process.on('exit', () => rmSync(SITE, { recursive: true, force: true }));
/** What only a site of its own has a use for. */
const LEFT_OUT = /^(manifest\.webmanifest|robots\.txt|icon-.*\.png)$/;
/** The same files give the same package: a zip cannot tell an earlier time. */
const MTIME = new Date(1980, 0, 1);

const { scormPackage } = await import(await bundle('src/cli/lessons/scorm-package.ts', ['src']));
try {
  // A lesson that cannot be read is told of before the site is built.
  await scormPackage(lesson, folder, []);
  build();
  await pack();
} catch (error) {
  if (error.name !== 'InputError' && error.code === undefined) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

function build() {
  const options = ['--mode', 'scorm', '--logLevel', 'error', '--outDir', SITE, '--emptyOutDir'];
  run(bin('vite'), ['build', ...options]);
}

async function pack() {
  const { zipSync, strToU8 } = await import('fflate');
  const site = readdirSync(SITE, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(SITE, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter((path) => !LEFT_OUT.test(path))
    .sort();
  const { name, files } = await scormPackage(lesson, folder, site);
  const contents = {
    ...Object.fromEntries(Object.entries(files).map(([path, text]) => [path, strToU8(text)])),
    ...Object.fromEntries(
      site.map((path) => [path, new Uint8Array(readFileSync(join(SITE, path)))]),
    ),
  };
  const zip = zipSync(contents, { level: 9, mtime: MTIME });
  const file = resolve(folder, out ?? `${name}.zip`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, zip);
  const megabytes = (zip.length / 1e6).toFixed(1);
  process.stdout.write(`${file}: ${Object.keys(contents).length} files, ${megabytes} MB\n`);
}
