// Small readers shared by the build (Node) and the worker (browser): gunzip, chunks, untar into Pyodide's file system.

export const PACKAGE_DIR = '/lib/pagesim';

// What POSIX calls their modes: kind and permissions.
const FOLDER = 0o40777;
const FILE = 0o100666;

/**
 * The chunks of a stream; `onChunk` is called with each.
 *
 * @param {ReadableStream<Uint8Array<ArrayBuffer>> | null} stream none has none
 * @param {(chunk: Uint8Array<ArrayBuffer>) => void} onChunk
 */
export async function drain(stream, onChunk = () => {}) {
  /** @type {Uint8Array<ArrayBuffer>[]} */
  const chunks = [];
  if (stream === null) throw new Error('nothing came');
  for (const reader = stream.getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) return chunks;
    chunks.push(value);
    onChunk(value);
  }
}

const isGzip = (/** @type {Uint8Array} */ bytes) => bytes[0] === 0x1f && bytes[1] === 0x8b;

/**
 * The chunks of what `fetching` gets, decompressed if they are gzip (a host may have done that already).
 *
 * @param {() => Promise<Response>} fetching
 * @param {(chunk: Uint8Array<ArrayBuffer>) => void} [onChunk]
 */
export async function gunzip(fetching, onChunk) {
  const { body } = await fetching();
  try {
    return await drain(body?.pipeThrough(new DecompressionStream('gzip')) ?? null, onChunk);
  } catch (error) {
    const chunks = await drain((await fetching()).body, onChunk);
    if (chunks.length === 0 || isGzip(chunks[0])) throw error;
    return chunks;
  }
}

/**
 * All of `chunks` in one array.
 *
 * @param {Uint8Array<ArrayBuffer>[]} chunks
 */
export async function join(chunks) {
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

/** Byte chunks, read from the front while more of them come. */
export class Chunks {
  constructor() {
    /** @type {Uint8Array[]} */
    this.chunks = [];
    this.index = 0;
    this.at = 0;
    this.ended = false;
    /** @type {unknown} */
    this.error = null;
    this.wake = () => {};
  }

  /** @param {Uint8Array} chunk */
  add(chunk) {
    this.chunks.push(chunk);
    this.wake();
  }

  /**
   * No more will come, because that was all or because of an error, which reading then throws.
   *
   * @param {unknown} error
   */
  end(error = null) {
    this.ended = true;
    this.error = error;
    this.wake();
  }

  /**
   * Fill `target` with what comes next; resolves to how much of it could be filled.
   *
   * @param {Uint8Array} target
   */
  async read(target) {
    let done = 0;
    while (done < target.length) {
      if (this.index === this.chunks.length) {
        if (this.error !== null) throw this.error;
        if (this.ended) break;
        await new Promise((resolve) => {
          this.wake = () => resolve(undefined);
        });
        continue;
      }
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
 * Write the files of a ustar archive below `target`. They are put into the file system's nodes: by its own functions each
 * folder of each path would be looked up several times, and what is not there yet told by an exception.
 *
 * @param {Uint8Array} bytes
 * @param {any} FS Emscripten's
 * @param {string} target
 */
function untar(bytes, FS, target) {
  const text = new TextDecoder();
  const field = (/** @type {number} */ at, /** @type {number} */ length) => text.decode(bytes.subarray(at, at + length)).replace(/\0.*$/s, '');
  FS.mkdirTree(target);
  const folders = new Map([['', FS.lookupPath(target).node]]);
  /** @type {(parent: any, name: string, mode: number) => any} */
  const child = (parent, name, mode) => parent.contents[name] ?? parent.node_ops.mknod(parent, name, mode, 0);
  const split = (/** @type {string} */ path) => [path.slice(0, Math.max(0, path.lastIndexOf('/'))), path.slice(path.lastIndexOf('/') + 1)];
  /** @type {(path: string) => any} */
  const folder = (path) => {
    if (!folders.has(path)) {
      const [parent, name] = split(path);
      folders.set(path, child(folder(parent), name, FOLDER));
    }
    return folders.get(path);
  };
  for (let at = 0; at + 512 <= bytes.length && bytes[at] !== 0; ) {
    const prefix = field(at + 345, 155);
    const name = (prefix ? `${prefix}/` : '') + field(at, 100);
    const size = parseInt(field(at + 124, 12), 8);
    const [place, last] = split(name);
    const file = child(folder(place), last, FILE);
    file.contents = bytes.slice(at + 512, at + 512 + size);
    file.usedBytes = size;
    at += 512 + Math.ceil(size / 512) * 512;
  }
}

/**
 * Unpack our package's modules (a tar) where Python finds them, and put that folder on sys.path.
 *
 * @param {any} pyodide
 * @param {Uint8Array} tar
 */
export function installModules(pyodide, tar) {
  untar(tar, pyodide.FS, PACKAGE_DIR);
  pyodide.runPython(`import sys
if ${JSON.stringify(PACKAGE_DIR)} not in sys.path:
    sys.path.append(${JSON.stringify(PACKAGE_DIR)})`);
}

/**
 * Unpack our package's data files (another tar) beside its modules.
 *
 * @param {any} pyodide
 * @param {Uint8Array} tar
 */
export function installData(pyodide, tar) {
  untar(tar, pyodide.FS, PACKAGE_DIR);
}
