// Python's worker while nobody waits for an answer: a start that does not get on, and a page that is left and come back to.

import { hush, say } from './notices.js';
import { store } from './page.js';
import { restart, run } from './running.js';
import { onSlow } from './start.js';
import { sameFiles } from './storage.js';
import { working } from './working.js';

onSlow((startAgain) => {
  if (startAgain === null) hush();
  else say('Python has not got on for some seconds. Soon it is started again, without its snapshot.', { action: ['Start it again now', startAgain] });
});

// The worker ends with the page (runtime.js). The back/forward cache brings the page back as it was, and runs are
// deterministic: the same files run again to the same position.
let left = null;
addEventListener('pagehide', () => {
  left = store.get();
});
addEventListener('pageshow', async ({ persisted }) => {
  if (!persisted || !left?.ready) return; // if Python was still starting, that goes on
  const { run: state, ranFiles, pressed, busy } = left;
  await restart();
  const same = pressed && ranFiles !== null && sameFiles(ranFiles, working.editor.files());
  if (!same && busy !== 'run') return;
  if (same && busy !== 'run') store.set({ linkAt: state.at });
  await run();
});
