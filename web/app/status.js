// The status line: one sentence that begins with Loading, Ready, Running, or the outcome's word.

import { sameFiles } from './storage.js';

const BAD = new Set(['error', 'panicked', 'triple_fault']);

/** The sentence for the store's state, and whether it is bad news. */
export function statusOf({ ready, busy, stage, run: state, stopped, broken, lost, ranFiles, files, pressed }) {
  if (lost) return ['Error: the simulated computer has stopped working. Run starts it again', 'bad'];
  if (busy !== null) return ['Running', ''];
  if (!ready) return [stage === 'Loading' ? 'Loading' : `Loading: ${stage}`, ''];
  if (broken !== null) return ['Error: something went wrong inside pagesim', 'bad'];
  if (state?.status) {
    const old = ranFiles !== null && files !== null && !sameFiles(ranFiles, files);
    if (!pressed && !old) return ['Ready. The panels show what this program does: step through it, or press Run', ''];
    if (!old || state.phase === 'error') return [state.status, BAD.has(state.phase) ? 'bad' : ''];
    return ['Ready. The source has changed since the run that is shown', ''];
  }
  return [stopped ? 'Ready. The run was stopped' : 'Ready', ''];
}

/** The outcome stands out from what is said about it. */
function firstWordStrong(text) {
  const [word] = /^(Still running|Triple fault|\w+)/.exec(text);
  const strong = document.createElement('strong');
  strong.textContent = word;
  return [strong, text.slice(word.length)];
}

/** Write it, if it changed: the element is a live region. */
export function showStatus(element, [text, phase]) {
  if (element.textContent !== text) element.replaceChildren(...firstWordStrong(text));
  element.dataset.phase = phase;
}
