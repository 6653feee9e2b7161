// Links that carry a lab (and an experiment), what was changed in the lab's files, a position on the timeline, a what-if:  page#1.<base64url>
//
// The text is JSON, compressed with deflate. Only files that differ from the lab's are in it; null stands for a file
// that was taken away. Opening a link never runs anything: what it holds is shown, and Run is the reader's to press.

import { LinkError, pack, unpack } from './pack.js';
import { asFiles } from './storage.js';

const MAIN = '#main=';

export { LinkError };

export async function encode({ lab, experiment = null, files, original, at, whatIf = null, ran = false }) {
  const changed = {};
  for (const [path, text] of Object.entries(files)) if (original[path] !== text) changed[path] = text;
  for (const path of Object.keys(original)) if (!Object.hasOwn(files, path)) changed[path] = null;
  const link = { lab };
  if (experiment !== null) link.experiment = experiment;
  if (Object.keys(changed).length > 0) link.files = changed;
  if (at !== null) link.at = at;
  if (whatIf !== null) link.whatIf = whatIf;
  if (ran) link.ran = true;
  return `#${await pack(link)}`;
}

/** Whether the address's part from # on names nothing, or a place in this page such as a heading. */
export function isPlace(hash) {
  let name = hash.slice(1);
  try {
    name = decodeURIComponent(name);
  } catch {} // it stays as it is
  return name === '' || name.startsWith(':~:') || document.getElementById(name) !== null;
}

/**
 * @param {string} hash the address's part from # on
 * @param {string} lab the lab that a link which names none is about
 * @returns {Promise<null | {lab: string, experiment: string | null, changed: object, at: number | null, whatIf: object | null, ran: boolean}>} null: there is none
 * @throws {LinkError} it was meant as a link, but can't be read; the message says why
 */
export async function decode(hash, lab = '') {
  if (isPlace(hash)) return null;
  const link = hash.startsWith(MAIN) ? withMain(hash.slice(MAIN.length), lab) : await unpack(hash.slice(1));
  if (link === null || typeof link !== 'object' || typeof link.lab !== 'string') throw new LinkError('it names no lab');
  const changed = link.files ?? {};
  const given = Object.fromEntries(Object.entries(changed).filter(([, file]) => file !== null));
  if (Object.keys(given).length > 0 && asFiles(given) === null) throw new LinkError('its files cannot be read');
  const at = Number.isSafeInteger(link.at) && link.at >= 0 ? link.at : null;
  const experiment = typeof link.experiment === 'string' ? link.experiment : null;
  const whatIf = link.whatIf ?? null; // Python reads it, and says what is wrong with it
  return { lab: link.lab, experiment, changed, at, whatIf, ran: link.ran === true };
}

/** What `#main=…` says: src/main.rs as it stands there, for those who write addresses by hand. */
function withMain(text, lab) {
  const query = new URLSearchParams(location.search);
  try {
    return { lab, experiment: query.get('experiment') ?? query.get('step'), files: { 'src/main.rs': decodeURIComponent(text) } };
  } catch {
    throw new LinkError('what follows #main= is not percent-encoded');
  }
}

/** The lab's files with a link's changes. */
export function apply(original, changed) {
  const files = { ...original, ...changed };
  for (const [path, text] of Object.entries(changed)) if (text === null) delete files[path];
  return files;
}
