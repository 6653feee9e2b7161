// Plain data as the text of a link, and back:  1.<base64url of JSON, compressed with deflate>

const VERSION = '1';
const LIMIT = 2_000_000;

/** What was meant as a link cannot be used; the message is a clause that says why. */
export class LinkError extends Error {}

/**
 * The text for `value`.
 *
 * @param {unknown} value anything that JSON can hold
 */
export async function pack(value) {
  const bytes = await pipe(new TextEncoder().encode(JSON.stringify(value)), new CompressionStream('deflate-raw'));
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return `${VERSION}.${btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}`;
}

/**
 * What `pack` made the text from.
 *
 * @param {string} packed
 * @throws {LinkError} it can't be read; the message says why
 */
export async function unpack(packed) {
  const [, version, text] = /^(\w+)\.(.*)$/s.exec(packed) ?? [];
  if (version === undefined) throw new LinkError('what follows # in the address was not made by this page');
  if (version !== VERSION) throw new LinkError('it was made by a newer version of this page');
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(binary, (char) => char.charCodeAt(0));
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(await pipe(bytes, new DecompressionStream('deflate-raw'))));
  } catch (error) {
    if (error instanceof LinkError) throw error;
    throw new LinkError('it is damaged or was cut off');
  }
}

/**
 * All bytes that come out when `bytes` go through `transform`; more than LIMIT are refused.
 *
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {CompressionStream | DecompressionStream} transform
 */
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
