// What the browser keeps between visits, as JSON under names that begin with "pagesim:".
//
// Where storage is denied (some frames) a stand-in in memory takes over; `kept` then says that nothing is kept. What
// does not fit into storage is kept in memory, so that nothing is lost before the page is closed.

const PREFIX = 'pagesim:';
/** @type {Map<string, any>} */
const unsaved = new Map(); // what storage had no room for; null stands for what could not be taken away

export const kept = document.documentElement.dataset.storage !== 'memory';

/** Whether all that was written under names that begin with `start` survives the page. */
export const isAllKept = (/** @type {string} */ start) => kept && ![...unsaved.keys()].some((name) => name.startsWith(start));

/** Whether there was no room for what was written under `name`. */
export const isUnsaved = (/** @type {string} */ name) => unsaved.has(name);

export function read(/** @type {string} */ name) {
  if (unsaved.has(name)) return unsaved.get(name);
  try {
    const text = localStorage.getItem(PREFIX + name);
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * @param {string} name
 * @param {any} value null takes it away
 * @returns {boolean} whether it is kept (false: denied, or full)
 */
export function write(name, value) {
  try {
    if (value === null) localStorage.removeItem(PREFIX + name);
    else localStorage.setItem(PREFIX + name, JSON.stringify(value));
    unsaved.delete(name);
    return kept;
  } catch {
    unsaved.set(name, value);
    return false;
  }
}

/** The names that begin with `start`. */
export function names(/** @type {string} */ start) {
  const found = new Set();
  try {
    for (let i = 0; i < localStorage.length; i += 1) {
      const key = /** @type {string} */ (localStorage.key(i));
      if (key.startsWith(PREFIX + start)) found.add(key.slice(PREFIX.length));
    }
  } catch {} // what is in memory is all there is
  for (const [name, value] of unsaved) {
    if (value === null) found.delete(name);
    else if (name.startsWith(start)) found.add(name);
  }
  return [...found];
}

/** Tell `listen` of the names that another tab writes. */
export function onOtherTab(/** @type {(name: string) => void} */ listen) {
  addEventListener('storage', ({ key }) => {
    if (key?.startsWith(PREFIX)) listen(key.slice(PREFIX.length));
  });
}

/** Files are {path: text}; anything else that storage or a link may hold is refused with null. */
export function asFiles(/** @type {any} */ value) {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return null;
  const entries = Object.entries(value);
  return entries.length > 0 && entries.every(([path, text]) => path !== '' && typeof text === 'string') ? value : null;
}

/** @type {(one: Record<string, string>, other: Record<string, string>) => boolean} */
export const sameFiles = (one, other) => {
  const paths = Object.keys(one);
  return paths.length === Object.keys(other).length && paths.every((path) => one[path] === other[path]);
};
