// The Tests panel: there if the files have tests. Running them (testing.js) comes when it's wanted.

import { say } from './notices.js';
import { $, embedded, store } from './page.js';
import { offer } from './workbench.js';

const wanted = !embedded || (new URLSearchParams(location.search).get('panels') ?? '').split(',').some((name) => name.trim() === 'tests');

/** Whether there is anything that `cargo test` would run. */
const testable = (files) => Object.entries(files).some(([path, text]) => /^tests\/([^/]+\.rs|[^/]+\/main\.rs)$/.test(path) || (path.startsWith('src/') && text.includes('#[test_case]')));

export function beginTests() {
  const look = (/** @type {import('./store.js').State} */ { files }) => offer('tests', wanted && files !== null && testable(files));
  store.listen((state, before) => state.files !== before.files && look(state));
  look(store.get());
  $('run-tests').addEventListener('click', () => {
    import('./testing.js').then(
      ({ test }) => test(),
      () => say('What runs the tests could not be loaded: are you online?', { kind: 'bad' }),
    );
  });
}
