import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = new URL('../../', import.meta.url);
const OWN_VERSION: string = JSON.parse(readFileSync(new URL('package.json', ROOT), 'utf8')).version;

/** The files of a built site by their path, such as `assets/index-abc.js`. */
export type Site = ReadonlyMap<string, Buffer>;

interface ServedSite {
  readonly address: string;
  /** Publishes another version in place of the one served so far. */
  publish(site: Site): void;
  /** Takes the server off the network. */
  stop(): Promise<void>;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webmanifest': 'application/manifest+json',
  '.wasm': 'application/wasm',
};

/** The site as `npm run build` left it, or another folder whose path ends in a slash. */
export function builtSite(root = fileURLToPath(new URL('dist/', ROOT))): Site {
  const files = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return new Map(files.map((file) => [file.slice(root.length), readFileSync(file)]));
}

/** Serves a site under the path /some/lab/ of a host of its own, as a static host would. */
export async function serve(site: Site): Promise<ServedSite> {
  let served = site;
  const server = createServer(({ url = '' }, response) => {
    const name = new URL(url, 'http://host').pathname.replace(/^\/some\/lab\//, '') || 'index.html';
    const content = served.get(name);
    if (content === undefined) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'content-type': TYPES[extname(name)] ?? 'text/plain' }).end(content);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}/some/lab/`,
    publish: (next) => {
      served = next;
    },
    stop: () =>
      new Promise((stopped) => {
        server.close(() => stopped());
        server.closeAllConnections();
      }),
  };
}

/** A later version: another number in the footer, and another name for every script. */
export function laterVersion(site: Site, version: string): Site {
  const scripts = [...site.keys()].flatMap((name) => /^assets\/(.+)\.js$/.exec(name)?.[1] ?? []);
  const renamed = (text: string) =>
    scripts.reduce((done, name) => done.replaceAll(`${name}.js`, `${name}-${version}.js`), text);
  const files = new Map<string, Buffer>();
  for (const [name, content] of site) {
    // Plotly, large as it is, names no other script.
    const text =
      /\.(html|js)$/.test(name) && !name.includes('plotly') ? String(content) : undefined;
    const changed = text && renamed(text).replaceAll(OWN_VERSION, version);
    files.set(renamed(name), changed === undefined ? content : Buffer.from(changed));
  }
  files.set('service-worker.js', Buffer.from(listed(files, version)));
  return files;
}

/** The service worker with the digests of those files. */
function listed(files: Site, version: string): string {
  const [list = '', , ...code] = String(files.get('service-worker.js')).split('\n');
  const entries: { address: string; integrity: string }[] = JSON.parse(
    list.slice('const FILES = '.length, -1),
  );
  for (const entry of entries) {
    const content = files.get(entry.address.slice(2) || 'index.html') ?? '';
    entry.integrity = `sha256-${createHash('sha256').update(content).digest('base64')}`;
  }
  return `const FILES = ${JSON.stringify(entries)};\nconst VERSION = "${version}";\n${code.join('\n')}`;
}
