// Begins to download and compile, at import, all that the start of Python needs: before anybody asks for it.

import { expand, gunzip } from './unpack.js';

export const vendor = new URL('../vendor/pyodide/', import.meta.url).href;
export const wasmURL = `${vendor}pyodide.asm.wasm`;

const nativeFetch = self.fetch.bind(self);

async function get(url) {
  const response = await nativeFetch(url);
  if (!response.ok) throw new Error(`${url.split('/').pop()}: the server answered ${response.status}`);
  return response;
}

/** The bytes of one of the files beside this one, unpacked. */
export async function bytesOf(name) {
  const response = await get(new URL(name, import.meta.url).href);
  return gunzip(await response.arrayBuffer());
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
let memory = bytesOf('snapshot.bin').then(expand);
/** Our package, a tar. */
export const packageTar = bytesOf('package.bin');
/** Pyodide's list of packages: none. */
export const lock = get(new URL('lock.json', import.meta.url).href).then((response) => response.text());

// Whoever awaits one of these hears of its failure; nobody else should.
for (const promise of [wasm, memory, packageTar, lock]) promise.catch(() => {});

/** The interpreter's memory as the build left it; rejects if there is none. Not kept here: it's tens of megabytes. */
export async function takeSnapshot() {
  const promise = memory;
  memory = undefined;
  return promise;
}
