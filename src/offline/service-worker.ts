/**
 * Lets the lab work without a network. A version of the site is kept in a cache of its own, whole:
 * every file is checked against the digest that the build wrote down, so that a version is kept
 * complete or not at all. A new version waits until a person takes it. The files of the old one stay
 * for the tabs that still show it, and go when none is open.
 */
declare const self: ServiceWorkerGlobalScope;

/** A file of the site, its address relative to this script. Written into the build's output. */
interface SiteFile {
  readonly address: string;
  /** As in a script's `integrity` attribute. */
  readonly integrity: string;
  /** Whether the address names the content, so that it can never mean other bytes. */
  readonly hashed: boolean;
}

declare const FILES: readonly SiteFile[];
declare const VERSION: string;

/** Caches belong to the origin, where other sites, or this one at another path, may live too. */
const FAMILY = `network-anomaly-lab ${self.registration.scope} `;
const OWN = FAMILY + VERSION;

/** Too large for a visitor who may never train a network: kept when first used. */
const KEPT_WHEN_USED = /\/tfjs[^/]*$/;

self.addEventListener('install', (event) => event.waitUntil(keepAll()));

// A first visit is served from the cache as soon as that is complete, without a reload.
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('message', ({ data }) => {
  if (data === 'take over') self.skipWaiting();
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || !request.url.startsWith(self.registration.scope)) return;
  if (request.mode === 'navigate') event.waitUntil(forgetOldVersions());
  event.respondWith(answer(request));
});

/** One file after the other, politely: the page may still be loading. */
async function keepAll(): Promise<void> {
  try {
    const cache = await caches.open(OWN);
    for (const file of FILES) {
      const address = new URL(file.address, self.registration.scope).href;
      const kept = file.hashed ? await find(address) : undefined;
      await cache.put(address, kept ?? (await download(address, file)));
    }
  } catch (error) {
    await caches.delete(OWN);
    throw error;
  }
}

/** @throws TypeError when the bytes are not those of this version */
async function download(address: string, { integrity, hashed }: SiteFile): Promise<Response> {
  const response = await fetch(address, {
    integrity,
    cache: hashed ? 'default' : 'no-cache',
    priority: 'low',
  });
  if (!response.ok) throw new TypeError(`${address}: ${response.status} ${response.statusText}`);
  // A host may redirect to a tidier address, and a redirected answer cannot open a page.
  const { body, headers } = response;
  return response.redirected ? new Response(body, { headers }) : response;
}

/** From this version, else from an old one that a tab still shows, else from the network. */
async function answer(request: Request): Promise<Response> {
  const address = addressOf(request);
  const kept = await find(address);
  if (kept !== undefined) return kept;
  const response = await fetch(request);
  if (response.ok && KEPT_WHEN_USED.test(address)) {
    const cache = await caches.open(OWN);
    await cache.put(address, response.clone());
  }
  return response;
}

/** A page's address without what only the page itself reads; the start page has one name. */
function addressOf({ url, mode }: Request): string {
  if (mode !== 'navigate') return url;
  const { origin, pathname } = new URL(url);
  return origin + pathname.replace(/\/index\.html$/, '/');
}

async function find(address: string): Promise<Response | undefined> {
  for (const name of [OWN, ...(await otherVersions())]) {
    const cache = await caches.open(name);
    const kept = await cache.match(address);
    if (kept !== undefined) return kept;
  }
  return undefined;
}

/** Drops the files of all other versions, unless a tab is open or a new version is on its way. */
async function forgetOldVersions(): Promise<void> {
  const { waiting, installing } = self.registration;
  if (waiting !== null || installing !== null) return;
  const open = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  if (open.length > 0) return;
  for (const name of await otherVersions()) await caches.delete(name);
}

async function otherVersions(): Promise<string[]> {
  const names = await caches.keys();
  return names.filter((name) => name.startsWith(FAMILY) && name !== OWN);
}
