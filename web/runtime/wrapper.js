// Starts Python: by restoring the memory snapshot that the last visit kept or the server has, or in the ordinary way if
// that is missing or refused. PyScript gets it when it asks for it.

import { loadPyodide as load } from 'pyodide';
import { downloads, snapshotURL, vendor, wasmURL } from './downloads.js';
import { errands } from './errands.js';
import { forget, openKept } from './kept.js';
import { lock } from './lock.js';
import { readSnapshot, staticData } from './snapshot.js';
import { tell, tellAgain, tellKept, tellSettled } from './tell.js';
import { Chunks, installData, installModules } from './unpack.js';

/** Where Pyodide is told to find the standard library when a snapshot has it: no such file is ever asked for. */
const noLibraryURL = `${vendor}none.zip`;

/**
 * WebAssembly's Module, but of the same few bytes it makes one module only: for hundreds of JavaScript functions that C
 * calls, Pyodide makes modules of a few kinds.
 *
 * @param {typeof WebAssembly.Module} Module
 */
function frugal(Module) {
  /** @type {Map<string, WebAssembly.Module>} */
  const made = new Map();
  const make = (/** @type {Uint8Array<ArrayBuffer>} */ bytes) => {
    if (!(bytes.length < 100)) return new Module(bytes);
    const key = String(bytes);
    const module = made.get(key) ?? new Module(bytes);
    made.set(key, module);
    return module;
  };
  // The smallest there is, by which Pyodide finds out whether it may make any. Made here, it costs nothing; in the midst of
  // Pyodide's one large function it has open developer tools read all of that again, to note the line.
  make(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0));
  return new Proxy(Module, { construct: (_, [bytes]) => make(bytes) });
}

/**
 * Run `action` while Pyodide's own request for the wasm file is answered by the module that is compiled already.
 *
 * @template T
 * @param {Promise<WebAssembly.Module>} wasm
 * @param {() => Promise<T>} action
 * @param {(instance: any) => void} [onInstance]
 * @returns {Promise<T>}
 */
async function withCompiledModule(wasm, action, onInstance) {
  const { fetch } = self;
  const { instantiateStreaming, Module } = WebAssembly;
  /** @type {Record<string, () => any>} */
  const known = { [wasmURL]: () => null, [noLibraryURL]: () => new Response() };
  self.fetch = (/** @type {any} */ resource, options) => {
    const answer = known[String(resource?.url ?? resource)];
    return answer === undefined ? fetch(resource, options) : Promise.resolve(answer());
  };
  WebAssembly.Module = frugal(Module);
  WebAssembly.instantiateStreaming = async (/** @type {any} */ source, /** @type {any} */ imports) => {
    if ((await source) !== null) return instantiateStreaming.call(WebAssembly, source, imports);
    const module = await wasm;
    const instance = /** @type {any} */ (await WebAssembly.instantiate(module, imports));
    onInstance?.(instance);
    return { module, instance };
  };
  try {
    return await action();
  } finally {
    self.fetch = fetch;
    WebAssembly.instantiateStreaming = instantiateStreaming;
    WebAssembly.Module = Module;
  }
}

/**
 * @typedef {import('./errands.js').Errands} From
 * @typedef {ReturnType<typeof partsOf>} Parts
 */

/** Where Python's output goes: PyScript names its own functions when it asks for Python. */
const output = { stdout: console.log, stderr: console.error };

/**
 * @param {Parts} parts
 * @param {any} createPyodideModule
 * @param {{onInstance?: (instance: any) => void, [option: string]: any}} options Pyodide's, but for `onInstance`
 */
async function start(parts, createPyodideModule, { onInstance, ...more }) {
  const settings = {
    stdout: (/** @type {string} */ line) => output.stdout(line),
    stderr: (/** @type {string} */ line) => output.stderr(line),
    indexURL: vendor,
    packageBaseUrl: vendor,
    lockFileContents: lock,
    createPyodideModule,
    ...more,
  };
  // Without its WebAssembly, Pyodide would wait for ever.
  const lost = new Promise((_, reject) => parts.wasm.catch(reject));
  return Promise.race([withCompiledModule(parts.wasm, () => load(settings), onInstance), lost]);
}

/**
 * The function in WebAssembly by which Python calls C functions, as its number in the table; 0 where there is none. It's
 * this browser's: the snapshot has Node's, and without one calls go through JavaScript, slowly, and can't be suspended.
 *
 * @param {any} module
 * @param {number} [number] if given, it is from now on
 */
function trampoline(module, number) {
  const { __PyRuntime: state, __PyEM_EMSCRIPTEN_TRAMPOLINE_OFFSET: offset } = module;
  if (state === undefined || offset === undefined) return 0;
  const cell = (state + module.HEAP32[offset >>> 2]) >>> 2;
  if (number !== undefined) module.HEAP32[cell] = number;
  return module.HEAP32[cell];
}

/**
 * The interpreter's memory, as the last visit kept it or else as the server has it: {memory: a promise of what
 * readSnapshot() gives, close: to be called once it's read, keep: for the next visit's sake}.
 *
 * @param {From} from
 * @param {{kept: boolean}} which
 */
async function findSnapshot(from, { kept }) {
  const file = kept ? await openKept(snapshotURL) : null;
  if (file !== null) return { memory: readSnapshot(file), close: () => file.close(), keep: async () => false };
  const source = new Chunks();
  const all = from.chunks((chunk) => source.add(chunk));
  all.then(
    () => source.end(),
    (error) => source.end(error),
  );
  return { memory: readSnapshot(source), close: () => {}, keep: async () => from.keep((await all).splice(0)) }; // emptied: they are large
}

/**
 * @param {Parts} parts
 * @param {{kept: boolean}} which
 */
async function startFromSnapshot(parts, which) {
  const { memory, close, keep } = await findSnapshot(parts.from, which);
  memory.catch(() => {}); // whoever awaits it hears of it
  /** @type {Uint8Array | undefined} */
  let data;
  const onInstance = (/** @type {any} */ instance) => {
    data = staticData(instance);
  };

  // The module is made while the snapshot is still being read; Pyodide would make one wait for the other.
  const createModule = async (/** @type {any} */ settings) => {
    const makeModule = await parts.makeModule;
    const [module, { head, heapLength, write }] = await Promise.all([makeModule(settings), memory]);
    tell('restoring');
    if (module.HEAPU8.length < heapLength && !module._emscripten_resize_heap(heapLength)) throw new Error('not enough memory');
    const callsC = trampoline(module);
    module.HEAPU8.fill(0, 0, module._sbrk(0)); // above, nothing has been written yet
    module.HEAPU8.set(data);
    await write(module.HEAPU8);
    trampoline(module, callsC);
    data = undefined;
    const { restoreSnapshot } = module.API;
    module.API.restoreSnapshot = () => {
      module.API.restoreSnapshot = restoreSnapshot; // and with that forget what was read
      return restoreSnapshot(head);
    };
    return module;
  };

  try {
    const pyodide = await start(parts, createModule, { onInstance, _loadSnapshot: new Uint8Array(), stdLibURL: noLibraryURL });
    installData(pyodide, await parts.dataTar);
    const later = async () => {
      await keepSnapshot(keep);
      await bringModules(pyodide, parts.from);
    };
    return { pyodide, how: 'snapshot', later };
  } finally {
    close();
  }
}

/** @param {() => Promise<boolean>} keep */
async function keepSnapshot(keep) {
  try {
    if (await keep()) tellKept();
  } catch (error) {
    console.info('Not kept for the next visit:', error);
  }
}

/**
 * Bring the modules' files: what isn't in the snapshot may still be imported one day.
 *
 * @param {any} pyodide
 * @param {From} from
 */
async function bringModules(pyodide, from) {
  try {
    const [modules, zip] = await Promise.all([from.bytes('modules.bin'), from.bytes('stdlib.bin')]);
    const [major, minor] = pyodide.runPython('import sys; sys.version_info[:2]').toJs();
    pyodide.FS.writeFile(`/lib/python${major}${minor}.zip`, zip);
    installModules(pyodide, modules); // last: who finds these finds what they import
  } catch (error) {
    console.warn('The rest of the standard library could not be loaded.', error);
  }
}

/** @param {Parts} parts */
async function startPlain(parts) {
  tell('starting');
  const stdLibURL = URL.createObjectURL(new Blob([await parts.from.bytes('stdlib.bin')]));
  const pyodide = await start(parts, await parts.makeModule, { stdLibURL });
  URL.revokeObjectURL(stdLibURL);
  installModules(pyodide, await parts.from.bytes('modules.bin'));
  installData(pyodide, await parts.dataTar);
  return { pyodide, how: 'plain', later: async () => {} };
}

/**
 * Try one way after the other.
 *
 * @param {Parts} parts
 * @param {{kept: boolean, plain: boolean}} how
 */
async function startSomehow(parts, { kept, plain }) {
  // The second time only if there was one that this device kept.
  const tries = plain ? [] : [{ kept }, ...(kept ? [{ kept: false }] : [])];
  for (const which of tries) {
    try {
      return await startFromSnapshot(parts, which);
    } catch (error) {
      console.info('Python starts without its snapshot:', error instanceof Error ? error.message : error);
      tell('refused');
      if (which.kept) await forget();
    }
  }
  return startPlain(parts);
}

/**
 * What every start needs but the snapshot, each a promise: `wasm` the compiled WebAssembly module; `makeModule` the
 * function that makes an instance of the interpreter; `dataTar` the data files of our package, a tar. These come from `here`,
 * all else `from` there (downloads.js): a thread that has much to decompress hears of nothing else.
 *
 * @param {From} from
 * @param {ReturnType<typeof downloads>} here
 */
function partsOf(from, here) {
  const parts = {
    wasm: here.wasm(),
    makeModule: import(`${vendor}pyodide.asm.js`).then(({ default: make }) => make),
    dataTar: here.bytes('data.bin'),
  };
  // Whoever awaits one of these hears of its failure; nobody else should.
  for (const promise of Object.values(parts)) promise.catch(() => {});
  return { ...parts, from };
}

/**
 * The end of the channel that the page gives this worker, if it has another download for it (guard.js).
 *
 * @returns {Promise<MessagePort>}
 */
const channel = () =>
  new Promise((resolve) => {
    const listen = (/** @type {MessageEvent} */ event) => {
      const port = event.data?.pagesim?.errands;
      if (port === undefined) return;
      event.stopImmediatePropagation(); // of no concern to those who wait for PyScript's first message
      self.removeEventListener('message', listen, true);
      resolve(port);
    };
    self.addEventListener('message', listen, true);
  });

/** Milliseconds in which the first answers have their time, before what can wait is done. */
const LATER = 800;

/**
 * Begin to start Python. Returns {loadPyodide}, which gives it to PyScript. The worker's name says whether this device
 * keeps a snapshot, and whether a service worker serves the site (see guard.js); the query of its address that snapshots
 * are to be left alone.
 */
export function begin() {
  const ours = self.location.href === import.meta.url;
  const words = ours ? self.name.split(' ') : [];
  tell('downloading');
  const plain = new URL(import.meta.url).searchParams.has('plain');
  const kept = words.includes('kept');
  const here = { ...downloads({ served: words.includes('served') }), end: async () => {} };
  const from = ours && !kept && !plain ? errands(channel()) : here;
  const python = startSomehow(partsOf(from, here), { kept, plain });
  python.catch(() => {}); // told to PyScript

  return {
    async loadPyodide({ stdout = output.stdout, stderr = output.stderr } = {}) {
      Object.assign(output, { stdout, stderr });
      tellAgain(); // nobody may have listened before
      const { pyodide, how, later } = await python;
      // For worker.py: whether a program can wait, suspended. Calls through JavaScript can't.
      self.canSuspend = 'Suspending' in WebAssembly && trampoline(pyodide._module) !== 0;
      tell('importing', { how });
      setTimeout(async () => {
        await later();
        await Promise.all([...new Set([from, here])].map((it) => it.handOver({ wanted: ours })));
        await from.end();
        tellSettled();
      }, LATER);
      return pyodide;
    },
  };
}
