// Play: the timeline goes forward by itself, step by step, each when the one before has been painted. It ends at the
// recording's end, and as soon as the reader does anything else. That a reader wants less motion is no obstacle: they
// have asked for this.

import { askLatest, isAsking } from './asking.js';
import { $, store } from './page.js';
import { canStep } from './running.js';
import * as storage from './storage.js';

let mine = null; // the playing that goes on; null if none does
/** @type {(value?: any) => void} */
let wake = () => {}; // ends the pause between two steps

const OWN = '#play, #speed, label[for=speed]';
const DOING = 'button, a[href], summary, select, input, textarea, [role=button], [role=separator], [contenteditable=true]';
const KEYS = new Set(['F8', 'F9', 'Escape']);

const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
const pause = (milliseconds) =>
  new Promise((done) => {
    wake = done;
    setTimeout(done, Math.max(milliseconds, 0));
  });

/** Milliseconds from one step to the next. */
const interval = () => 1000 / Number($('speed').value);
const atEnd = () => store.get().run.atEnd;

export const isPlaying = () => mine !== null;

/** From the beginning, if the end is shown. */
export async function play() {
  if (mine !== null || !canStep()) return;
  const now = {};
  mine = now;
  show();
  while (isAsking()) await pause(20);
  if (canStep() && atEnd()) await go({ action: 'seek', stop: 0 }, now);
  while (mine === now && canStep() && !atEnd()) await go({ action: 'step', by: 1 }, now);
  if (mine === now) stopPlaying();
}

/** One step of the playing `now`, and the rest of its time. */
async function go(request, now) {
  const begin = performance.now();
  const before = store.get().run;
  await askLatest(request);
  await painted();
  if (store.get().run === before) stopPlaying(); // there was no answer, and the page has told why
  if (mine === now && !atEnd()) await pause(interval() - (performance.now() - begin));
}

export function stopPlaying() {
  if (mine === null) return;
  mine = null;
  wake();
  show();
}

export const togglePlaying = () => (mine === null ? play() : stopPlaying());

function show() {
  const playing = mine !== null;
  const button = $('play');
  button.dataset.playing = String(playing);
  button.querySelector('span').textContent = playing ? 'Pause' : 'Play';
  button.title = playing ? 'Pause (F7)' : 'Play (F7)';
  $('position').setAttribute('aria-live', playing ? 'off' : 'polite'); // ten positions a second are no help to anybody
}

store.listen((state) => {
  $('play').disabled = mine === null && !canStep();
  if (mine !== null && state.busy !== null && state.busy !== 'slow') stopPlaying();
});

const elsewhere = ({ target }) => target.closest?.(OWN) === null;
document.addEventListener('click', (event) => elsewhere(event) && event.target.closest(DOING) !== null && stopPlaying(), true);
for (const kind of ['input', 'change', 'submit']) document.addEventListener(kind, (event) => elsewhere(event) && stopPlaying(), true);
document.addEventListener('keydown', (event) => KEYS.has(event.key) && stopPlaying(), true);

const kept = storage.read('speed');
if ([...$('speed').options].some(({ value }) => value === kept)) $('speed').value = kept;
$('speed').addEventListener('change', ({ target }) => storage.write('speed', target.value));
