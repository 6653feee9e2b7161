// A stand-in for IndexedDB that keeps everything in memory: just the part that PyScript's package store uses.

/** Put the stand-in in place of `scope.indexedDB`. */
export function installMemoryStorage(scope) {
  const databases = new Map();

  const request = (result, extra = {}) => {
    const answer = { result, onsuccess: null, onerror: null, ...extra };
    queueMicrotask(() => answer.onsuccess?.({ target: answer, type: 'success' }));
    return answer;
  };

  const objectStore = (map) => ({
    clear: () => request(map.clear()),
    count: () => request(map.size),
    delete: (key) => request(void map.delete(key)),
    get: (key) => request(map.get(key)),
    getAllKeys: () => request([...map.keys()]),
    getKey: (key) => request(map.has(key) ? key : undefined),
    put(value, key) {
      map.set(key, value);
      return request(key);
    },
  });

  const open = (name) => {
    if (!databases.has(name)) databases.set(name, new Map());
    const map = databases.get(name);
    return request({
      objectStoreNames: ['entries'],
      close() {},
      transaction: () => ({ objectStore: () => objectStore(map) }),
    });
  };

  const deleteDatabase = (name) => request(void databases.delete(name));
  Object.defineProperty(scope, 'indexedDB', { configurable: true, value: { open, deleteDatabase } });
}
