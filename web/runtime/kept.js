// Keeps the snapshot on this device as it is once decompressed, which is the dearest part of a start: the next visit reads
// the file straight into Python's memory. It lies in the origin's private file system, in a folder for each site.

const site = encodeURIComponent(new URL('../..', import.meta.url).pathname);
const nameOf = (/** @type {string} */ url) => encodeURIComponent(url.split('/').slice(-3).join('/')); // the version is in the path

/** @param {FileSystemGetDirectoryOptions} [options] */
async function folder(options) {
  const root = await navigator.storage.getDirectory();
  const ours = await root.getDirectoryHandle('pagesim', options);
  return ours.getDirectoryHandle(site, options);
}

/**
 * The file kept of what lies at `url`, to be read from its front and closed, or null.
 *
 * @param {string} url
 */
export async function openKept(url) {
  try {
    const file = await (await folder()).getFileHandle(nameOf(url));
    const handle = await file.createSyncAccessHandle({ mode: 'read-only' });
    let at = 0;
    return {
      length: handle.getSize(),
      read(/** @type {Uint8Array<ArrayBuffer>} */ target) {
        const count = handle.read(target, { at });
        at += count;
        return count;
      },
      close: () => handle.close(),
    };
  } catch {
    return null; // none yet; or sandboxed, not a secure context, storage denied, in use by another page
  }
}

/**
 * Keep `chunks` as the file of `url` for the next visit, if there is ample room; forget those of other versions. Tells whether.
 *
 * @param {string} url
 * @param {Uint8Array[]} chunks
 */
export async function keep(url, chunks) {
  const size = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  const { quota = 0, usage = 0 } = await navigator.storage.estimate();
  if (quota - usage < 10 * size) return false;
  const place = await folder({ create: true });
  const file = await place.getFileHandle(nameOf(url), { create: true });
  const handle = await file.createSyncAccessHandle();
  try {
    handle.truncate(0);
    let at = size;
    for (const chunk of chunks.toReversed()) {
      at -= chunk.length;
      if (at === 0) handle.flush(); // the beginning comes last: without it, the rest is no snapshot
      handle.write(chunk, { at });
    }
  } finally {
    handle.close();
  }
  for await (const name of place.keys()) if (name !== nameOf(url)) await place.removeEntry(name);
  return true;
}

/** Forget what is kept: it cannot be used. */
export async function forget() {
  try {
    const place = await folder();
    for await (const name of place.keys()) await place.removeEntry(name);
  } catch {} // not there, or in use by another page
}
