// Small readers shared by the build (Node) and the worker (browser): gunzip, untar into Pyodide's file system.

export const PACKAGE_DIR = '/lib/pagesim';

/** The bytes of `buffer`, decompressed if they are gzip (a host may have done that already). */
export async function gunzip(buffer) {
  const bytes = new Uint8Array(buffer);
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

const MAGIC = 0x6d697370; // "psim"
const PAGE = 4096;

/** Leave out the pages of `memory` that are all zeros: magic, length, count, page numbers, pages. For expand(). */
export function shrink(memory) {
  const words = new Uint32Array(memory.buffer, memory.byteOffset, memory.byteLength / 4);
  const pages = [];
  for (let page = 0; page * PAGE < memory.length; page += 1) {
    if (words.subarray((page * PAGE) / 4, ((page + 1) * PAGE) / 4).some((word) => word !== 0)) pages.push(page);
  }
  const data = pages.map((page) => memory.subarray(page * PAGE, (page + 1) * PAGE));
  return new Blob([new Uint32Array([MAGIC, memory.length, pages.length, ...pages]), ...data]).arrayBuffer();
}

/** The memory that shrink() was given. Throws if `bytes` isn't such a thing or is cut off. */
export function expand(bytes) {
  const [magic, length, count] = new Uint32Array(bytes.slice(0, 12).buffer);
  if (magic !== MAGIC) throw new Error('snapshot.bin is not a snapshot');
  const numbers = new Uint32Array(bytes.slice(12, 12 + 4 * count).buffer);
  const memory = new Uint8Array(length);
  let at = 12 + 4 * count;
  for (let i = 0; i < count; ) {
    // Neighbours are copied together.
    let run = 1;
    while (i + run < count && numbers[i + run] === numbers[i] + run) run += 1;
    const size = Math.min(run * PAGE, length - numbers[i] * PAGE);
    if (at + size > bytes.length) throw new Error('snapshot.bin is cut off');
    memory.set(bytes.subarray(at, at + size), numbers[i] * PAGE);
    at += size;
    i += run;
  }
  return memory;
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
