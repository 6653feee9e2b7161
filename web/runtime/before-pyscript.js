// Must be imported before PyScript's core: turns off what of it this page has no use for.

import { installMemoryStorage } from './memory-storage.js';

// Its plugins.
for (const name of ['py-config', 'mpy-config']) {
  const config = document.createElement(name);
  config.hidden = true;
  config.setAttribute('type', 'json');
  config.textContent = JSON.stringify({
    plugins: ['!codemirror', '!deprecations-manager', '!donkey', '!error', '!py-editor', '!py-game', '!py-terminal'],
  });
  document.head.append(config);
}

// Its store of folders, opened while it loads; denied in sandboxed and some foreign frames, and never used here.
const native = Object.getOwnPropertyDescriptor(window, 'indexedDB');
installMemoryStorage(window);

// Its workers: each begins as ours, so that downloads start early (worker.js); the page's first script has started one.
const NativeWorker = window.Worker;
const workerURL = new URL('./worker.js', import.meta.url).href;
let early = window.pagesimWorker;
delete window.pagesimWorker;

// In a sandboxed frame (origin "null") a worker can be a module neither of ours nor from a blob: address; from a data:
// address it can.
const asData = (address) => {
  const request = new XMLHttpRequest();
  request.open('GET', address, false);
  request.send();
  return `data:text/javascript;charset=utf-8,${encodeURIComponent(request.responseText)}`;
};

window.Worker = class Worker extends NativeWorker {
  constructor(address, options) {
    const ours = options?.type === 'module' && String(address).startsWith('blob:');
    if (!ours) super(address, options);
    else if (window.origin === 'null') super(asData(address), options);
    else {
      const worker = early ?? new NativeWorker(workerURL, { type: 'module' });
      early = undefined;
      worker.postMessage({ pagesim: { adopt: String(address) } });
      return Object.setPrototypeOf(worker, new.target.prototype);
    }
  }
};

/** Give the page its own storage back, once PyScript's core is there. */
export function giveStorageBack() {
  if (native === undefined) delete window.indexedDB;
  else Object.defineProperty(window, 'indexedDB', native);
}
