// The page's line to Python: a PyScript worker that answers one function, call.
//
//   const runtime = await startRuntime({ onProgress: ({ text, share }) => ... });
//   const answer = await runtime.call({ action: 'run', ... });
//   await runtime.restart();          // Stop: whatever runs is gone, a fresh worker takes over
//   runtime.how                       // 'snapshot' or 'plain': the way Python started
//
// onProgress gets the stage in words and its share of the whole, from 0 to 1.
// A call that fails, or that a restart cuts off, rejects with an Error; RestartError tells the latter. Any other means
// that the worker is lost (its memory is full, say): only a restart helps.

import { beforePyScript } from '../runtime/before-pyscript.js';

const STAGES = {
  downloading: { text: 'Loading Python', share: 0.2 },
  restoring: { text: 'Waking Python', share: 0.7 },
  refused: { text: 'Loading Python', share: 0.4 },
  starting: { text: 'Starting Python', share: 0.5 },
  importing: { text: 'Almost there', share: 0.95 },
};

const interpreter = new URL('../runtime/worker.js', import.meta.url).href;
const giveStorageBack = beforePyScript();
const pyscript = import('../vendor/pyscript/core.js').then(giveStorageBack);
const program = new URL('../worker.py', import.meta.url).href;

/** Tell guard.js, at the next visit, that this device keeps the snapshot. */
function rememberKept() {
  try {
    localStorage.setItem('pagesim:snapshot', interpreter);
  } catch {} // full: it will be downloaded again
}

/** The worker was replaced before it answered. */
export class RestartError extends Error {
  constructor() {
    super('Stopped: the worker was restarted.');
    this.name = 'RestartError';
  }
}

/** One PyScript worker: `ready` is a promise, `terminate` ends it; `onError` hears of what went wrong in it. */
function startWorker(onStage, onError) {
  const script = document.createElement('script');
  script.type = 'pyodide';
  script.setAttribute('worker', '');
  script.setAttribute('version', interpreter);
  script.setAttribute('config', '{}');
  script.src = program;

  // PyScript gives the element its worker a moment after it has been put into the document.
  const found = new Promise((resolve) => {
    const look = () => (script.xworker === undefined ? setTimeout(look, 0) : resolve(script.xworker));
    document.head.append(script);
    look();
  });
  const ready = found.then(
    (worker) =>
      new Promise((resolve, reject) => {
        worker.addEventListener('message', ({ data }) => {
          if (data?.pagesim !== undefined) onStage(data.pagesim);
        });
        const failed = (event) => {
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
      script.xworker?.terminate();
      script.remove();
    },
  };
}

/** Start Python; resolves when it can answer. */
export async function startRuntime({ onProgress = () => {} } = {}) {
  let worker;
  let proxy;
  let how = null;
  const cutOff = new Set();

  const onStage = ({ stage, how: way, kept }) => {
    if (way !== undefined) how = way;
    if (kept === true) rememberKept();
    if (STAGES[stage] !== undefined) onProgress(STAGES[stage]);
  };

  const start = async () => {
    onProgress({ text: 'Loading', share: 0.05 });
    await pyscript;
    const mine = startWorker(onStage, (error) => {
      if (worker === mine) for (const stop of cutOff) stop(error);
    });
    worker = mine;
    const { sync } = await mine.ready;
    if (worker !== mine) throw new RestartError();
    proxy = sync;
    onProgress({ text: 'Ready', share: 1 });
  };

  let started = start();
  await started;

  return {
    get how() {
      return how;
    },

    async call(request) {
      let stop;
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
      worker.terminate();
      for (const stop of cutOff) stop();
      started = start();
      started.catch(() => {}); // told to whoever waits for it
      await started;
    },
  };
}
