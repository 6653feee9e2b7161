// Small readers shared by the build (Node) and the worker (browser): gunzip, untar into Pyodide's file system.

export const PACKAGE_DIR = '/lib/pagesim';

/** The chunks of a stream. */
export async function drain(stream) {
  const chunks = [];
  for (const reader = stream.getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) return chunks;
    chunks.push(value);
  }
}

/** The chunks of `response`'s body, decompressed if they are gzip (a host may have done that already). */
export async function gunzip(response) {
  const reader = response.body.getReader();
  const first = await reader.read();
  if (first.done) return [];
  const all = new ReadableStream({
    start: (controller) => controller.enqueue(first.value),
    pull: async (controller) => {
      const { done, value } = await reader.read();
      if (done) controller.close();
      else controller.enqueue(value);
    },
  });
  const zipped = first.value[0] === 0x1f && first.value[1] === 0x8b;
  return drain(zipped ? all.pipeThrough(new DecompressionStream('gzip')) : all);
}

/** All of `chunks` in one array. */
export async function join(chunks) {
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

const MAGIC = 0x6d697370; // "psim"
const PAGE = 4096;

/**
 * A snapshot in our own form: without the pages that are all zeros. For readSnapshot().
 *
 * Pyodide's is a head (magic, its own length, ...) and the heap. Ours: magic, heap's length, head's length, number of
 * pages, page numbers, head, pages.
 */
export function shrink(snapshot) {
  const headLength = new Uint32Array(snapshot.buffer, snapshot.byteOffset, 2)[1];
  const heap = snapshot.subarray(headLength);
  const words = new Uint32Array(heap.buffer, heap.byteOffset, heap.byteLength / 4);
  const pages = [];
  for (let page = 0; page * PAGE < heap.length; page += 1) {
    if (words.subarray((page * PAGE) / 4, ((page + 1) * PAGE) / 4).some((word) => word !== 0)) pages.push(page);
  }
  const numbers = new Uint32Array([MAGIC, heap.length, headLength, pages.length, ...pages]);
  const data = pages.map((page) => heap.subarray(page * PAGE, (page + 1) * PAGE));
  return new Blob([numbers, snapshot.subarray(0, headLength), ...data]).arrayBuffer();
}

/** A queue of byte chunks, taken from the front. */
class Chunks {
  constructor(chunks) {
    this.chunks = chunks;
    this.index = 0;
    this.at = 0;
  }

  /** Hand `count` bytes on, in as many pieces as they lie in: each(piece, offset within the count). */
  take(count, each) {
    for (let done = 0; done < count; ) {
      const chunk = this.chunks[this.index];
      if (chunk === undefined) throw new Error('the snapshot is cut off');
      const piece = chunk.subarray(this.at, this.at + count - done);
      each(piece, done);
      done += piece.length;
      this.at += piece.length;
      if (this.at === chunk.length) {
        this.index += 1;
        this.at = 0;
      }
    }
  }

  bytes(count) {
    const all = new Uint8Array(count);
    this.take(count, (piece, offset) => all.set(piece, offset));
    return all;
  }
}

/**
 * Read what shrink() made, given in `chunks`: {head, heapLength, write}. `head` is Pyodide's snapshot with no heap in it;
 * write(heap) puts the pages where they belong, without another copy of them all.
 */
export function readSnapshot(chunks) {
  const queue = new Chunks(chunks);
  const [magic, heapLength, headLength, count] = new Uint32Array(queue.bytes(16).buffer);
  if (magic !== MAGIC) throw new Error('snapshot.bin is not a snapshot');
  if (chunks.reduce((sum, chunk) => sum + chunk.length, 0) !== 16 + 4 * count + headLength + count * PAGE) {
    throw new Error('the snapshot is cut off');
  }
  const pages = new Uint32Array(queue.bytes(4 * count).buffer);
  const head = queue.bytes(headLength);
  const write = (heap) => {
    for (let i = 0, run = 1; i < count; i += run, run = 1) {
      while (i + run < count && pages[i + run] === pages[i] + run) run += 1; // neighbours go together
      const target = pages[i] * PAGE;
      queue.take(run * PAGE, (piece, offset) => heap.set(piece, target + offset));
    }
  };
  return { head, heapLength, write };
}

/** Write the files of a ustar archive below `target`. */
export function untar(bytes, FS, target) {
  const text = new TextDecoder();
  const field = (at, length) => text.decode(bytes.subarray(at, at + length)).replace(/\0.*$/s, '');
  const made = new Set();
  for (let at = 0; at + 512 <= bytes.length && bytes[at] !== 0; ) {
    const prefix = field(at + 345, 155);
    const name = (prefix ? `${prefix}/` : '') + field(at, 100);
    const size = parseInt(field(at + 124, 12), 8);
    const path = `${target}/${name}`;
    const folder = path.slice(0, path.lastIndexOf('/'));
    if (!made.has(folder)) FS.mkdirTree(folder);
    made.add(folder);
    FS.writeFile(path, bytes.subarray(at + 512, at + 512 + size));
    at += 512 + Math.ceil(size / 512) * 512;
  }
}

/** Unpack our package (gzipped tar) where Python finds it, and put that folder on sys.path. */
export function installPackage(pyodide, tar) {
  untar(tar, pyodide.FS, PACKAGE_DIR);
  pyodide.runPython(`import sys
if ${JSON.stringify(PACKAGE_DIR)} not in sys.path:
    sys.path.append(${JSON.stringify(PACKAGE_DIR)})`);
}
