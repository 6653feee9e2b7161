// Python's worker asks, the worker beside it answers (downloader.js): {id, errand, value}, and {id, value} or {id, error},
// through a channel; {errand: 'end'} ends that one and has no answer. What is large goes without a copy: who gave it has it no more.

import { forward, tellThrough } from './tell.js';

/**
 * @typedef {Uint8Array<ArrayBuffer>} Chunk
 * @typedef {Pick<ReturnType<typeof import('./downloads.js').downloads>, 'bytes' | 'chunks' | 'keep' | 'handOver'>} Errands
 */

const ENOUGH = 1 << 20; // bytes of chunks that are worth a message

const buffersOf = (/** @type {any} */ value) => {
  const views = (Array.isArray(value) ? value : [value]).filter(ArrayBuffer.isView);
  return [...new Set(views.map(({ buffer }) => /** @type {ArrayBuffer} */ (buffer)))];
};

/**
 * Do with `from` what comes through `port`.
 *
 * @param {MessagePort} port
 * @param {Errands} from
 */
export function answer(port, from) {
  tellThrough(port);
  const send = (/** @type {object} */ message, /** @type {unknown} */ value) => port.postMessage({ ...message, value }, buffersOf(value));

  const chunks = async (/** @type {number} */ id) => {
    /** @type {Chunk[]} */
    let ready = [];
    let size = 0;
    const flush = () => {
      send({ id, more: true }, ready);
      ready = [];
      size = 0;
    };
    await from.chunks((chunk) => {
      ready.push(chunk);
      size += chunk.length;
      if (size >= ENOUGH) flush();
    });
    flush();
  };
  /** @type {Record<string, (value: any, id: number) => Promise<unknown>>} */
  const errands = { ...from, chunks: (_, id) => chunks(id) };
  port.onmessage = async ({ data: { id, errand, value } }) => {
    if (errand === 'end') {
      self.close();
      return;
    }
    try {
      send({ id }, await errands[errand](value, id));
    } catch (error) {
      send({ id, error: error instanceof Error ? error.message : String(error) }, undefined);
    }
  };
}

/**
 * What the worker at the other end of the channel does that `arriving` is a promise of.
 *
 * @param {Promise<MessagePort>} arriving
 * @returns {Errands & {end: () => Promise<void>}}
 */
export function errands(arriving) {
  /** @type {Map<number, {resolve: (value: any) => void, reject: (error: Error) => void, onMore: (value: any) => void}>} */
  const asked = new Map();
  const port = arriving.then((it) => {
    it.onmessage = ({ data }) => {
      const who = asked.get(data.id);
      if (forward(data) || who === undefined) return;
      if (data.more) {
        who.onMore(data.value);
        return;
      }
      asked.delete(data.id);
      if (data.error === undefined) who.resolve(data.value);
      else who.reject(new Error(data.error));
    };
    return it;
  });
  let count = 0;
  const ask = async (/** @type {string} */ errand, /** @type {unknown} */ value, /** @type {(value: any) => void} */ onMore = () => {}) => {
    const it = await port;
    count += 1;
    const id = count;
    const answered = new Promise((resolve, reject) => asked.set(id, { resolve, reject, onMore }));
    it.postMessage({ id, errand, value }, buffersOf(value));
    return /** @type {Promise<any>} */ (answered);
  };
  return {
    bytes: (name) => ask('bytes', name),
    keep: (chunks) => ask('keep', chunks),
    handOver: (how) => ask('handOver', how),
    end: async () => (await port).postMessage({ errand: 'end' }),
    async chunks(onChunk) {
      /** @type {Chunk[]} */
      const all = [];
      await ask('chunks', undefined, (chunks) => {
        all.push(...chunks);
        for (const chunk of chunks) onChunk(chunk);
      });
      return all;
    },
  };
}
