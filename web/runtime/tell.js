// What the worker tells the page: messages of the form {pagesim: {stage, ...}}. The page takes a start that says nothing
// new for a while for one that hangs, so whatever may take long tells how far it is.

/** @type {{stage: string, [more: string]: unknown} | null} */
let last = null;
let beatAt = 0;
let post = (/** @type {any} */ news) => self.postMessage({ pagesim: news });

/**
 * From now on tell it through `port`, to a worker that forwards it.
 *
 * @param {MessagePort} port
 */
export function tellThrough(port) {
  post = (news) => port.postMessage({ pagesim: news });
}

/**
 * Forward what another worker tells the page; tells whether `message` was that.
 *
 * @param {any} message
 */
export function forward(message) {
  if (message.pagesim === undefined) return false;
  post(message.pagesim);
  return true;
}

/**
 * Tell that a stage has begun.
 *
 * @param {string} stage
 */
export function tell(stage, more = {}) {
  last = { stage, ...more };
  post(last);
}

/** Tell the last stage again, to whoever has begun to listen only now. */
export function tellAgain() {
  if (last !== null) post(last);
}

/** Tell that what goes on goes on: a few times a second at most. */
export function beat() {
  const now = performance.now();
  if (now - beatAt < 300) return;
  beatAt = now;
  post({ beat: true });
}

/** Tell that nothing is left to do for this start, so that the page may be copied for use without a network. */
export function tellSettled() {
  post({ settled: true });
}

/** Tell that the snapshot is kept for the next visit. */
export function tellKept() {
  post({ kept: true });
}
