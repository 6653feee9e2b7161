// The status line: one sentence that begins with Loading, Ready, Running, or the outcome's word.

import { sameFiles } from './storage.js';

const BAD = new Set(['error', 'panicked', 'triple_fault']);

const OVER = new Set(['halted', 'panicked', 'triple_fault', 'exited']);

/** How long it took, and what there is to see. */
function withTime({ status, phase, events }, took) {
  if (!OVER.has(phase) || took === null) return status;
  const seconds = took < 10 ? Math.max(took, 0.1).toFixed(1) : Math.round(took);
  return `${status} Finished in ${seconds} s, ${events.toLocaleString('en')} ${events === 1 ? 'event' : 'events'}.`;
}

/**
 * The sentence for the store's state, and whether it is bad news.
 *
 * @param {import('./store.js').State} state
 * @returns {[string, string]}
 */
export function statusOf({ ready, busy, stage, run: state, stopped, broken, lost, ranFiles, files, pressed, stopping, took, locked }) {
  if (lost) return ['Error: the simulated computer has stopped working. Run starts it again', 'bad'];
  if (busy === 'return') return ['Running again to where it was stopped', ''];
  if (busy === 'tests') return [stopping ? 'Running the tests: they are being stopped' : 'Running the tests', ''];
  if (busy !== null) return [stopping ? 'Running: it is being stopped' : 'Running', ''];
  if (!ready && stage === 'Ready' && locked !== null) return [locked, ''];
  if (!ready) return [stage === 'Loading' ? 'Loading' : `Loading: ${stage}`, ''];
  if (broken !== null) return ['Error: something went wrong inside pagesim', 'bad'];
  if (locked !== null) return [`Ready. ${locked}`, ''];
  if (state?.status) {
    const old = ranFiles !== null && files !== null && !sameFiles(ranFiles, files);
    if (!pressed && !old) return ['Ready. The panels show what this program does: step through it, or press Run', ''];
    if (!old || state.phase === 'error') return [withTime(state, took), BAD.has(state.phase) ? 'bad' : ''];
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
