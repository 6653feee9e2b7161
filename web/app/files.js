// Files as the page gets them: their line ends, and what window.pagesim.setSource makes of those it is given.

/** @typedef {Record<string, string>} Files their texts, by path */

/** Files with the line ends that the editor knows. */
export const normal = (/** @type {Files} */ files) =>
  Object.fromEntries(Object.entries(files).map(([path, text]) => [path, text.replaceAll(/\r\n?/g, '\n')]));

/** The name of the Cargo package that these files are; null if they are none. */
export function packageOf(/** @type {Files} */ files) {
  const [, table = ''] = /^\[package\][^\n]*((?:\n(?!\[).*)*)/m.exec(files['Cargo.toml'] ?? '') ?? [];
  return /^\s*name\s*=\s*["']([^"'\n]+)["']/m.exec(table)?.[1] ?? null;
}

/** What a file is called aloud. */
export const spoken = (/** @type {string} */ path) => `${path.endsWith('.rs') ? 'Rust source' : 'Text'} of ${path}`;

/**
 * The given files, and those of now that they need: all of them if the given ones have no main.rs, name the lab's
 * library, or a module that isn't given.
 *
 * @param {Files} now
 * @param {Files} given
 */
export function withNeeded(now, given, library = 'osirs') {
  const text = Object.values(given).join('\n');
  const isGiven = (/** @type {string} */ module) => Object.keys(given).some((path) => new RegExp(`(^|/)${module}(/mod)?\\.rs$`).test(path));
  const modules = [...text.matchAll(/^\s*(?:pub\s+)?mod\s+(\w+)\s*;/gm)].map(([, module]) => module);
  const needsOthers =
    !Object.keys(given).some((path) => path.endsWith('main.rs')) ||
    new RegExp(`\\b${library}\\b`).test(text) ||
    modules.some((module) => !isGiven(module));
  return needsOthers ? { ...now, ...given } : given;
}
