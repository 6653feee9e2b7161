// Hands the large files that a first visit has downloaded to the service worker (sw.js), which would fetch them again.

import { beat } from './tell.js';
import { drain } from './unpack.js';

const site = new URL('../..', import.meta.url);
/** @type {Map<string, {type: string, chunks: Promise<Uint8Array<ArrayBuffer>[]>}>} */
const bodies = new Map();
let collecting = false;

/** From now on, read a copy of what is downloaded: somebody may want it, and meanwhile it tells that the start goes on. */
export function collect() {
  collecting = true;
}

/**
 * Read a second copy of the body of `response`, the file at `url`, if copies are collected.
 *
 * @param {string} url
 * @param {Response} response
 */
export function bodyFor(url, response) {
  if (!collecting) return;
  const type = response.headers.get('Content-Type') ?? '';
  const chunks = drain(response.clone().body, beat);
  chunks.catch(() => {}); // whoever reads the first copy hears of it
  bodies.set(url, { type, chunks });
}

/**
 * Put what was collected where sw.js looks for it, unless nobody will, and forget it.
 *
 * @param {{wanted: boolean}} whether
 */
export async function handOver({ wanted }) {
  try {
    if (!wanted || !collecting) return;
    const cache = await caches.open(`pagesim-handed:${site.pathname}`);
    for (const [url, { type, chunks }] of bodies) {
      await cache.put(url, new Response(new Blob(await chunks), { headers: { 'Content-Type': type } }));
    }
  } catch (error) {
    console.info('Not handed over:', error); // no room: it's fetched again
  } finally {
    bodies.clear();
  }
}
