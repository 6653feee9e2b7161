// Snapshots of the interpreter's memory in our own form: made by the build (Node), read by the worker (browser).
//
// Pyodide's own is a head (magic, its own length, ...) and the heap. Ours, all but the head in 32-bit words: magic, heap's
// length, head's length, number of pages, checksum (of page numbers, head, and page after page), page numbers; head; pages, in
// the order of their numbers.

const MAGIC = 0x32697370; // "psi2"
const PAGE = 4096;
const FIELDS = 5;
const LONGEST = 256; // pages that are read at a time: those that have come are in place while others are on their way

/**
 * A copy of the static data of a WebAssembly `instance` that has not run yet: of its memory all below the stack.
 *
 * @param {any} instance
 */
export function staticData({ exports }) {
  return new Uint8Array(exports.memory.buffer.slice(0, exports.__stack_low.value));
}

/**
 * Mix one word into a 32-bit sum. This is reversible, so another word always gives another sum.
 *
 * @param {number} sum
 * @param {number} word
 */
function mixWord(sum, word) {
  const product = Math.imul(sum ^ word, 0x9e3779b1);
  return (product << 13) | (product >>> 19);
}

/**
 * Mix `words` into a 32-bit checksum: every fourth word, from each of the first four on, into a sum of its own, as a
 * processor can work at those at once, and in the end those into one. One word that differs always gives another checksum.
 *
 * @param {number} sum
 * @param {Uint8Array | Uint32Array} words
 */
function mix(sum, words) {
  let [one, two, three, four] = [sum, 1, 2, 3];
  const whole = words.length & ~3;
  for (let i = 0; i < whole; i += 4) {
    one = mixWord(one, words[i]);
    two = mixWord(two, words[i + 1]);
    three = mixWord(three, words[i + 2]);
    four = mixWord(four, words[i + 3]);
  }
  for (let i = whole; i < words.length; i += 1) one = mixWord(one, words[i]);
  return mixWord(mixWord(mixWord(one, two), three), four) >>> 0;
}

const wordsOf = (/** @type {Uint8Array<ArrayBuffer>} */ bytes) => new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);

/**
 * A snapshot in our own form: without the pages that a memory has which is zero but for `fresh`, the static data.
 *
 * @param {Uint8Array<ArrayBuffer>} snapshot Pyodide's
 * @param {Uint8Array} fresh
 */
export function shrink(snapshot, fresh) {
  const headLength = new Uint32Array(snapshot.buffer, snapshot.byteOffset, 2)[1];
  const head = snapshot.slice(0, headLength);
  const heap = snapshot.slice(headLength);
  const before = new Uint8Array(heap.length);
  before.set(fresh);
  const pages = [];
  for (let page = 0; page * PAGE < heap.length; page += 1) {
    for (let at = page * PAGE; at < (page + 1) * PAGE; at += 1) {
      if (heap[at] === before[at]) continue;
      pages.push(page);
      break;
    }
  }
  const data = pages.map((page) => heap.subarray(page * PAGE, (page + 1) * PAGE));
  let sum = mix(mix(0, new Uint32Array(pages)), head);
  for (const bytes of data) sum = mix(sum, wordsOf(bytes));
  const fields = new Uint32Array([MAGIC, heap.length, headLength, pages.length, sum, ...pages]);
  return new Blob([fields, head, ...data]).arrayBuffer();
}

/**
 * Read what shrink() made from `source`, whose read(array) fills an array and gives, or resolves to, how much of it could be
 * filled: {head, heapLength, write}. `head` is Pyodide's snapshot with no heap in it; write(heap) puts the pages where they
 * belong as they come, without another copy of them all. Both throw if this is not what the build wrote: Python would die
 * of it later, or worse.
 *
 * @param {{read: (target: Uint8Array<ArrayBuffer>) => number | Promise<number>}} source
 */
export async function readSnapshot(source) {
  const fill = async (/** @type {Uint8Array<ArrayBuffer>} */ target) => {
    if ((await source.read(target)) !== target.length) throw new Error('the snapshot is cut off');
    return target;
  };
  const bytes = (/** @type {number} */ count) => fill(new Uint8Array(count));
  const [magic, heapLength, headLength, count, expected] = wordsOf(await bytes(4 * FIELDS));
  if (magic !== MAGIC) throw new Error('the snapshot is none');
  const pages = wordsOf(await bytes(4 * count));
  const head = await bytes(headLength);
  const write = async (/** @type {Uint8Array<ArrayBuffer>} */ heap) => {
    let sum = mix(mix(0, pages), head);
    for (let i = 0, run = 1; i < count; i += run, run = 1) {
      while (run < LONGEST && i + run < count && pages[i + run] === pages[i] + run) run += 1; // neighbours go together
      const target = await fill(heap.subarray(pages[i] * PAGE, (pages[i] + run) * PAGE));
      for (let at = 0; at < target.length; at += PAGE) sum = mix(sum, wordsOf(target.subarray(at, at + PAGE)));
    }
    if (sum !== expected) throw new Error('the snapshot is damaged');
  };
  return { head, heapLength, write };
}
