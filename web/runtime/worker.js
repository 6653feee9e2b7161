// The worker that the page starts before PyScript has arrived: Python begins in it meanwhile (wrapper.js), then it turns
// into PyScript's worker. The page says {pagesim: {adopt: address}} as soon as PyScript asks for a worker of that address.
//
// It's also the interpreter module that PyScript's code then imports in place of Pyodide's own, with the same two exports:
// one and the same module, so Python is there already. Where a worker can't be one of ours (a sandboxed frame), that
// import is all there is. The build makes one file of it and what it imports: each more would cost a round trip.

export { loadPyodide, version } from './wrapper.js';

// What PyScript sends at once is held back until its module listens: one message for each of its first three listeners
// (two open the channel, the third gets the program); from then on nothing is held.
const FIRST = 3;
const held = [];
const listen = self.addEventListener.bind(self);
let adopted = false;
let listeners = 0;
let delivered = 0;

function deliver() {
  while (held.length > 0 && (delivered < listeners || listeners >= FIRST)) {
    const { data, ports } = held.shift();
    delivered += 1;
    self.dispatchEvent(new MessageEvent('message', { data, ports: [...ports] }));
  }
  if (listeners >= FIRST && held.length === 0) {
    self.removeEventListener('message', hold, true);
    self.addEventListener = listen;
  }
}

function hold(event) {
  if (!event.isTrusted) return;
  event.stopImmediatePropagation();
  if (!adopted) {
    adopted = true;
    import(event.data.pagesim.adopt).catch((error) => self.postMessage(error));
    return;
  }
  held.push(event);
  deliver();
}

if (self.location.href === import.meta.url) {
  listen('message', hold, true);
  self.addEventListener = (type, listener, options) => {
    listen(type, listener, options);
    // PyScript's first ones listen once each; Pyodide's own, which may come at any time, does not.
    if (type !== 'message' || options?.once !== true) return;
    listeners += 1;
    queueMicrotask(deliver);
  };
}
