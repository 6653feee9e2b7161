// A kernel of the reader's own, which is dropped on the page or chosen: what reads it (bringing.js) comes when it's wanted.

import { say } from './notices.js';
import { $, embedded, root } from './page.js';

const GONE = 1000; // milliseconds

const hasFiles = (/** @type {DragEvent} */ { dataTransfer }) => dataTransfer?.types.includes('Files') === true;

/** Have `take`(files, words), of work.js, hear of what is brought. */
export function beginOwn(take) {
  if (embedded) return;
  const load = () => import('./bringing.js');
  const failed = () => say('What reads your files could not be loaded: are you online?', { kind: 'bad' });
  let over = null; // the timer until the drag, which is told of again and again, counts as gone elsewhere
  const hint = (/** @type {boolean} */ shown) => {
    clearTimeout(over);
    root.toggleAttribute('data-bringing', shown);
    if (shown) over = setTimeout(() => hint(false), GONE);
  };
  // All before the editor, which would put a file's text where it is dropped.
  const listen = (type, act) => document.addEventListener(type, (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    event.stopPropagation();
    act(event);
  }, true);
  listen('dragenter', () => hint(true));
  listen('dragover', () => hint(true));
  listen('dragleave', ({ relatedTarget }) => relatedTarget === null && hint(false));
  listen('drop', ({ dataTransfer }) => {
    hint(false);
    const entries = [...dataTransfer.items].map((item) => item.webkitGetAsEntry?.() ?? item.getAsFile()); // gone when this waits
    load().then(({ drop }) => drop(entries, take), failed);
  });
  const button = $('bring');
  button.hidden = false;
  button.addEventListener('click', () => load().then(({ choose }) => choose(take), failed));
}
