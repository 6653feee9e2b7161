// Talking to Python: a request goes out, the answer's panels are patched in, its state goes into the store.

import { showError } from './dialogs.js';
import { $, embedded, first, free, PANELS, store } from './page.js';
import { patch } from './panels.js';
import { RestartError } from './runtime.js';
import { inSight, onPage, onSight } from './sight.js';
import { onProgress } from './start.js';

/** @type {any} */
let runtime = null;

/** From now on requests go to `started`. */
export function connect(started) {
  runtime = started;
  runtime.onRunning = (news) => hearNews(news);
}

/** `?suspend=off` has the page do without suspending WebAssembly, as in a browser that can't. */
const maySuspend = new URLSearchParams(location.search).get('suspend') !== 'off';
/** Whether a program that runs can be told to stop, and to go on. */
export const suspends = () => maySuspend && runtime?.suspends === true;

/** @type {(news: {steps: number, text: string, screen?: string}) => void} */
let hearNews = () => {};

/** `hear` gets {steps, text, screen?} several times a second while a program runs. */
export function onNews(hear) {
  hearNews = hear;
}

/** @type {(error: any) => void} */
let loseWorker = () => {};

/** `tell` hears with which error the worker was lost. */
export function onLost(tell) {
  loseWorker = tell;
}

onProgress(({ text, share: done }) => {
  $('progress').value = done;
  store.set({ stage: text });
});

const SLOW = 1500; // milliseconds after which any request counts as one that can be stopped

const call = (request) => runtime.call(maySuspend ? request : { ...request, suspend: false });

/** Ask for what shows nothing, and that nobody needs to wait for. Resolves when it is done, or cannot be. */
export async function tell(request) {
  try {
    await call(request);
  } catch {} // if the worker is lost, the next that is asked tells
}

/** Ask for what has nothing to do with the panels of the run; the answer, or null (the reader has been told why). */
export async function askBeside(request, refuse = fail) {
  try {
    const answer = await call(request);
    if (answer.ok) return answer;
    refuse(answer.error);
  } catch (error) {
    if (!(error instanceof RestartError)) loseWorker(error);
  }
  return null;
}

/** The panels that show what the session last told; the others are asked for once they are on the page. */
let current = new Set(PANELS.filter((name) => first.pictured.includes(name)));

/**
 * Ask the session for something, and for the `panels` that are on the page unless others are named; patch what it
 * answers.
 *
 * @param {{panels?: string[], [said: string]: any}} asked
 * @param {(error: {message: string, details: string | null}) => void} [refuse] hears why it could not be had
 * @returns {Promise<any>} the answer, or null if it could not be had
 */
export async function ask({ panels = onPage(), ...asked }, refuse = fail) {
  const { lab, experiment } = store.get();
  /** @type {Record<string, any>} */
  const request = { ...asked, panels };
  let answer;
  const slow = setTimeout(() => store.get().busy === null && store.get().ready && store.set({ busy: 'slow' }), SLOW);
  try {
    answer = await call(request);
  } catch (error) {
    if (!(error instanceof RestartError)) loseWorker(error);
    return null;
  } finally {
    clearTimeout(slow);
    if (store.get().busy === 'slow') store.set({ busy: null });
  }
  if (!answer.ok) {
    refuse(answer.error);
    return null;
  }
  const now = store.get();
  const left = now.lab !== lab || (request.action !== 'open' && now.experiment !== experiment);
  if (left) return answer; // it is about what is not shown any more
  if (request.action === 'look') current = new Set([...current, ...panels]);
  else if (answer.shown !== true) current = new Set(panels);
  patch(answer.panels ?? {});
  catchUp();
  if (answer.state !== undefined) store.set({ run: answer.state, broken: null });
  return answer;
}

function fail({ message, details }) {
  if (details !== null && details !== undefined) store.set({ broken: message });
  showError({ message, details });
}

/** End the worker and start another; false if that one was ended too, or could not be started. */
export async function restartWorker() {
  try {
    await runtime.restart();
    return true;
  } catch (error) {
    if (!(error instanceof RestartError)) loseWorker(error);
    return false;
  }
}

/** The panels of a handout, which are printed although others may be in front of them. */
const PRINTED = ['screen', 'walk', 'exception'];
const PAUSE = 150; // milliseconds without a request
let waiting = null;
let catchingUp = null;
let asking = false;
/** Whether askLatest has not had its answer yet. */
export const isAsking = () => asking;

/** When no more requests come, ask for the panels on the page that the last answers left out. */
function catchUp(pause = PAUSE) {
  clearTimeout(catchingUp);
  catchingUp = setTimeout(() => {
    const wanted = new Set([...onPage(), ...(embedded ? [] : PRINTED)]);
    const missing = [...wanted].filter((name) => !current.has(name));
    if (missing.length > 0 && free() && !asking) void ask({ action: 'look', panels: missing });
  }, pause);
}
onSight(() => catchUp(0));
document.addEventListener('pagesim:front', () => catchUp(0)); // a panel has come to the front, or was unfolded

/**
 * Of requests that come faster than they are answered (dragging the slider), only the newest is sent, and only the
 * panels in sight are asked for.
 */
export async function askLatest(request) {
  waiting = request;
  clearTimeout(catchingUp);
  if (asking) return;
  asking = true;
  try {
    while (waiting !== null) {
      const next = waiting;
      waiting = null;
      await ask({ ...next, panels: inSight() });
    }
  } finally {
    asking = false;
  }
  catchUp();
}
