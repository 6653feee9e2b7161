// The page's first module, with nothing to wait for but PyScript: Python starts while the rest of the page is still read.

import { startRuntime } from './runtime.js';

let progress = { text: 'Loading', share: 0.02 };
/** @type {(progress: {text: string, share: number}) => void} */
let listener = () => {};
/** @type {(() => void) | null} */
let startAgain = null;
/** @type {(again: (() => void) | null) => void} */
let slowListener = () => {};

/** Have `listen` told of Python's progress, as it is and as it goes on (see startRuntime). */
export function onProgress(/** @type {typeof listener} */ listen) {
  listener = listen;
  listener(progress);
}

/** Have `listen` told when Python's start makes no progress (see startRuntime), and if that is so already. */
export function onSlow(/** @type {typeof slowListener} */ listen) {
  slowListener = listen;
  if (startAgain !== null) listen(startAgain);
}

/** The runtime, once it can answer; null where the page cannot run anything (guard.js has said why). */
export const starting =
  document.documentElement.dataset.refused === 'true'
    ? null
    : startRuntime({
        onProgress: (next) => {
          progress = next;
          listener(progress);
        },
        onSlow: (again) => {
          startAgain = again;
          slowListener(startAgain);
        },
      });
starting?.catch(() => {}); // told by whoever awaits it
