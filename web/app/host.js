// The page around this one, if it is in a frame: what it is told, and what it may ask (docs/url-grammar.md).
//
// Anybody may put this page into a frame, and anything may come as a message: only the window around is heard, only the
// messages that a handler was given for, and what they carry is data that its handler looks at before it is used.

export const framed = window.parent !== window;

/** Tell the page around. Which page that is, nobody knows: nothing is told that is not its business. */
export const tellHost = (/** @type {unknown} */ message) => framed && window.parent.postMessage(message, '*');

/** @type {Map<string, (data: any) => void>} */
const handlers = new Map();

/**
 * Have `hear` get the messages whose field `key` is `name`.
 *
 * @param {'type' | 'subject'} key
 * @param {string} name
 * @param {(data: any) => void} hear
 */
export const onHost = (key, name, hear) => void handlers.set(`${key}=${name}`, hear);

addEventListener('message', ({ source, data }) => {
  if (!framed || source !== window.parent || data === null || typeof data !== 'object' || Array.isArray(data)) return;
  for (const key of ['type', 'subject']) {
    if (typeof data[key] === 'string') handlers.get(`${key}=${data[key]}`)?.(data);
  }
});

/** What identifies a request, so that its answer can name it: a text or a number; undefined if it is anything else. */
export const idOf = (/** @type {any} */ id) => (Number.isSafeInteger(id) || (typeof id === 'string' && id.length <= 200) ? id : undefined);
