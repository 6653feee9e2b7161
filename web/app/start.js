// The page's first module, with nothing to wait for but PyScript: Python starts while the rest of the page is still read.

import { startRuntime } from './runtime.js';

let progress = { text: 'Loading', share: 0.02 };
let listener = () => {};

/** Have `listen` told of Python's progress, as it is and as it goes on (see startRuntime). */
export function onProgress(listen) {
  listener = listen;
  listener(progress);
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
      });
starting?.catch(() => {}); // told by whoever awaits it
