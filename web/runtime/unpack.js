// Small readers shared by the build (Node) and the worker (browser): gunzip, snapshots, untar into Pyodide's file system.

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

const isGzip = (bytes) => bytes[0] === 0x1f && bytes[1] === 0x8b;

/** The chunks of what `fetching` gets, decompressed if they are gzip (a host may have done that already). */
export async function gunzip(fetching) {
  const { body } = await fetching();
  try {
    return await drain(body.pipeThrough(new DecompressionStream('gzip')));
  } catch (error) {
    const chunks = await drain((await fetching()).body);
    if (chunks.length === 0 || isGzip(chunks[0])) throw error;
    return chunks;
  }
}

/** All of `chunks` in one array. */
export async function join(chunks) {
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

const MAGIC = 0x6d697370; // "psim"
const PAGE = 4096;

/** A copy of the static data of a WebAssembly `instance` that has not run yet: of its memory all below the stack. */
export function staticData({ exports }) {
  return new Uint8Array(exports.memory.buffer.slice(0, exports.__stack_low.value));
}

/**
 * A snapshot in our own form: without the pages that a memory has which is zero but for `fresh`, the static data. For
 * readSnapshot().
 *
 * Pyodide's is a head (magic, its own length, ...) and the heap. Ours: magic, heap's length, head's length, number of
 * pages, page numbers, head, pages.
 */
export function shrink(snapshot, fresh) {
  const headLength = new Uint32Array(snapshot.buffer, snapshot.byteOffset, 2)[1];
  const heap = snapshot.subarray(headLength);
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
  const numbers = new Uint32Array([MAGIC, heap.length, headLength, pages.length, ...pages]);
  const data = pages.map((page) => heap.subarray(page * PAGE, (page + 1) * PAGE));
  return new Blob([numbers, snapshot.subarray(0, headLength), ...data]).arrayBuffer();
}

/** Byte chunks, read from the front. */
export class Chunks {
  constructor(chunks) {
    this.chunks = chunks;
    this.index = 0;
    this.at = 0;
  }

  get length() {
    return this.chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  }

  /** Fill `target` with what comes next; returns how much of it could be filled. */
  read(target) {
    let done = 0;
    while (done < target.length && this.index < this.chunks.length) {
      const chunk = this.chunks[this.index];
      const piece = chunk.subarray(this.at, this.at + target.length - done);
      target.set(piece, done);
      done += piece.length;
      this.at += piece.length;
      if (this.at === chunk.length) {
        this.index += 1;
        this.at = 0;
      }
    }
    return done;
  }
}

/**
 * Read what shrink() made from `source` ({length, read}): {head, heapLength, write}. `head` is Pyodide's snapshot with no
 * heap in it; write(heap) puts the pages where they belong, without another copy of them all.
 */
export function readSnapshot(source) {
  const bytes = (count) => {
    const all = new Uint8Array(count);
    source.read(all);
    return all;
  };
  const { length } = source;
  const [magic, heapLength, headLength, count] = new Uint32Array(bytes(16).buffer);
  if (magic !== MAGIC) throw new Error('snapshot.bin is not a snapshot');
  if (length !== 16 + 4 * count + headLength + count * PAGE) throw new Error('the snapshot is cut off');
  const pages = new Uint32Array(bytes(4 * count).buffer);
  const head = bytes(headLength);
  const write = (heap) => {
    for (let i = 0, run = 1; i < count; i += run, run = 1) {
      while (i + run < count && pages[i + run] === pages[i] + run) run += 1; // neighbours go together
      const target = heap.subarray(pages[i] * PAGE, (pages[i] + run) * PAGE);
      if (source.read(target) !== target.length) throw new Error('the snapshot is cut off');
    }
  };
  return { head, heapLength, write };
}

/** Write the files of a ustar archive below `target`. */
function untar(bytes, FS, target) {
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

/** Unpack our package's modules (a tar) where Python finds them, and put that folder on sys.path. */
export function installModules(pyodide, tar) {
  untar(tar, pyodide.FS, PACKAGE_DIR);
  pyodide.runPython(`import sys
if ${JSON.stringify(PACKAGE_DIR)} not in sys.path:
    sys.path.append(${JSON.stringify(PACKAGE_DIR)})`);
}

/** Unpack our package's data files (another tar) beside its modules. */
export function installData(pyodide, tar) {
  untar(tar, pyodide.FS, PACKAGE_DIR);
}
