// A stand-in for IndexedDB that keeps everything in memory: just the part that PyScript's package store uses.

/**
 * Put the stand-in in place of `scope.indexedDB`.
 *
 * @param {object} scope
 */
export function installMemoryStorage(scope) {
  /** @type {Map<string, Map<any, any>>} */
  const databases = new Map();

  const request = (/** @type {any} */ result) => {
    /** @type {{result: any, onsuccess: ((event: object) => void) | null, onerror: null}} */
    const answer = { result, onsuccess: null, onerror: null };
    queueMicrotask(() => answer.onsuccess?.({ target: answer, type: 'success' }));
    return answer;
  };

  const objectStore = (/** @type {Map<any, any>} */ map) => ({
    clear: () => request(map.clear()),
    count: () => request(map.size),
    delete: (/** @type {any} */ key) => request(void map.delete(key)),
    get: (/** @type {any} */ key) => request(map.get(key)),
    getAllKeys: () => request([...map.keys()]),
    getKey: (/** @type {any} */ key) => request(map.has(key) ? key : undefined),
    put(/** @type {any} */ value, /** @type {any} */ key) {
      map.set(key, value);
      return request(key);
    },
  });

  const open = (/** @type {string} */ name) => {
    const map = databases.get(name) ?? new Map();
    databases.set(name, map);
    return request({
      objectStoreNames: ['entries'],
      close() {},
      transaction: () => ({ objectStore: () => objectStore(map) }),
    });
  };

  const deleteDatabase = (/** @type {string} */ name) => request(void databases.delete(name));
  Object.defineProperty(scope, 'indexedDB', { configurable: true, value: { open, deleteDatabase } });
}
