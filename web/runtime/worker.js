// The worker that the page starts before PyScript has arrived: Python begins in it meanwhile (wrapper.js), then it turns
// into PyScript's worker (pyscript.js).
//
// It's also the interpreter module that PyScript's code then imports in place of Pyodide's own, with the same two exports.
// A browser may take the script of a worker and a module of the same address for one and the same (Chromium) or for two,
// so that all this runs again (WebKit): what has begun is kept in the worker's global object, and begins once. Where a
// worker can't be one of ours (a sandboxed frame), that import is all there is. The build makes one file of it and what it
// imports: each more would cost a round trip.

import { version } from 'pyodide';
import { adoptable, lendStorage } from './pyscript.js';
import { begin } from './wrapper.js';

if (self.pagesimPython === undefined) {
  lendStorage();
  self.pagesimPython = begin(); // first: the message that it waits for is not PyScript's
  if (self.location.href === import.meta.url) adoptable();
}

export { version };
export const { loadPyodide } = self.pagesimPython;
