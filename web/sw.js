// Keeps the whole site for use without a network, from the first visit on.
//
// The build fills in VERSION and FILES ({path: hash}). Each version has a cache of its own, filled before it takes
// over; files that didn't change are copied from the version before. A new version waits until no page uses the old
// one, so a page never mixes two. The cache before the newest is kept: a page may be on its way while the change happens.

const VERSION = '__VERSION__';
const FILES = JSON.parse('__FILES__');
const PREFIX = `pagesim:${new URL(self.registration.scope).pathname}:`;
const CACHE = PREFIX + VERSION;
/** What the page's worker has downloaded and hands over (runtime/handed.js). */
const HANDED = `pagesim-handed:${new URL(self.registration.scope).pathname}`;
const MANIFEST = 'pagesim-manifest.json';

const urlOf = (path) => new URL(path, self.registration.scope).href;
const older = async () => (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);

/** The file at `path`, without its address: what a module imports is looked up beside where its response came from. */
async function take(cache, path) {
  const response = await cache.match(urlOf(path));
  return response && new Response(response.body, response);
}

/** {hash: function that finds the response} of what earlier versions keep. */
async function keptFiles() {
  const kept = new Map();
  for (const name of await older()) {
    const cache = await caches.open(name);
    const manifest = await (await cache.match(urlOf(MANIFEST)))?.json();
    for (const [path, hash] of Object.entries(manifest ?? {})) kept.set(hash, () => take(cache, path));
  }
  return kept;
}

async function install() {
  const store = await caches.open(CACHE);
  const kept = await keptFiles();
  const handed = await caches.open(HANDED);
  const todo = Object.entries(FILES);
  const worker = async () => {
    for (let entry = todo.pop(); entry !== undefined; entry = todo.pop()) {
      const [path, hash] = entry;
      const old = (await kept.get(hash)?.()) ?? (await take(handed, path));
      // Pages may be stale in the browser's own cache. Everything else has its version in its path: what the page has just
      // fetched is as good as new, whatever the host says about how long that holds.
      const cache = path.includes('/') ? 'force-cache' : 'no-cache';
      const response = old ?? (await fetch(urlOf(path), { cache }));
      if (!response.ok) throw new Error(`${path}: ${response.status}`);
      await store.put(urlOf(path), response);
    }
  };
  await Promise.all([worker(), worker(), worker(), worker()]);
  await store.put(urlOf(MANIFEST), new Response(JSON.stringify(FILES)));
  await caches.delete(HANDED);
}

async function activate() {
  for (const name of (await older()).slice(0, -1)) await caches.delete(name);
  await self.clients.claim();
}

/** The newest cache, opened once: it answers nearly everything. */
let current;

async function answer(request) {
  const url = new URL(request.url);
  url.hash = '';
  url.search = '';
  if (url.href === self.registration.scope) url.pathname += 'index.html';
  current ??= caches.open(CACHE);
  const response = await (await current).match(url.href);
  if (response !== undefined) return response;
  for (const name of (await older()).reverse()) {
    const before = await (await caches.open(name)).match(url.href);
    if (before !== undefined) return before;
  }
  return fetch(request);
}

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(activate()));
self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.cache === 'only-if-cached') return; // means the browser's own (runtime/downloads.js)
  if (request.method === 'GET' && request.url.startsWith(self.registration.scope)) event.respondWith(answer(request));
});
