// Runs first of all, inline in the page: an ordinary script, so that it runs even where modules are refused.
//
// It says in words why the page can't work when it can't, and lends memory where storage is denied
// (a sandboxed frame without allow-same-origin): <html data-storage="memory"> tells the page that nothing is kept.
(() => {
  'use strict';
  const root = document.documentElement;

  const say = (/** @type {string} */ text) => {
    const show = () => {
      root.dataset.refused = 'true';
      const note = document.createElement('p');
      note.id = 'cannot-run';
      note.setAttribute('role', 'alert');
      note.style.cssText = 'margin:0;padding:.75rem 1rem;background:#7a1f1f;color:#fff;font:1rem/1.4 system-ui,sans-serif';
      note.textContent = text;
      document.body.prepend(note);
      const status = document.getElementById('status');
      if (status !== null) status.textContent = `Error: ${text}`;
    };
    if (document.body === null || document.readyState === 'loading') document.addEventListener('DOMContentLoaded', show);
    else show();
  };

  if (location.protocol === 'file:') {
    say(
      'This page was opened as a file. Browsers refuse to start workers and modules from files, so nothing can run here. ' +
        'Open it from a web server instead: run "python -m http.server" in this folder and visit http://localhost:8000/.',
    );
    return;
  }

  // In a sandboxed frame even reading these properties throws.
  const memoryStorage = () => {
    /** @type {Map<string, string>} */
    const map = new Map();
    return {
      get length() {
        return map.size;
      },
      clear: () => map.clear(),
      getItem: (/** @type {string} */ key) => map.get(String(key)) ?? null,
      key: (/** @type {number} */ index) => [...map.keys()][index] ?? null,
      removeItem: (/** @type {string} */ key) => void map.delete(String(key)),
      setItem: (/** @type {string} */ key, /** @type {string} */ value) => void map.set(String(key), String(value)),
    };
  };
  root.dataset.storage = 'kept';
  for (const name of /** @type {const} */ (['localStorage', 'sessionStorage'])) {
    try {
      window[name].getItem('');
    } catch {
      root.dataset.storage = 'memory';
      Object.defineProperty(window, name, { configurable: true, value: memoryStorage() });
    }
  }

  // Python's worker can begin while the page is still being read; the build puts its address into this script's element.
  // Its name tells whether this device keeps a snapshot for it (kept.js), as looking for one that isn't there takes long,
  // and whether the service worker has a copy of the site already.
  if (window.origin !== 'null') {
    const { Worker } = window;
    const address = new URL(document.currentScript?.dataset.worker ?? '', location.href).href;
    const hint = `pagesim:snapshot:${new URL('../..', address).pathname}`; // other sites of this origin have theirs
    const kept = () => root.dataset.storage === 'kept' && localStorage.getItem(hint) === address;
    const served = () => Boolean(navigator.serviceWorker?.controller);
    const name = () => [kept() ? 'kept' : '', served() ? 'served' : ''].join(' ');
    // Another worker downloads for it, and begins first: where there is a snapshot to download.
    const start = (query = '') => {
      const begin = (/** @type {string | URL} */ script) => new Worker(script, { type: 'module', name: name() });
      if (query !== '' || kept()) return begin(address + query);
      const downloader = begin(new URL('downloader.js', address));
      const worker = begin(address);
      const { port1, port2 } = new MessageChannel();
      downloader.postMessage({ pagesim: { errands: port1 } }, [port1]);
      worker.postMessage({ pagesim: { errands: port2 } }, [port2]);
      worker.terminate = () => {
        downloader.terminate();
        Worker.prototype.terminate.call(worker);
      };
      return worker;
    };
    window.pagesimStart = { start, early: start(), hint };
  }

  // A page kept by a cache may name files that a newer version has replaced: fetch the page anew, once.
  addEventListener(
    'error',
    ({ target }) => {
      if (target?.tagName !== 'SCRIPT') return;
      const sandboxed = root.dataset.storage === 'memory';
      if (!sandboxed && sessionStorage.getItem('pagesim:reloaded') === null) {
        sessionStorage.setItem('pagesim:reloaded', 'yes');
        location.reload();
      } else if (sandboxed && location.origin !== 'null' && self.origin === 'null') {
        say(
          'This frame is sandboxed, and its server does not let sandboxed frames read its files. ' +
            'Add allow-same-origin to the frame\'s sandbox attribute, or the header "Access-Control-Allow-Origin: *" at the server.',
        );
      } else say('A part of this page could not be loaded. Check the connection, then reload.');
    },
    true,
  );
  addEventListener('load', () => {
    try {
      sessionStorage.removeItem('pagesim:reloaded');
    } catch {}
  });

  if (root.dataset.storage === 'kept' && 'serviceWorker' in navigator) {
    // Offline from the second visit on. Not before Python's worker has settled: the copy must not slow the start down.
    new MutationObserver((_, observer) => {
      if (root.dataset.settled !== 'true') return;
      observer.disconnect();
      navigator.serviceWorker.register('./sw.js').catch((error) => console.info('Not available offline:', error.message));
    }).observe(root, { attributes: true, attributeFilter: ['data-settled'] });
  }
})();
