// The page on paper: the editor draws only the lines in its window, so the files are written out before printing.

import { make } from './dialogs.js';
import * as drafts from './drafts.js';
import { $, labNow, root, store } from './page.js';
import { lay } from './workbench.js';

/** The files that make the reader's kernel this one: what is changed in the lab's own, or its main file. */
function worthPrinting(files) {
  const original = labNow().files;
  const changed = Object.keys(files).filter((path) => files[path] !== original[path]);
  return changed.includes('src/main.rs') || !('src/main.rs' in files) ? changed : ['src/main.rs', ...changed];
}

function write() {
  const { files, experiment, version } = store.get();
  const { title } = labNow();
  const name = version === null ? 'From a link' : drafts.label(labNow(), experiment, version);
  const heading = version === 0 && experiment === null ? title : `${title}: ${name}`;
  $('printed-title').replaceChildren(heading, make('small', {}, $('status').textContent));
  $('printed').replaceChildren(...worthPrinting(files).flatMap((path) => [make('h3', {}, path), make('pre', {}, files[path].trimEnd())]));
}

let layout = null; // of the page, while it is printed

/** On paper the panels stand one below the other, whatever the layout of the page. */
function begin() {
  write();
  if (layout !== null) return;
  layout = root.dataset.layout;
  root.dataset.layout = 'paper';
}

function end() {
  if (layout === null) return;
  root.dataset.layout = layout;
  layout = null;
  lay(); // the window may have changed meanwhile
}

addEventListener('beforeprint', begin);
addEventListener('afterprint', end);
matchMedia('print').addEventListener('change', ({ matches }) => (matches ? begin() : end()));
