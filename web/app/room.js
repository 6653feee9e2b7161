// What the pages beside the lab's share: one line to Python, panels patched in, a text to copy, the theme.

import { Idiomorph } from 'idiomorph';
import { showError, showText } from './dialogs.js';
import { hush, say } from './notices.js';
import { LinkError, unpack } from './pack.js';
import { pressByKeys } from './boxes.js';
import { RestartError } from './runtime.js';
import { onProgress, onSlow, starting } from './start.js';
import { nextTheme, showTheme } from './theme.js';

export const $ = (id) => document.getElementById(id);
const root = document.documentElement;

let runtime = null;
let ready = false;
/** Whether Python can answer. */
export const isReady = () => ready;

export function tell(text, phase = '') {
  $('status').textContent = text;
  $('status').dataset.phase = phase;
}

const callbacks = {
  // Whether a <details> is open is the reader's business, not Python's.
  beforeAttributeUpdated: (name, node) => !(name === 'open' && node.tagName === 'DETAILS'),
};

/** @param {Record<string, string> | undefined} panels HTML by id */
export function patch(panels) {
  for (const [id, html] of Object.entries(panels ?? {})) {
    const panel = $(id);
    if (panel !== null) Idiomorph.morph(panel, html, { morphStyle: 'innerHTML', ignoreActiveValue: true, callbacks });
  }
}

/** Ask the session, once what was asked before is answered; null if it could not be had (the reader has been told why). */
export function ask(request) {
  const answered = before.then(() => answer(request));
  before = answered.catch(() => {});
  return answered;
}
let before = Promise.resolve();

async function answer(request) {
  let got;
  try {
    got = await runtime.call(request);
  } catch (error) {
    if (!(error instanceof RestartError)) lost(error);
    return null;
  }
  if (!got.ok) {
    showError(got.error);
    return null;
  }
  patch(got.panels);
  return got;
}

/** @type {(error: any) => boolean} */
let whenLost = () => false;

/** Have `act` told when the worker is lost; if it returns true, the reader is not. */
export function onLost(act) {
  whenLost = act;
}

/** End the worker, whatever it does, and start another. What was asked of it is answered null. */
export const restart = () => runtime.restart();

function lost(error) {
  if (whenLost(error)) return;
  tell('Error: the simulated computer has stopped working', 'bad');
  showError({
    message: 'The simulated computer has stopped working. Reload the page: what you did is in its address.',
    details: String((error instanceof Error && error.stack) || error),
    action: ['Reload', () => location.reload()],
  });
}

/** Copy a text, or show it where that is not allowed. `what` names it. */
export async function copy(text, what, heading) {
  try {
    await navigator.clipboard.writeText(text);
    tell(`${what} is copied.`);
  } catch {
    showText(what, heading, text, 'Copy');
  }
}

/** The data that the address's part from # on carries; null if there is none, or it names a place in this page. */
export async function linked() {
  const hash = location.hash.slice(1);
  if (hash === '' || hash.startsWith(':~:') || $(hash) !== null) return null;
  if (!hash.startsWith('json=')) return unpack(hash);
  try {
    return JSON.parse(decodeURIComponent(hash.slice(5)));
  } catch {
    throw new LinkError('what follows #json= is no JSON');
  }
}

/** Start: `open` is called when Python can answer, and again when the page comes back with a fresh worker. */
export async function begin(open) {
  showTheme();
  $('theme').addEventListener('click', nextTheme);
  document.addEventListener('keydown', pressByKeys);
  if (starting === null) return;
  onProgress(({ text, share }) => {
    $('progress').value = share;
    if (!ready) tell(text === 'Loading' ? text : `Loading: ${text}`);
  });
  onSlow((startAgain) => {
    if (startAgain === null) hush();
    else say('Python has not got on for some seconds. Soon it is started again, without its snapshot.', { action: ['Start it again now', startAgain] });
  });
  try {
    runtime = await starting;
    await opened(open);
  } catch (error) {
    tell('Error: the simulated computer could not be started', 'bad');
    showError({
      message: 'The simulated computer could not be started. Reload the page; if that does not help, use a current browser.',
      details: String((error instanceof Error && error.stack) || error),
      action: ['Reload', () => location.reload()],
    });
    return;
  }
  // The worker ends with the page; the back/forward cache brings the page back without it.
  addEventListener('pageshow', async ({ persisted }) => {
    if (!persisted) return;
    await runtime.restart();
    await opened(open);
  });
}

async function opened(open) {
  ready = true;
  $('progress').hidden = true;
  tell('Ready');
  await open();
  root.dataset.ready = 'true';
}
