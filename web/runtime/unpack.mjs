// Small readers shared by the build (Node) and the worker (browser): gunzip, untar into Pyodide's file system.

export const PACKAGE_DIR = '/lib/pagesim';

/** The bytes of `buffer`, decompressed if they are gzip (a host may have done that already). */
export async function gunzip(buffer) {
  const bytes = new Uint8Array(buffer);
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
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
