// Downloads, decompresses and compiles all that the start of Python needs: in Python's thread, or in one of its own
// (downloader.js).

import { bodyFor, collect, handOver } from './handed.js';
import { keep } from './kept.js';
import { beat } from './tell.js';
import { gunzip, join } from './unpack.js';

export const vendor = new URL('../vendor/pyodide/', import.meta.url).href;
export const wasmURL = `${vendor}pyodide.asm.wasm`;
export const snapshotURL = new URL('snapshot.bin', import.meta.url).href;

const nativeFetch = self.fetch.bind(self);

/** @param {string} url */
async function get(url) {
  const response = await nativeFetch(url);
  if (!response.ok) throw new Error(`${url.split('/').pop()}: the server answered ${response.status}`);
  return response;
}

/** @param {string} url */
async function getCopied(url) {
  const response = await get(url);
  bodyFor(url, response);
  return response;
}

/**
 * The bytes of one of the files beside this one, decompressed.
 *
 * @param {string} name
 */
async function bytesOf(name) {
  return join(await gunzip(() => getCopied(new URL(name, import.meta.url).href), beat));
}

/**
 * The chunks of the snapshot, decompressed; `onChunk` is called with each as soon as it's there.
 *
 * @param {(chunk: Uint8Array<ArrayBuffer>) => void} onChunk
 */
async function snapshotChunks(onChunk) {
  const responses = [await getCopied(snapshotURL)];
  return gunzip(
    async () => responses.pop() ?? get(snapshotURL),
    (chunk) => {
      beat();
      onChunk(chunk);
    },
  );
}

/**
 * The response with the WebAssembly code. Where a service worker serves the site, the browser's own cache is asked first:
 * what the browser has made of the code at the first visit belongs to that response, not to the service worker's copy.
 *
 * @param {boolean} served
 */
async function getWasm(served) {
  if (served) {
    try {
      return await nativeFetch(wasmURL, { cache: 'only-if-cached', mode: 'same-origin' }).then((it) => (it.ok ? it : get(wasmURL)));
    } catch {} // not there any more
  }
  return get(wasmURL);
}

/** @param {boolean} served */
async function compile(served) {
  const response = await getWasm(served);
  bodyFor(wasmURL, response);
  // Not every host knows the type of .wasm.
  if (response.headers.get('Content-Type') !== 'application/wasm') return WebAssembly.compile(await response.arrayBuffer());
  return WebAssembly.compileStreaming(response);
}

/**
 * What can be had in this thread, each as a promise: `wasm()` the compiled WebAssembly module, `bytes(name)` those of a file,
 * `chunks(onChunk)` those of the snapshot; `keep(chunks)` keeps these for the next visit and tells whether; `handOver({wanted})`
 * gives what was downloaded to the service worker. `served` tells whether that one serves the site.
 *
 * @param {{served: boolean}} how
 */
export function downloads({ served }) {
  if (!served) collect(); // from the service worker it's not a download
  return {
    wasm: () => compile(served),
    bytes: bytesOf,
    chunks: snapshotChunks,
    keep: (/** @type {Uint8Array<ArrayBuffer>[]} */ chunks) => keep(snapshotURL, chunks),
    handOver,
  };
}
