// What modules of the page ask the browser for while they are read, for those tests that need no browser.

const kept = new Map();
const root = { dataset: { storage: 'kept' } };

globalThis.document = /** @type {any} */ ({ documentElement: root, getElementById: (id) => (id === 'about' ? root : null) });
globalThis.localStorage = /** @type {any} */ ({
  getItem: (name) => kept.get(name) ?? null,
  setItem: (name, text) => {
    if (text.length > 1000) throw new Error('the quota is exceeded');
    kept.set(name, text);
  },
  removeItem: (name) => void kept.delete(name),
});

/** What localStorage has, by name. */
export const storage = kept;
