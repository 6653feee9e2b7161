// All there is between PyScript and our start: of PyScript this page takes the line to a worker that runs Python, turns off
// the rest, and gives it workers of ours, in which Python has begun already. Nothing else names PyScript but worker.py, which
// exports its one function as PyScript asks for it, and the build, which copies the modules that are left.
//
//   page                                                 worker
//   ----                                                 ------
//   guard.js, before any module: new Worker -----------> worker.js: adoptable() listens, begin() starts Python from its
//   start.js, runtime.js: loadPyScript()                 snapshot (wrapper.js), and tells how far it is (tell.js)
//     plugins off, storage in memory, Worker is ours
//     its core; the page's own storage is back
//   runtime.js: startWorker()
//     <script type="pyodide" worker version=worker.js>
//     PyScript: new Worker(blob:..., module)
//       ours instead: the early one (or a new one)
//       {pagesim: {adopt: blob:...}} --------------------> adoptable() imports it. PyScript's first messages are held until
//       PyScript's messages -----------------------------> its module listens: two open the channel, the third has worker.py
//                                                        PyScript imports the interpreter, worker.js: loadPyodide gives the
//   script.xworker: ready, sync.call <------------------ Python that has begun; worker.py exports call
//
// What this takes PyScript to do is held, point by point, by tests/web/pyscript.test.mjs.

import { installMemoryStorage } from './memory-storage.js';

// The page's half.

export const PLUGINS = ['codemirror', 'deprecations-manager', 'donkey', 'error', 'py-editor', 'py-game', 'py-terminal'];

/**
 * The worker that the page's first script has started, until PyScript asks for one; undefined where there is none.
 *
 * @type {Worker | undefined}
 */
let early;
let query = '';

/** Have `listen` hear of the messages of that worker, which begins before PyScript does. */
export const listenEarly = (/** @type {() => void} */ listen) => early?.addEventListener('message', listen);

/**
 * Have workers begin at an address with the query `text` (see wrapper.js): another than that of the early one ends it.
 *
 * @param {string} text
 */
export function startWith(text) {
  if (text === query) return;
  query = text;
  early?.terminate();
  early = undefined;
}

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
const asData = (/** @type {string | URL} */ address) => {
  const request = new XMLHttpRequest();
  request.open('GET', address, false);
  request.send();
  return `data:text/javascript;charset=utf-8,${encodeURIComponent(request.responseText)}`;
};

/** PyScript's workers begin as ours, so that Python starts early (worker.js). */
function giveWorkers() {
  const NativeWorker = window.Worker;

  window.Worker = class Worker extends NativeWorker {
    constructor(/** @type {string | URL} */ address, /** @type {WorkerOptions | undefined} */ options) {
      const ours = options?.type === 'module' && String(address).startsWith('blob:');
      if (!ours) super(address, options);
      else if (window.origin === 'null') super(asData(address), options);
      else {
        const worker = early ?? window.pagesimStart.start(query);
        early = undefined;
        worker.postMessage({ pagesim: { adopt: String(address) } });
        return Object.setPrototypeOf(worker, new.target.prototype);
      }
    }
  };
}

/**
 * Prepare the page for PyScript's core, and load it; resolves when it's there. Its store of folders, opened while it loads,
 * is denied in sandboxed and some foreign frames and never used here, so it's lent a storage in memory until then.
 */
export async function loadPyScript() {
  const native = Object.getOwnPropertyDescriptor(window, 'indexedDB');
  early = window.pagesimStart?.early;
  turnPluginsOff();
  installMemoryStorage(window);
  giveWorkers();
  await import('../vendor/pyscript/core.js');
  if (native === undefined) Reflect.deleteProperty(window, 'indexedDB');
  else Object.defineProperty(window, 'indexedDB', native);
}

/** The address of the interpreter, and of the worker that begins early; each version of the site has another. */
export const interpreter = () => new URL('../runtime/worker.js', import.meta.url).href;

/**
 * Have PyScript's core, which is there, start a worker that runs worker.py: {ready: a promise of its functions, terminate}.
 * `onMessage` hears of what the worker's start tells (see tell.js), `onError` of what went wrong in it.
 *
 * @param {(news: any) => void} onMessage
 * @param {(reason: unknown) => void} onError
 */
export function startWorker(onMessage, onError) {
  const script = document.createElement('script');
  script.type = 'pyodide';
  script.setAttribute('worker', '');
  script.setAttribute('version', interpreter() + query);
  script.setAttribute('config', '{}');
  script.src = new URL('../worker.py', import.meta.url).href;

  // PyScript gives the element its worker a moment after it has been put into the document.
  const found = new Promise((resolve) => {
    const look = () => (script.xworker === undefined ? setTimeout(look, 0) : resolve(script.xworker));
    document.head.append(script);
    look();
  });
  const ready = found.then(
    (worker) =>
      new Promise((resolve, reject) => {
        worker.addEventListener('message', (/** @type {MessageEvent} */ { data }) => {
          if (data?.pagesim !== undefined) onMessage(data.pagesim);
        });
        const failed = (/** @type {ErrorEvent} */ event) => {
          event.stopImmediatePropagation(); // PyScript's own handler expects its error plugin, which is off
          event.preventDefault();
          const reason = event.error ?? new Error(event.message);
          console.warn('In the worker:', reason);
          reject(reason);
          onError(reason);
        };
        worker.addEventListener('error', failed, { capture: true });
        // A worker is "thenable" enough for a promise to swallow it: pass it on inside an object.
        worker.ready.then(() => resolve({ sync: worker.sync }), reject);
      }),
  );

  return {
    ready,
    terminate() {
      void found.then((worker) => worker.terminate());
      void found.then(() => script.remove());
    },
  };
}

// The worker's half.

/** Lend PyScript, which keeps a store of Python packages, one in memory: we have none, and IndexedDB may be denied. */
export const lendStorage = () => installMemoryStorage(self);

// What PyScript sends at once is held back until its module listens: one message for each of its first three listeners
// (two open the channel, the third gets the program); from then on nothing is held.
export const FIRST = 3;

/**
 * Have this worker become PyScript's as soon as the page says {pagesim: {adopt: address}}: from then on every message is for
 * what that address holds.
 */
export function adoptable() {
  /** @type {MessageEvent[]} */
  const held = [];
  const listen = self.addEventListener.bind(self);
  let adopted = false;
  let listeners = 0;
  let delivered = 0;

  function deliver() {
    while (delivered < listeners || listeners >= FIRST) {
      const first = held.shift();
      if (first === undefined) break;
      const { data, ports } = first;
      delivered += 1;
      self.dispatchEvent(new MessageEvent('message', { data, ports: [...ports] }));
    }
    if (listeners >= FIRST && held.length === 0) {
      self.removeEventListener('message', hold, true);
      self.addEventListener = listen;
    }
  }

  function hold(/** @type {MessageEvent} */ event) {
    if (!event.isTrusted) return;
    event.stopImmediatePropagation();
    if (!adopted) {
      adopted = true;
      import(event.data.pagesim.adopt).catch((error) => self.postMessage(error));
      return;
    }
    held.push(event);
    deliver();
  }

  listen('message', hold, true);
  self.addEventListener = (/** @type {string} */ type, /** @type {any} */ listener, /** @type {any} */ options) => {
    listen(type, listener, options);
    // PyScript's first ones listen once each; Pyodide's own, which may come at any time, does not.
    if (type !== 'message' || options?.once !== true) return;
    listeners += 1;
    queueMicrotask(deliver);
  };
}
