import { createHash } from 'node:crypto';
import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CACHE, ROOT } from './dependencies.mjs';
import { wasmKernels } from './kernels-plugin.mjs';

/**
 * The address of a TypeScript entry bundled for Node, made anew when a source file has changed:
 * Node 20 does not read TypeScript, and one file starts faster than a hundred.
 */
export async function bundle(entry, folders) {
  const name = basename(entry, '.ts');
  const key = fingerprint(folders);
  const folder = `${CACHE}/${name}-${key}`;
  const file = `${folder}/${name}.mjs`;
  if (!existsSync(file)) await build(entry, name, folder);
  return pathToFileURL(file).href;
}

/** TensorFlow.js finds its binaries beside itself, and is large: read only where it is needed. */
export const TENSORFLOW = ['@tensorflow/tfjs', '@tensorflow/tfjs-backend-wasm'];

/** Builds beside and renames, so that two that start at once never see half a bundle. */
async function build(entry, name, folder) {
  const draft = `${folder}-${process.pid}`;
  await bundleForNode(entry, name, draft);
  for (const old of readdirSync(CACHE)) {
    if (old.startsWith(`${name}-`) && !old.endsWith(`-${process.pid}`)) {
      rmSync(`${CACHE}/${old}`, { recursive: true, force: true });
    }
  }
  renameSync(draft, folder);
}

/**
 * Bundles a TypeScript entry and all that it imports as one file, `<name>.mjs` in `folder`; with
 * `licence`, a file beside it that has the licences of the packages in it.
 */
export async function bundleForNode(entry, name, folder, licence) {
  const { build } = await import('vite');
  await build({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    plugins: [wasmKernels()],
    ssr: { noExternal: true, external: TENSORFLOW },
    build: {
      ssr: `${ROOT}${entry}`,
      outDir: folder,
      target: 'node20',
      minify: false,
      ...(licence && { license: { fileName: licence } }),
      rollupOptions: {
        output: {
          entryFileNames: `${name}.mjs`,
          codeSplitting: false,
          // A constant that stays one is not looked up in every turn of a loop.
          topLevelVar: false,
        },
      },
    },
  });
}

function fingerprint(folders) {
  const hash = createHash('sha256');
  hash.update(`${statSync(`${ROOT}package-lock.json`).mtimeMs}`);
  for (const folder of folders) {
    for (const file of readdirSync(ROOT + folder, { recursive: true, withFileTypes: true })) {
      if (!file.isFile()) continue;
      const path = `${file.parentPath}/${file.name}`;
      const { mtimeMs, size } = statSync(path);
      hash.update(`${path} ${mtimeMs} ${size}\n`);
    }
  }
  return hash.digest('hex').slice(0, 16);
}
