// A kernel of the reader's own, which is dropped on the page or chosen: what reads it (bringing.js) comes when it's wanted.

import { say } from './notices.js';
import { $, embedded, root } from './page.js';

const GONE = 1000; // milliseconds

const hasFiles = (/** @type {DragEvent} */ { dataTransfer }) => dataTransfer?.types.includes('Files') === true;

// All before the editor, which would put a file's text where it is dropped; and before the browser, which would go to it.
function hear(type, act) {
  const listen = (/** @type {DragEvent} */ event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    event.stopPropagation();
    act(event);
  };
  document.addEventListener(type, listen, true);
}

/** Have `take`(files, words), of work.js, hear of what is brought. */
export function beginOwn(take) {
  const load = () => import('./bringing.js');
  const failed = () => say('What reads your files could not be loaded: are you online?', { kind: 'bad' });
  let over = null; // the timer until the drag, which is told of again and again, counts as gone elsewhere
  const hint = (/** @type {boolean} */ shown) => {
    clearTimeout(over);
    root.toggleAttribute('data-bringing', shown);
    if (shown) over = setTimeout(() => hint(false), GONE);
  };
  hear('dragenter', () => hint(true));
  hear('dragover', () => hint(true));
  hear('dragleave', ({ relatedTarget }) => relatedTarget === null && hint(false));
  hear('drop', ({ dataTransfer }) => {
    hint(false);
    const entries = [...dataTransfer.items].map((item) => item.webkitGetAsEntry?.() ?? item.getAsFile()); // gone when this waits
    load().then(({ drop }) => drop(entries, take), failed);
  });
  if (embedded) return; // a frame has no room for the button
  const button = $('bring');
  button.hidden = false;
  button.addEventListener('click', () => load().then(({ choose }) => choose(take), failed));
}

/** Where no files are read, one that is dropped is not gone to, and the reader is told so in `words`. */
export function refuseOwn(words) {
  for (const type of ['dragenter', 'dragover']) hear(type, () => {});
  hear('drop', () => say(words, { action: ['Open the labs’ page', () => window.open('./index.html')] }));
}
