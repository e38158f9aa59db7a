/** Compiles the hot loops of `src`, written in AssemblyScript, to WebAssembly. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { CACHE, ROOT } from './dependencies.mjs';

const KERNEL = /\.as\.ts\?wasm$/;
/** What the compiler adds an ending to of its own, and takes for two files with one. */
const IMPORT = / from '(\.[^']+\.as)\.ts'/g;

/** Loops without a garbage collector, exact arithmetic on four or two lanes, memory from outside. */
const OPTIONS = [
  '--runtime=stub',
  '--optimizeLevel=3',
  '--shrinkLevel=0',
  '--converge',
  '--noAssert',
  '--enable=simd',
  '--lowMemoryLimit=0',
  '--use=abort=',
];

/**
 * A Vite plugin that turns `import { wasm } from './name.as.ts?wasm'` into the bytes of the compiled
 * module as base64: a few kilobytes that travel with the code around them, so that the page, its
 * workers, the command line, the tests and the benchmark run the same ones.
 */
export function wasmKernels() {
  return {
    name: 'wasm-kernels',
    enforce: 'pre',
    load: {
      filter: { id: KERNEL },
      async handler(id) {
        const sources = sourcesFrom(id.replace(/\?.*$/, ''));
        for (const file of sources.keys()) this.addWatchFile(file);
        const bytes = await compiled(sources);
        return { code: `export const wasm = "${bytes.toString('base64')}";\n`, map: null };
      },
    },
  };
}

/** A source file and those that it imports, directly or not, by their paths; itself first. */
function sourcesFrom(file, sources = new Map()) {
  const source = readFileSync(file, 'utf8');
  sources.set(file, source.replaceAll(IMPORT, " from '$1'"));
  for (const [, imported] of source.matchAll(IMPORT)) {
    const path = resolve(dirname(file), `${imported}.ts`);
    if (!sources.has(path)) sourcesFrom(path, sources);
  }
  return sources;
}

/** The module that source files compile to, made anew when one or the compiler has changed. */
async function compiled(sources) {
  const key = createHash('sha256')
    .update(`${compilerVersion()} ${OPTIONS} ${[...sources.values()].join()}`)
    .digest('hex')
    .slice(0, 16);
  const [file] = sources.keys();
  const kept = `${CACHE}/kernels/${basename(file, '.as.ts')}-${key}.wasm`;
  if (existsSync(kept)) return readFileSync(kept);
  const bytes = await compile(file, sources);
  mkdirSync(`${CACHE}/kernels`, { recursive: true });
  writeFileSync(`${kept}-${process.pid}`, bytes);
  renameSync(`${kept}-${process.pid}`, kept);
  return bytes;
}

function compilerVersion() {
  const { devDependencies } = JSON.parse(readFileSync(`${ROOT}package.json`, 'utf8'));
  return devDependencies.assemblyscript;
}

async function compile(file, sources) {
  const { main } = await import('assemblyscript/asc');
  const name = basename(file);
  let bytes;
  const { error, stderr } = await main([name, '--outFile=kernel.wasm', ...OPTIONS], {
    readFile: (wanted) => sources.get(resolve(dirname(file), wanted)) ?? null,
    writeFile: (wanted, content) => {
      if (wanted === 'kernel.wasm') bytes = Buffer.from(content);
    },
    listFiles: () => [],
  });
  if (error !== null) throw new Error(`${file.replace(ROOT, '')}: ${error.message}\n${stderr}`);
  return bytes;
}
