// The page's one store: what is known, and who wants to hear of changes. One event in, one render out.

/**
 * @typedef {Record<string, any>} State what the page knows, by name; frozen
 * @param {State} initial
 * @returns {{get: () => State, set: (patch: State) => void, listen: (render: (state: State, before: State) => void) => void}}
 */
export function createStore(initial) {
  let state = Object.freeze({ ...initial });
  /** @type {((state: State, before: State) => void)[]} */
  const listeners = [];
  return {
    get: () => state,
    set(patch) {
      const before = state;
      state = Object.freeze({ ...state, ...patch });
      for (const listener of listeners) listener(state, before);
    },
    listen: (listener) => void listeners.push(listener),
  };
}
