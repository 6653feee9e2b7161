// What the browser keeps between visits: the student's edits of each lab, and the theme.
//
// Where storage is denied (some frames) a stand-in in memory takes over; `kept` then says that nothing is kept. What
// does not fit into storage is kept in memory, so that nothing is lost before the page is closed.

const PREFIX = 'pagesim:';
const unsaved = new Map();

export const kept = document.documentElement.dataset.storage !== 'memory';

export function read(name) {
  if (unsaved.has(name)) return unsaved.get(name);
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
    unsaved.delete(name);
    return kept;
  } catch {
    unsaved.set(name, value);
    return false;
  }
}

/** Tell `listen` of a lab whose files another tab has changed: (lab, files), null if it went back to the lab's own. */
export function onOtherTab(listen) {
  addEventListener('storage', ({ key, newValue }) => {
    const [, lab] = /^pagesim:files:(.+)$/s.exec(key ?? '') ?? [];
    if (lab === undefined) return;
    try {
      listen(lab, asFiles(JSON.parse(newValue)));
    } catch {} // written by something else
  });
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
