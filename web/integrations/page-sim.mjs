// page-sim.mjs: the same element for hosts that load modules, and as a widget for those that speak anywidget's protocol
// (Jupyter, marimo, MyST). The build makes one file of it, which imports nothing.

import { NAMES } from './address.js';
import { define } from './element.js';

const home = import.meta.url.replace(/[^/]*$/, ''); // of no use in a blob, which the element sees

/**
 * Have the model know of a state; a host without a kernel cannot save it.
 *
 * @param {any} model anywidget's
 * @param {string} state
 */
function save(model, state) {
  try {
    model.set('state', state);
    model.save_changes();
  } catch {} // the state is in the frame all the same
}

/** @param {{model: any, el: HTMLElement}} where anywidget's */
function render({ model, el }) {
  define(home);
  const lab = /** @type {any} */ (document.createElement('page-sim'));
  const take = (/** @type {string} */ name) => {
    lab[name] = model.get(name) || null; // what is empty is not there; a list becomes a text with commas
  };
  for (const name of NAMES) take(name);
  const state = model.get('state');
  if (state) void lab.setState(state);
  const told = (/** @type {CustomEvent} */ { detail }) => detail.state && save(model, detail.state);
  lab.addEventListener('pagesim-state', told);
  const listeners = NAMES.map((name) => [`change:${name}`, () => take(name)]);
  const each = (/** @type {string} */ how) => {
    for (const listener of listeners) model[how]?.(...listener);
  };
  each('on');
  el.append(lab);
  return () => {
    each('off');
    lab.remove();
  };
}

export default { render };
