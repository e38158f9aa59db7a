/**
 * Before `npm pack`: what the package holds, in `dist-package`. The command line as one file, the
 * library as an ES module with its types, and the licences of what is bundled.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { bundleForNode, TENSORFLOW } from './bundle.mjs';
import { bin, ensureDependencies, ROOT, run } from './dependencies.mjs';
import { wasmKernels } from './kernels-plugin.mjs';

const OUT = `${ROOT}dist-package`;
/** Where the compiler leaves what it says of every room of `src`. */
const TYPES = `${ROOT}node_modules/.cache/types`;

ensureDependencies();
rmSync(OUT, { recursive: true, force: true });
await bundleForNode('src/cli/bin.ts', 'lab', OUT, 'lab-licences.md');
await bundleLibrary();
// Standard output is npm's: `npm pack --json` prints JSON there.
run(bin('tsc'), ['-b', 'src/library'], { stdio: ['ignore', 2, 2] });
copyTypes(`${TYPES}/library/library.d.ts`, new Set());

/** As bundlers for browsers take it: what Node alone has is not in it. */
async function bundleLibrary() {
  const { build } = await import('vite');
  await build({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    plugins: [wasmKernels(), binariesOfTensorFlow()],
    build: {
      lib: { entry: `${ROOT}src/library/library.ts`, formats: ['es'] },
      outDir: OUT,
      emptyOutDir: false,
      target: 'es2023',
      minify: false,
      license: { fileName: 'library-licences.md' },
      rollupOptions: {
        external: TENSORFLOW,
        output: { entryFileNames: 'library.mjs', chunkFileNames: 'library-[name].mjs' },
      },
    },
  });
}

/**
 * The addresses of TensorFlow.js's binaries, left to the bundler of whoever uses the library: this
 * build would put them into the code.
 */
function binariesOfTensorFlow() {
  const PLACE = /"tensorflow:([^"]+)"/g;
  return {
    name: 'binaries-of-tensorflow',
    enforce: 'pre',
    resolveId: (id) => (/^@tensorflow\/.*\.wasm\?url$/.test(id) ? `\0tensorflow:${id}` : null),
    load: (id) =>
      id.startsWith('\0tensorflow:')
        ? `export default ${JSON.stringify(id.slice(1).replace('?url', ''))};`
        : null,
    generateBundle(_, files) {
      for (const file of Object.values(files)) {
        if (file.type !== 'chunk') continue;
        file.code = file.code.replace(PLACE, 'new URL("$1", import.meta.url).href');
      }
    },
  };
}

/** Copies a declaration file and all that it imports, by names that every resolver knows. */
function copyTypes(file, done) {
  if (done.has(file)) return;
  done.add(file);
  const text = readFileSync(file, 'utf8');
  const target = join(OUT, 'types', relative(TYPES, file));
  mkdirSync(dirname(target), { recursive: true });
  const RELATIVE = /(from |import\()(['"])(\.[^'"]*)\.ts\2/g;
  writeFileSync(target, text.replace(RELATIVE, '$1$2$3.js$2'));
  for (const [, , , path] of text.matchAll(RELATIVE)) {
    copyTypes(join(dirname(file), `${path}.d.ts`), done);
  }
}
