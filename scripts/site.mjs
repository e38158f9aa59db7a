/** What the build of the site needs to know about its own files. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SOURCES = ['src', 'public', 'index.html', 'differences.html', 'package-lock.json'];

/** Seven digits that change whenever a source of the site does; the same on every machine. */
export function sourceFingerprint(root) {
  const hash = createHash('sha256');
  for (const source of SOURCES) {
    for (const file of filesIn(root, source)) {
      hash.update(`${file}\n`).update(readFileSync(join(root, file)));
    }
  }
  return hash.digest('hex').slice(0, 7);
}

/**
 * A Vite plugin that writes into the service worker which files it shall keep, by content: those
 * first that the first screen needs, the largest last.
 */
export function listFilesForServiceWorker() {
  return {
    name: 'list-files-for-service-worker',
    apply: 'build',
    writeBundle({ dir }) {
      const script = join(dir, 'service-worker.js');
      const code = readFileSync(script, 'utf8');
      const files = filesIn(dir, '.')
        .filter((file) => !/^service-worker\.js$|(^|\/)tfjs|\.map$|^robots\.txt$/.test(file))
        .map((file) => ({ file, content: readFileSync(join(dir, file)) }))
        .sort((a, b) => a.content.length - b.content.length)
        .map(({ file, content }) => ({
          address: file === 'index.html' ? './' : `./${file}`,
          integrity: `sha256-${createHash('sha256').update(content).digest('base64')}`,
          hashed: file.startsWith('assets/'),
        }));
      const list = JSON.stringify(files);
      const version = createHash('sha256').update(list).update(code).digest('hex').slice(0, 12);
      writeFileSync(script, `const FILES = ${list};\nconst VERSION = "${version}";\n${code}`);
    },
  };
}

/** A Vite plugin that leaves out what makes a site an application of its own, for pages of a package. */
export function withoutManifest() {
  return {
    name: 'without-manifest',
    apply: 'build',
    transformIndexHtml: (html) =>
      html.replace(/\s*<link rel="(manifest|apple-touch-icon)"[^>]*>/g, ''),
  };
}

/** The files at or under a path, named relative to the root, in the order of their names. */
function filesIn(root, path) {
  if (/\.\w+$/.test(path)) return [path];
  return readdirSync(join(root, path), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length))
    .map((file) => file.replaceAll('\\', '/').replace(/^\/+/, ''))
    .sort();
}
