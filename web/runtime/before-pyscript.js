// Between PyScript and our start: turns off what of PyScript this page has no use for, and gives it workers of ours.
//
//   page                                                worker
//   ----                                                ------
//   guard.js, before any module: new Worker ----------> worker.js: adoptable() listens, begin() starts Python from its
//   start.js, runtime.js: beforePyScript()              snapshot, and tells how far it is (tell.js)
//     plugins off, storage in memory, Worker is ours
//   import PyScript's core, then giveStorageBack
//   python-worker.js: <script type="pyodide" worker>
//     PyScript: new Worker(blob:..., module)
//       ours instead: the early one (or a new one)
//       {pagesim: {adopt: blob:...}} -------------------> adopt.js: imports it. PyScript's first messages are held until
//       PyScript's messages ----------------------------> its module listens: two open the channel, the third has worker.py
//                                                       PyScript imports the interpreter, worker.js: loadPyodide gives the
//   script.xworker.ready <------------------------------ Python that has begun; worker.py exports call
//
// What this takes PyScript to do is held by tests/web/pyscript.test.mjs.

import { installMemoryStorage } from './memory-storage.js';

export const PLUGINS = ['codemirror', 'deprecations-manager', 'donkey', 'error', 'py-editor', 'py-game', 'py-terminal'];

function turnPluginsOff() {
  for (const name of ['py-config', 'mpy-config']) {
    const config = document.createElement(name);
    config.hidden = true;
    config.setAttribute('type', 'json');
    config.textContent = JSON.stringify({ plugins: PLUGINS.map((plugin) => `!${plugin}`) });
    document.head.append(config);
  }
}

// In a sandboxed frame (origin "null") a worker can be a module neither of ours nor from a blob: address; from a data:
// address it can.
const asData = (address) => {
  const request = new XMLHttpRequest();
  request.open('GET', address, false);
  request.send();
  return `data:text/javascript;charset=utf-8,${encodeURIComponent(request.responseText)}`;
};

const { pagesimStart } = window;
let query = '';

/** The worker that the page's first script has started, until PyScript asks for one; undefined where there is none. */
let early = pagesimStart?.early;

/** Have `listen` hear of the messages of that worker, which begins before PyScript does. */
export const listenEarly = (listen) => early?.addEventListener('message', listen);

/** Have workers begin at an address with the query `text` (see wrapper.js): another than that of the early one ends it. */
export function startWith(text) {
  if (text === query) return;
  query = text;
  early?.terminate();
  early = undefined;
}

/** PyScript's workers begin as ours, so that Python starts early (worker.js). */
function giveWorkers() {
  const NativeWorker = window.Worker;

  window.Worker = class Worker extends NativeWorker {
    constructor(address, options) {
      const ours = options?.type === 'module' && String(address).startsWith('blob:');
      if (!ours) super(address, options);
      else if (window.origin === 'null') super(asData(address), options);
      else {
        const worker = early ?? pagesimStart.start(query);
        early = undefined;
        worker.postMessage({ pagesim: { adopt: String(address) } });
        return Object.setPrototypeOf(worker, new.target.prototype);
      }
    }
  };
}

/**
 * Prepare the page for PyScript's core, whose workers are to begin as guard.js starts them. Returns what to call once
 * the core is there: its store of folders, opened while it loads, is denied in sandboxed and some foreign frames
 * and never used here, so it's lent a storage in memory until then.
 */
export function beforePyScript() {
  const native = Object.getOwnPropertyDescriptor(window, 'indexedDB');
  turnPluginsOff();
  installMemoryStorage(window);
  giveWorkers();
  return () => {
    if (native === undefined) delete window.indexedDB;
    else Object.defineProperty(window, 'indexedDB', native);
  };
}
