// One worker that runs Python, as PyScript starts it.

const program = new URL('../worker.py', import.meta.url).href;

/**
 * Start one with the interpreter module at `interpreter`: {ready: a promise of its functions, terminate}. `onMessage` hears
 * of what the worker's start tells (see runtime/tell.js), `onError` of what went wrong in it.
 */
export function startWorker(interpreter, onMessage, onError) {
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
          if (data?.pagesim !== undefined) onMessage(data.pagesim);
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
      void found.then((worker) => worker.terminate());
      void found.then(() => script.remove());
    },
  };
}
