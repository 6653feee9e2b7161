// Links that carry a lab, what was changed in its files, and a position on the timeline:  page#1.<base64url>
//
// The text is JSON, compressed with deflate. Only files that differ from the lab's are in it; null stands for a file
// that was taken away. Opening a link never runs anything: what it holds is shown, and Run is the reader's to press.

import { asFiles } from './storage.js';

const VERSION = '1';
const LIMIT = 2_000_000;

export class LinkError extends Error {}

export async function encode({ lab, files, original, at }) {
  const changed = {};
  for (const [path, text] of Object.entries(files)) if (original[path] !== text) changed[path] = text;
  for (const path of Object.keys(original)) if (!Object.hasOwn(files, path)) changed[path] = null;
  const link = { lab };
  if (Object.keys(changed).length > 0) link.files = changed;
  if (at !== null) link.at = at;
  const bytes = await pipe(new TextEncoder().encode(JSON.stringify(link)), new CompressionStream('deflate-raw'));
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return `#${VERSION}.${btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}`;
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
 * @returns {Promise<null | {lab: string, changed: object, at: number | null}>} null: there is no link in it
 * @throws {LinkError} it was meant as a link, but can't be read; the message says why
 */
export async function decode(hash) {
  if (isPlace(hash)) return null;
  const [, version, text] = /^#(\w+)\.(.*)$/s.exec(hash) ?? [];
  if (version === undefined) throw new LinkError('what follows # in the address was not made by this page');
  if (version !== VERSION) throw new LinkError('it was made by a newer version of this page');
  let link;
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(binary, (char) => char.charCodeAt(0));
    link = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(await pipe(bytes, new DecompressionStream('deflate-raw'))));
  } catch (error) {
    if (error instanceof LinkError) throw error;
    throw new LinkError('it is damaged or was cut off');
  }
  if (link === null || typeof link !== 'object' || typeof link.lab !== 'string') throw new LinkError('it names no lab');
  const changed = link.files ?? {};
  const given = Object.fromEntries(Object.entries(changed).filter(([, file]) => file !== null));
  if (Object.keys(given).length > 0 && asFiles(given) === null) throw new LinkError('its files cannot be read');
  const at = Number.isSafeInteger(link.at) && link.at >= 0 ? link.at : null;
  return { lab: link.lab, changed, at };
}

/** The lab's files with a link's changes. */
export function apply(original, changed) {
  const files = { ...original, ...changed };
  for (const [path, text] of Object.entries(changed)) if (text === null) delete files[path];
  return files;
}

/** All bytes that come out when `bytes` go through `transform`; more than LIMIT are refused. */
async function pipe(bytes, transform) {
  const reader = new Blob([bytes]).stream().pipeThrough(transform).getReader();
  const parts = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > LIMIT) throw new LinkError('it is too large');
    parts.push(value);
  }
  const all = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
