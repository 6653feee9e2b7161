// The interpreter module that PyScript's worker imports in place of pyodide.mjs: same two exports, quicker start.
//
// At import, before anybody asks, it begins to download and compile what the start needs. loadPyodide then restores
// the memory snapshot made at build time; if that is missing or refused, Python starts in the ordinary way.
// The page hears of each stage by messages of the form {pagesim: {stage, ...}}.

import { loadPyodide as load, version } from '../vendor/pyodide/pyodide.mjs';
import createPyodideModule from '../vendor/pyodide/pyodide.asm.mjs';
import { gunzip, installPackage } from './unpack.mjs';
import { installMemoryStorage } from './memory-storage.js';

export { version };

const vendor = new URL('../vendor/pyodide/', import.meta.url).href;
const wasmURL = `${vendor}pyodide.asm.wasm`;
const nothing = 'data:application/zip;base64,';
const tell = (stage, more = {}) => self.postMessage({ pagesim: { stage, ...more } });
const nativeFetch = self.fetch.bind(self);

// PyScript keeps a store of Python packages in IndexedDB. We have none: memory will do, also where IndexedDB is denied.
installMemoryStorage(self);

async function bytesOf(name) {
  const response = await nativeFetch(new URL(name, import.meta.url));
  if (!response.ok) throw new Error(`${name}: the server answered ${response.status}`);
  return gunzip(await response.arrayBuffer());
}

async function compile() {
  const response = await nativeFetch(wasmURL);
  if (!response.ok) throw new Error(`pyodide.asm.wasm: the server answered ${response.status}`);
  const copy = response.clone();
  try {
    return await WebAssembly.compileStreaming(response);
  } catch {
    // A host that gives .wasm another type than application/wasm.
    return WebAssembly.compile(await copy.arrayBuffer());
  }
}

const wasm = compile();
const lock = nativeFetch(new URL('lock.json', import.meta.url)).then((response) => response.text());
const packageTar = bytesOf('package.bin');
const snapshot = bytesOf('snapshot.bin');
for (const promise of [wasm, lock, packageTar, snapshot]) promise.catch(() => {});
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

async function start(options, more) {
  const settings = {
    ...options,
    indexURL: vendor,
    packageBaseUrl: vendor,
    lockFileContents: await lock,
    createPyodideModule,
    ...more,
  };
  return withCompiledModule(() => load(settings));
}

async function startFromSnapshot(options) {
  const memory = await snapshot;
  tell('restoring');
  const pyodide = await start(options, { _loadSnapshot: memory, stdLibURL: nothing });
  installPackage(pyodide, await packageTar);
  // What isn't in the snapshot may still be imported one day: bring the library's file after the first answers.
  setTimeout(async () => {
    try {
      const zip = await bytesOf('stdlib.zip');
      const [major, minor] = pyodide.runPython('import sys; sys.version_info[:2]').toJs();
      pyodide.FS.writeFile(`/lib/python${major}${minor}.zip`, zip);
    } catch (error) {
      console.warn('The rest of the standard library could not be loaded.', error);
    }
  }, 300);
  return pyodide;
}

async function startPlain(options) {
  tell('starting');
  const pyodide = await start(options, { stdLibURL: new URL('stdlib.zip', import.meta.url).href });
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
