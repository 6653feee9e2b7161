// Begins to download and compile, at import, all that the start of Python needs: before anybody asks for it.

import { drain, gunzip, join, readSnapshot } from './unpack.js';

export const vendor = new URL('../vendor/pyodide/', import.meta.url).href;
export const wasmURL = `${vendor}pyodide.asm.wasm`;

const nativeFetch = self.fetch.bind(self);

async function get(url) {
  const response = await nativeFetch(url);
  if (!response.ok) throw new Error(`${url.split('/').pop()}: the server answered ${response.status}`);
  return response;
}

const chunksOf = async (name) => gunzip(await get(new URL(name, import.meta.url).href));

/** The bytes of one of the files beside this one, decompressed. */
export const bytesOf = async (name) => join(await chunksOf(name));

// Decompressing the snapshot is the dearest part of a start, so it's kept as it then is for the next visit.
const snapshotURL = new URL('snapshot.bin', import.meta.url).href;
const store = `pagesim-memory:${new URL('../..', import.meta.url).pathname}`;
let toKeep = null;

async function openStore() {
  try {
    return await caches.open(store);
  } catch {
    return undefined; // sandboxed, not a secure context, or storage denied
  }
}

async function readMemory() {
  const kept = await openStore();
  const response = await kept?.match(snapshotURL);
  if (response !== undefined) {
    try {
      return readSnapshot(await drain(response.body));
    } catch (error) {
      console.info('The snapshot kept by the last visit cannot be used:', error);
      await kept.delete(snapshotURL);
    }
  }
  toKeep = await chunksOf('snapshot.bin');
  return readSnapshot(toKeep);
}

/** Keep the decompressed snapshot for the next visit, if there is ample room; forget those of other versions. */
export async function keepSnapshot() {
  const chunks = toKeep;
  toKeep = null;
  const kept = chunks === null ? undefined : await openStore();
  if (kept === undefined) return;
  const blob = new Blob(chunks);
  const { quota, usage } = await navigator.storage.estimate();
  if (quota - usage < 10 * blob.size) return;
  await kept.put(snapshotURL, new Response(blob));
  for (const { url } of await kept.keys()) if (url !== snapshotURL) await kept.delete(url);
}

async function compile() {
  const response = await get(wasmURL);
  const copy = response.clone();
  try {
    return await WebAssembly.compileStreaming(response);
  } catch {
    // A host that gives .wasm another type than application/wasm.
    return WebAssembly.compile(await copy.arrayBuffer());
  }
}

/** The compiled WebAssembly module. */
export const wasm = compile();
let memory = readMemory();
/** Our package, a tar. */
export const packageTar = bytesOf('package.bin');
/** Pyodide's list of packages: none. */
export const lock = get(new URL('lock.json', import.meta.url).href).then((response) => response.text());

// Whoever awaits one of these hears of its failure; nobody else should.
for (const promise of [wasm, memory, packageTar, lock]) promise.catch(() => {});

/** The interpreter's memory as the build left it (see readSnapshot); rejects if there is none. Not kept here: it's large. */
export async function takeSnapshot() {
  const promise = memory;
  memory = undefined;
  return promise;
}
