// Starts the runtime, asks one question, and leaves what happened where a test can read it.

import { RestartError, startRuntime } from '../app/runtime.js';

const status = document.getElementById('status');
const stages = [];
try {
  const runtime = await startRuntime({
    onProgress: ({ text, share }) => {
      stages.push(share);
      status.textContent = text;
    },
  });
  const answer = await runtime.call({ action: 'echo', word: 'hello' });
  document.getElementById('answer').textContent = JSON.stringify(answer);
  window.probe = { runtime, stages, RestartError, now: performance.now() };
  document.documentElement.dataset.how = runtime.how;
  document.documentElement.dataset.ready = 'true';
} catch (error) {
  status.textContent = `Error: ${error.message}`;
  document.documentElement.dataset.failed = 'true';
}
