// What the browser keeps between visits: the student's edits of each lab, and the theme.
//
// Where storage is denied (some frames) a stand-in in memory takes over; `kept` then says that nothing is kept.

const PREFIX = 'pagesim:';

export const kept = document.documentElement.dataset.storage !== 'memory';

export function read(name) {
  try {
    const text = localStorage.getItem(PREFIX + name);
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

/** @returns {boolean} whether it is kept (false: denied, or full) */
export function write(name, value) {
  try {
    if (value === null) localStorage.removeItem(PREFIX + name);
    else localStorage.setItem(PREFIX + name, JSON.stringify(value));
    return kept;
  } catch {
    return false;
  }
}

export const readFiles = (lab) => asFiles(read(`files:${lab}`));
export const writeFiles = (lab, files) => write(`files:${lab}`, files);
export const readReplaced = (lab) => asFiles(read(`replaced:${lab}`));
export const writeReplaced = (lab, files) => write(`replaced:${lab}`, files);

/** Files are {path: text}; anything else that storage or a link may hold is refused with null. */
export function asFiles(value) {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return null;
  const entries = Object.entries(value);
  return entries.length > 0 && entries.every(([path, text]) => path !== '' && typeof text === 'string') ? value : null;
}

export const sameFiles = (one, other) => {
  const paths = Object.keys(one);
  return paths.length === Object.keys(other).length && paths.every((path) => one[path] === other[path]);
};
