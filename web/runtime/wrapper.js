// The interpreter module that PyScript's worker imports in place of Pyodide's own: same two exports, quicker start.
//
// The downloads have begun by then (downloads.js). loadPyodide restores the memory snapshot made at build time; if that
// is missing or refused, Python starts in the ordinary way.
// The page hears of each stage by messages of the form {pagesim: {stage, ...}}.

import { loadPyodide as load, version } from '../vendor/pyodide/pyodide.js';
import createPyodideModule from '../vendor/pyodide/pyodide.asm.js';
import { bytesOf, keepSnapshot, lock, packageTar, takeSnapshot, vendor, wasm, wasmURL } from './downloads.js';
import { installMemoryStorage } from './memory-storage.js';
import { installPackage } from './unpack.js';

export { version };

const nothing = 'data:application/zip;base64,';
const tell = (stage, more = {}) => self.postMessage({ pagesim: { stage, ...more } });

// PyScript keeps a store of Python packages in IndexedDB. We have none: memory will do, also where IndexedDB is denied.
installMemoryStorage(self);
tell('downloading');

/** Run `action` while Pyodide's own request for the wasm file is answered by the module compiled above. */
async function withCompiledModule(action) {
  const { fetch } = self;
  const { instantiateStreaming } = WebAssembly;
  self.fetch = (resource, options) =>
    String(resource?.url ?? resource) === wasmURL ? Promise.resolve(null) : fetch(resource, options);
  WebAssembly.instantiateStreaming = async (source, imports) => {
    if ((await source) !== null) return instantiateStreaming.call(WebAssembly, source, imports);
    const module = await wasm;
    return { module, instance: await WebAssembly.instantiate(module, imports) };
  };
  try {
    return await action();
  } finally {
    self.fetch = fetch;
    WebAssembly.instantiateStreaming = instantiateStreaming;
  }
}

/** Make the module; if there is a snapshot, with enough memory for it and its pages in place. */
async function createModule(settings, memory) {
  const module = await createPyodideModule(settings);
  if (memory === null) return module;
  const { heapLength } = memory;
  if (module.HEAPU8.length < heapLength && !module._emscripten_resize_heap(heapLength)) throw new Error('not enough memory');
  module.HEAPU8.fill(0, 0, module._sbrk(0)); // above, nothing has been written yet
  memory.write(module.HEAPU8);
  return module;
}

async function start(options, memory, more) {
  const settings = {
    ...options,
    indexURL: vendor,
    packageBaseUrl: vendor,
    lockFileContents: await lock,
    createPyodideModule: (settings) => createModule(settings, memory),
    ...more,
  };
  return withCompiledModule(() => load(settings));
}

async function startFromSnapshot(options) {
  const memory = await takeSnapshot();
  tell('restoring');
  const pyodide = await start(options, memory, { _loadSnapshot: memory.head, stdLibURL: nothing });
  installPackage(pyodide, await packageTar);
  // What isn't in the snapshot may still be imported one day: bring the library's file after the first answers.
  setTimeout(async () => {
    try {
      const zip = await bytesOf('stdlib.bin');
      const [major, minor] = pyodide.runPython('import sys; sys.version_info[:2]').toJs();
      pyodide.FS.writeFile(`/lib/python${major}${minor}.zip`, zip);
    } catch (error) {
      console.warn('The rest of the standard library could not be loaded.', error);
    }
  }, 1500);
  setTimeout(() => keepSnapshot().catch((error) => console.info('Not kept for the next visit:', error)), 800);
  return pyodide;
}

async function startPlain(options) {
  tell('starting');
  const stdLibURL = URL.createObjectURL(new Blob([await bytesOf('stdlib.bin')]));
  const pyodide = await start(options, null, { stdLibURL });
  URL.revokeObjectURL(stdLibURL);
  installPackage(pyodide, await packageTar);
  return pyodide;
}

export async function loadPyodide(options = {}) {
  let pyodide;
  let how = 'snapshot';
  try {
    pyodide = await startFromSnapshot(options);
  } catch (error) {
    how = 'plain';
    tell('refused', { reason: String(error?.message ?? error) });
    pyodide = await startPlain(options);
  }
  tell('importing', { how });
  return pyodide;
}
