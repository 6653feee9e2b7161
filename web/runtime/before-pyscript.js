// Turns off what of PyScript this page has no use for, and gives it workers of ours.

import { installMemoryStorage } from './memory-storage.js';

const PLUGINS = ['codemirror', 'deprecations-manager', 'donkey', 'error', 'py-editor', 'py-game', 'py-terminal'];

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

/** PyScript's workers begin as ours, so that Python starts early (worker.js); the page's first script has started one. */
function giveWorkers() {
  const NativeWorker = window.Worker;
  const { pagesimWorkers: startOurs, pagesimWorker } = window;
  let early = pagesimWorker;
  delete window.pagesimWorker;

  window.Worker = class Worker extends NativeWorker {
    constructor(address, options) {
      const ours = options?.type === 'module' && String(address).startsWith('blob:');
      if (!ours) super(address, options);
      else if (window.origin === 'null') super(asData(address), options);
      else {
        const worker = early ?? startOurs();
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
