// Turns our worker into PyScript's: the page says {pagesim: {adopt: address}} as soon as PyScript asks for a worker of that
// address, and from then on every message is for what that address holds.

// What PyScript sends at once is held back until its module listens: one message for each of its first three listeners
// (two open the channel, the third gets the program); from then on nothing is held.
export const FIRST = 3;

/** Have this worker listen for its adoption. */
export function adoptable() {
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

  listen('message', hold, true);
  self.addEventListener = (type, listener, options) => {
    listen(type, listener, options);
    // PyScript's first ones listen once each; Pyodide's own, which may come at any time, does not.
    if (type !== 'message' || options?.once !== true) return;
    listeners += 1;
    queueMicrotask(deliver);
  };
}
