// A worker beside Python's for the first visit, when there is much to do: it downloads and decompresses what that one would
// have to wait for, and after the start writes what is kept. guard.js starts both and gives each an end of a channel
// (errands.js). The snapshot's download begins before anybody asks for it.

import { downloads } from './downloads.js';
import { answer } from './errands.js';

const here = downloads({ served: self.name.split(' ').includes('served') });

/** @typedef {Uint8Array<ArrayBuffer>} Chunk */

/** @type {((chunk: Chunk) => void) | null} */
let listener = null;
/** @type {Chunk[]} */
const early = [];
const all = here.chunks((chunk) => (listener === null ? early.push(chunk) : listener(chunk)));
all.catch(() => {}); // whoever asks hears of it

/**
 * The snapshot's chunks, those that have come and those that will.
 *
 * @param {(chunk: Chunk) => void} onChunk
 */
async function chunks(onChunk) {
  listener = onChunk;
  for (const chunk of early.splice(0)) onChunk(chunk);
  return all;
}

self.addEventListener('message', ({ data: { pagesim } }) => answer(pagesim.errands, { ...here, chunks }), { once: true });
