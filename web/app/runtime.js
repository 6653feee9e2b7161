// The page's line to Python: a PyScript worker that answers one function, call.
//
//   const runtime = await startRuntime({ onProgress: ({ text, share }) => ..., onSlow: (startAgain) => ... });
//   const answer = await runtime.call({ action: 'run', ... });
//   await runtime.restart();          // Stop: whatever runs is gone, a fresh worker takes over
//   runtime.how                       // 'snapshot' or 'plain': the way Python started
//   runtime.suspends                  // whether other calls come in while a program runs (worker.py)
//   runtime.onRunning = (news) => ... // how far the program is that runs
//
// onProgress gets the stage in words and its share of the whole, from 0 to 1. onSlow gets a function when a start has made
// no progress for a while: it starts anew without snapshot, which also happens by itself later; null tells that it goes on.
// A call that fails, or that a restart cuts off, rejects with an Error; RestartError tells the latter. Any other means
// that the worker is lost (its memory is full, say): only a restart helps.

import { interpreter, listenEarly, loadPyScript, startWith, startWorker } from '../runtime/pyscript.js';
import { watch } from './watchdog.js';

/** @type {Record<string, {text: string, share: number}>} */
const STAGES = {
  downloading: { text: 'Loading Python', share: 0.2 },
  restoring: { text: 'Waking Python', share: 0.7 },
  refused: { text: 'Loading Python', share: 0.4 },
  starting: { text: 'Starting Python', share: 0.5 },
  importing: { text: 'Almost there', share: 0.95 },
};

const PLAIN = '?plain';
const pyscript = loadPyScript();

/** Tell guard.js, at the next visit, whether this device keeps the snapshot. */
function rememberKept(/** @type {boolean} */ kept) {
  const hint = window.pagesimStart?.hint;
  if (hint === undefined) return;
  try {
    if (kept) localStorage.setItem(hint, interpreter());
    else localStorage.removeItem(hint);
  } catch {} // full: it will be downloaded again
}

/** The worker was replaced before it answered. */
export class RestartError extends Error {
  constructor() {
    super('Stopped: the worker was restarted.');
    this.name = 'RestartError';
  }
}

/**
 * Start Python; resolves when it can answer.
 *
 * @param {{onProgress?: (progress: {text: string, share: number}) => void, onSlow?: (again: (() => void) | null) => void}} [tell]
 */
export async function startRuntime({ onProgress = () => {}, onSlow = () => {} } = {}) {
  /** @type {{terminate: () => void} | null} */
  let worker = null;
  /** @type {any} */
  let proxy;
  /** @type {'snapshot' | 'plain' | null} */
  let how = null;
  let query = ''; // how workers are to start: PLAIN once the quick way has failed
  /** @type {ReturnType<typeof watch> | null} */
  let watchdog = null;
  /** @type {(error?: any) => void} */
  let abandon = () => {};
  let again = () => {};
  /** @type {Set<(error?: unknown) => void>} */
  const cutOff = new Set();
  /** @type {(error?: unknown) => void} */
  const cut = (error) => {
    for (const stop of cutOff) stop(error);
  };

  let suspends = false;
  const onMessage = (/** @type {any} */ { stage, how: way, kept, settled, running, suspends: can }) => {
    if (running !== undefined) runtime.onRunning(running);
    if (can !== undefined) suspends = can;
    watchdog?.progress();
    if (way !== undefined) how = way;
    if (kept === true) rememberKept(true);
    if (settled === true) document.documentElement.dataset.settled = 'true'; // guard.js waits for it
    if (STAGES[stage] !== undefined) onProgress(STAGES[stage]);
  };
  listenEarly(() => watchdog?.progress());

  /**
   * Replace the worker by a fresh one. Neither function is called if that is replaced before.
   *
   * @param {() => void} onReady
   * @param {(error: unknown) => void} onFailed
   */
  const launch = async (onReady, onFailed) => {
    worker?.terminate();
    const mine = { terminate() {} };
    worker = mine;
    startWith(query);
    try {
      await pyscript;
      if (worker !== mine) return;
      const python = startWorker(onMessage, (error) => worker === mine && cut(error));
      mine.terminate = python.terminate;
      const { sync } = await python.ready;
      if (worker !== mine) return;
      proxy = sync;
      onReady();
    } catch (error) {
      if (worker === mine) onFailed(error);
    }
  };

  /** Resolves when a fresh worker can answer: one that starts in the quick way or, if that leads nowhere, the plain one. */
  const start = () =>
    new Promise((resolve, reject) => {
      abandon();
      const mine = watch({ onSoon: () => onSlow(plainly), onBack: () => onSlow(null), onLate: () => query !== PLAIN && plainly() });
      watchdog = mine;
      /** @type {(settle: (value?: any) => void, value?: unknown) => void} */
      const over = (settle, value) => {
        mine.end();
        again = () => {};
        settle(value);
      };
      const failed = (/** @type {unknown} */ error) => (query === PLAIN ? over(reject, error) : plainly());
      const plainly = () => {
        query = PLAIN;
        rememberKept(false);
        mine.progress();
        onProgress({ text: 'Starting Python without its snapshot', share: 0.1 });
        again();
      };
      again = () => launch(() => over(resolve), failed);
      abandon = () => over(reject, new RestartError());
      onProgress({ text: 'Loading', share: 0.05 });
      again();
    }).then(() => onProgress({ text: 'Ready', share: 1 }));

  // A page that is left takes its worker along. It may be come back to as it was (the back/forward cache): if Python was
  // still starting, that begins anew here; if not, the page calls restart().
  addEventListener('pagehide', () => {
    worker?.terminate();
    cut();
  });
  addEventListener('pageshow', ({ persisted }) => persisted && again());

  const runtime = {
    onRunning: /** @type {(news: any) => void} */ (() => {}),

    get how() {
      return how;
    },

    get suspends() {
      return suspends;
    },

    async call(/** @type {object} */ request) {
      /** @type {any} */
      let stop; // a member of cutOff
      const stopped = new Promise((_, reject) => {
        stop = (error = new RestartError()) => reject(error);
        cutOff.add(stop);
      });
      try {
        await Promise.race([started, stopped]);
        return JSON.parse(await Promise.race([proxy.call(JSON.stringify(request)), stopped]));
      } finally {
        cutOff.delete(stop);
      }
    },

    async restart() {
      cut();
      started = start();
      started.catch(() => {}); // told to whoever waits for it
      await started;
    },
  };

  let started = start();
  await started;
  return runtime;
}
