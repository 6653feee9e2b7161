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

// In a sandboxed frame (origin "null") a worker can't be a module from a blob: address; from a data: address it can.
if (window.origin === 'null') {
  const NativeWorker = window.Worker;
  const asData = (address) => {
    const request = new XMLHttpRequest();
    request.open('GET', address, false);
    request.send();
    return `data:text/javascript;charset=utf-8,${encodeURIComponent(request.responseText)}`;
  };
  window.Worker = class Worker extends NativeWorker {
    constructor(address, options) {
      super(String(address).startsWith('blob:') ? asData(address) : address, options);
    }
  };
}

/** Give the page its own storage back, once PyScript's core is there. */
export function giveStorageBack() {
  if (native === undefined) delete window.indexedDB;
  else Object.defineProperty(window, 'indexedDB', native);
}
