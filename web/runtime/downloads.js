// Begins to download and compile, at import, all that the start of Python needs: before anybody asks for it.

import { keep, openKept } from './kept.js';
import { Chunks, gunzip, join, readSnapshot } from './unpack.js';

export const vendor = new URL('../vendor/pyodide/', import.meta.url).href;
export const wasmURL = `${vendor}pyodide.asm.wasm`;
const snapshotURL = new URL('snapshot.bin', import.meta.url).href;

const nativeFetch = self.fetch.bind(self);

async function get(url) {
  const response = await nativeFetch(url);
  if (!response.ok) throw new Error(`${url.split('/').pop()}: the server answered ${response.status}`);
  return response;
}

const getBeside = (name) => get(new URL(name, import.meta.url).href);

/** The bytes of one of the files beside this one, decompressed. */
export const bytesOf = async (name) => join(await gunzip(() => getBeside(name)));

/** Find the snapshot: that of the last visit, or else on the server. */
async function find() {
  const kept = self.name === 'kept' ? await openKept(snapshotURL) : null;
  if (kept !== null) {
    try {
      const { write, ...memory } = readSnapshot(kept);
      const writeAndClose = (heap) => {
        write(heap);
        kept.close();
      };
      return { memory: { ...memory, write: writeAndClose }, keep: async () => false };
    } catch (error) {
      console.info('The snapshot kept by the last visit cannot be used:', error);
      kept.close();
    }
  }
  const first = await get(snapshotURL);
  const responses = [first];
  const all = gunzip(async () => responses.pop() ?? get(snapshotURL));
  const memory = all.then((chunks) => readSnapshot(new Chunks(chunks)));
  memory.catch(() => {}); // whoever awaits it hears of it
  return { memory, keep: async () => keep(snapshotURL, (await all).splice(0)) }; // emptied: they are large
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
const factory = import(`${vendor}pyodide.asm.js`);
/** The interpreter's memory as the build left it: {memory: what readSnapshot gives, or its promise, keep: for next time}. */
export const snapshot = find();
/** The data files of our package, a tar. */
export const dataTar = bytesOf('data.bin');
/** Pyodide's list of packages: none. */
export const lock = getBeside('lock.json').then((response) => response.text());

// Whoever awaits one of these hears of its failure; nobody else should.
for (const promise of [wasm, factory, snapshot, dataTar, lock]) promise.catch(() => {});

/** Make an instance of the interpreter. */
export async function makeModule(settings) {
  const { default: createPyodideModule } = await factory;
  return createPyodideModule(settings);
}
