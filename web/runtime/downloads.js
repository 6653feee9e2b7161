// Downloads and compiles all that the start of Python needs, before anybody asks for it.

import { bodyFor } from './handed.js';
import { keep, openKept } from './kept.js';
import { readSnapshot } from './snapshot.js';
import { beat } from './tell.js';
import { Chunks, gunzip, join } from './unpack.js';

export const vendor = new URL('../vendor/pyodide/', import.meta.url).href;
export const wasmURL = `${vendor}pyodide.asm.wasm`;
const snapshotURL = new URL('snapshot.bin', import.meta.url).href;

const nativeFetch = self.fetch.bind(self);

/** @param {string} url */
async function get(url) {
  const response = await nativeFetch(url);
  if (!response.ok) throw new Error(`${url.split('/').pop()}: the server answered ${response.status}`);
  return response;
}

/**
 * The bytes of one of the files beside this one, decompressed.
 *
 * @param {string} name
 */
export async function bytesOf(name) {
  const fetching = async () => {
    const response = await get(new URL(name, import.meta.url).href);
    bodyFor(response.url, response);
    return response;
  };
  return join(await gunzip(fetching, beat));
}

/**
 * The interpreter's memory, as the last visit kept it or else as the server has it: {memory: a promise of what
 * readSnapshot() gives, close: to be called once it's read, keep: for the next visit's sake}.
 *
 * @param {{kept: boolean}} which
 */
export async function findSnapshot({ kept }) {
  const file = kept ? await openKept(snapshotURL) : null;
  if (file !== null) {
    const memory = new Promise((resolve) => resolve(readSnapshot(file)));
    memory.catch(() => {}); // whoever awaits it hears of it
    return { memory, close: () => file.close(), keep: async () => false };
  }
  const first = await get(snapshotURL);
  const responses = [first];
  bodyFor(first.url, first);
  const all = gunzip(async () => responses.pop() ?? get(snapshotURL), beat);
  const memory = all.then((chunks) => readSnapshot(new Chunks(chunks)));
  memory.catch(() => {});
  return { memory, close: () => {}, keep: async () => keep(snapshotURL, (await all).splice(0)) }; // emptied: they are large
}

/**
 * The response with the WebAssembly code. Where a service worker serves the site, the browser's own cache is asked first:
 * what the browser has made of the code at the first visit belongs to that response, not to the service worker's copy.
 *
 * @param {{served: boolean}} how
 */
async function getWasm({ served }) {
  if (served) {
    try {
      return await nativeFetch(wasmURL, { cache: 'only-if-cached', mode: 'same-origin' }).then((it) => (it.ok ? it : get(wasmURL)));
    } catch {} // not there any more
  }
  return get(wasmURL);
}

/** @param {{served: boolean}} how */
async function compile(how) {
  const response = await getWasm(how);
  bodyFor(response.url, response);
  // Not every host knows the type of .wasm.
  if (response.headers.get('Content-Type') !== 'application/wasm') return WebAssembly.compile(await response.arrayBuffer());
  return WebAssembly.compileStreaming(response);
}

/**
 * Begin with all but the snapshot, each a promise: `wasm` the compiled WebAssembly module; `makeModule` the function that
 * makes an instance of the interpreter; `dataTar` the data files of our package, a tar. `served` tells whether a service
 * worker serves the site.
 *
 * @param {{served: boolean}} how
 */
export function download({ served }) {
  const parts = {
    wasm: compile({ served }),
    makeModule: import(`${vendor}pyodide.asm.js`).then(({ default: make }) => make),
    dataTar: bytesOf('data.bin'),
  };
  // Whoever awaits one of these hears of its failure; nobody else should.
  for (const promise of Object.values(parts)) promise.catch(() => {});
  return parts;
}
