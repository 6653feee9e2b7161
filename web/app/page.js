// What the page's modules share: the parts of the document, what the page was built with, and the one store.

import { createStore } from './store.js';

export const $ = (id) => document.getElementById(id);
export const root = document.documentElement;
export const embedded = document.body.dataset.mode === 'embed';

export const first = JSON.parse($('first').textContent);
/** The panels that Python makes: the one list of them, as Python has it. Each is the section `panel-NAME` with the element `NAME`. */
export const PANELS = first.panels;
export const labs = new Map(first.labs.map((lab) => [lab.name, lab]));

export const store = createStore({
  ready: false,
  busy: null, // 'run', 'continue', 'key', 'tests', 'return', 'slow' or null: what Python is doing that can take long
  stopping: false, // whether it was asked to stop
  news: null, // how far the program is that runs: {steps, text}
  took: null, // seconds of the last run
  stage: 'Loading',
  lab: first.lab,
  experiment: null, // the name of the one that is chosen; null for the lab itself
  version: 0, // of the text: 0 is the lab's, null a link's, others the student's own (drafts.js)
  files: null,
  run: null, // the session's state, as its last answer told it
  ranFiles: null, // the files of that run
  pressed: false, // whether the run shown is the reader's own, not the picture that the page came with
  linkAt: null, // the position that a link asked for, until the next run
  linkWhatIf: null, // the what-if that it carried, likewise
  stopped: false,
  lost: false, // whether the worker has died
  broken: null,
  locked: null, // why Run may not be pressed yet, as a sentence; null: it may
});
export const labNow = () => labs.get(store.get().lab);
/** Whether Python can be asked: what is slow is answered first, then the rest in turn. */
export const free = () => store.get().ready && [null, 'slow'].includes(store.get().busy);
/** Whether the program that is in the editor may run now. */
export const mayRun = () => free() && store.get().locked === null;
