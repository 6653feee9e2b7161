// Starts Python, at import: by restoring the memory snapshot made at build time, or in the ordinary way if that is missing
// or refused. PyScript gets it when it asks for it.
//
// The page hears of each stage by messages of the form {pagesim: {stage, ...}}.

import { loadPyodide as load, version } from 'pyodide';
import { bytesOf, dataTar, lock, makeModule, snapshot, vendor, wasm, wasmURL } from './downloads.js';
import { installMemoryStorage } from './memory-storage.js';
import { installData, installModules, staticData } from './unpack.js';

export { version };

const nothing = 'data:application/zip;base64,';

let lastTold;
const tell = (stage, more = {}) => {
  lastTold = { stage, ...more };
  self.postMessage({ pagesim: lastTold });
};

// PyScript keeps a store of Python packages in IndexedDB. We have none: memory will do, also where IndexedDB is denied.
installMemoryStorage(self);
tell('downloading');

/** Run `action` while Pyodide's own request for the wasm file is answered by the module that is compiled already. */
async function withCompiledModule(action, onInstance) {
  const { fetch } = self;
  const { instantiateStreaming } = WebAssembly;
  self.fetch = (resource, options) =>
    String(resource?.url ?? resource) === wasmURL ? Promise.resolve(null) : fetch(resource, options);
  WebAssembly.instantiateStreaming = async (source, imports) => {
    if ((await source) !== null) return instantiateStreaming.call(WebAssembly, source, imports);
    const module = await wasm;
    const instance = await WebAssembly.instantiate(module, imports);
    onInstance?.(instance);
    return { module, instance };
  };
  try {
    return await action();
  } finally {
    self.fetch = fetch;
    WebAssembly.instantiateStreaming = instantiateStreaming;
  }
}

/** Where Python's output goes: PyScript names its own functions when it asks for Python. */
const output = { stdout: console.log, stderr: console.error };

async function start(createPyodideModule, { onInstance, ...more }) {
  const settings = {
    stdout: (line) => output.stdout(line),
    stderr: (line) => output.stderr(line),
    indexURL: vendor,
    packageBaseUrl: vendor,
    lockFileContents: await lock,
    createPyodideModule,
    ...more,
  };
  return withCompiledModule(() => load(settings), onInstance);
}

async function startFromSnapshot() {
  const { memory, keep } = await snapshot;
  let data;
  const onInstance = (instance) => {
    data = staticData(instance);
  };

  // The module is made while the snapshot is still being read; Pyodide would make one wait for the other.
  const createModule = async (settings) => {
    const [module, { head, heapLength, write }] = await Promise.all([makeModule(settings), memory]);
    tell('restoring');
    if (module.HEAPU8.length < heapLength && !module._emscripten_resize_heap(heapLength)) throw new Error('not enough memory');
    module.HEAPU8.fill(0, 0, module._sbrk(0)); // above, nothing has been written yet
    module.HEAPU8.set(data);
    write(module.HEAPU8);
    data = undefined;
    const { restoreSnapshot } = module.API;
    module.API.restoreSnapshot = () => {
      module.API.restoreSnapshot = restoreSnapshot; // and with that forget what was read
      return restoreSnapshot(head);
    };
    return module;
  };

  const pyodide = await start(createModule, { onInstance, _loadSnapshot: new Uint8Array(), stdLibURL: nothing });
  installData(pyodide, await dataTar);
  const later = () => {
    setTimeout(() => bringModules(pyodide), 1500);
    setTimeout(() => keepSnapshot(keep), 800);
  };
  return { pyodide, how: 'snapshot', later };
}

async function keepSnapshot(keep) {
  try {
    if (await keep()) self.postMessage({ pagesim: { kept: true } });
  } catch (error) {
    console.info('Not kept for the next visit:', error);
  }
}

/** Bring the modules' files: what isn't in the snapshot may still be imported one day. */
async function bringModules(pyodide) {
  try {
    installModules(pyodide, await bytesOf('modules.bin'));
    const zip = await bytesOf('stdlib.bin');
    const [major, minor] = pyodide.runPython('import sys; sys.version_info[:2]').toJs();
    pyodide.FS.writeFile(`/lib/python${major}${minor}.zip`, zip);
  } catch (error) {
    console.warn('The rest of the standard library could not be loaded.', error);
  }
}

async function startPlain() {
  tell('starting');
  const stdLibURL = URL.createObjectURL(new Blob([await bytesOf('stdlib.bin')]));
  const pyodide = await start(makeModule, { stdLibURL });
  URL.revokeObjectURL(stdLibURL);
  installModules(pyodide, await bytesOf('modules.bin'));
  installData(pyodide, await dataTar);
  return { pyodide, how: 'plain', later: () => {} };
}

async function begin() {
  try {
    return await startFromSnapshot();
  } catch (error) {
    console.info('Python starts without its snapshot:', error?.message ?? error);
    tell('refused');
    return startPlain();
  }
}

const python = begin();
python.catch(() => {}); // told to PyScript

export async function loadPyodide({ stdout = output.stdout, stderr = output.stderr } = {}) {
  Object.assign(output, { stdout, stderr });
  self.postMessage({ pagesim: lastTold }); // nobody listened before
  const { pyodide, how, later } = await python;
  tell('importing', { how });
  later(); // not before the first answers have had their time
  return pyodide;
}
