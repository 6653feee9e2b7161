// Puts the HTML that Python sent into the panels, changing only what differs, so that focus, selection and what the
// reader has unfolded stay.

import { Idiomorph } from 'idiomorph';
import { keepingFocus } from './events.js';
import { fold } from './screen.js';
import { PANELS } from './page.js';

const callbacks = {
  // Whether a <details> is open, and which of many buttons the Tab key stops at, is the reader's business, not Python's.
  beforeAttributeUpdated: (name, node) => !(name === 'open' && node.tagName === 'DETAILS') && !(name === 'tabindex' && node.matches('.flip')),
};

/** Whether the panels are still those that the page was built with. */
export let pictured = true;

/** @param {Record<string, string>} panels HTML by id */
export function patch(panels) {
  for (const [id, html] of Object.entries(panels)) {
    pictured = false;
    const panel = document.getElementById(id);
    if (panel === null) continue;
    // What is being typed stays. Only there: the words of a button that has the focus are to be changed.
    const ignoreActiveValue = document.activeElement?.matches('input, textarea, select') === true;
    const morph = () => Idiomorph.morph(panel, html, { morphStyle: 'innerHTML', ignoreActiveValue, callbacks });
    if (id === 'screen') {
      panel.innerHTML = html;
      fold();
    } else if (id === 'events') keepingFocus(morph);
    else morph();
  }
  if ('messages' in panels) document.getElementById('messages').hidden = panels.messages === '';
  if ('events' in panels) showCurrentEvent();
}

/** Scroll the list of events, and nothing else, to its current line. */
export function showCurrentEvent() {
  const list = document.getElementById('events');
  const { front, folded } = list.closest('section').dataset;
  const isFolding = document.documentElement.dataset.layout === 'column' && document.body.dataset.mode !== 'embed';
  const isHidden = isFolding ? folded === 'true' : front !== 'true';
  if (isHidden) return; // it is done when the list comes to the front: looking at boxes costs a layout
  const line = list.querySelector('[aria-current]');
  if (line === null) return;
  const { top, bottom } = line.getBoundingClientRect();
  const frame = list.getBoundingClientRect();
  if (top < frame.top || bottom > frame.bottom) list.scrollTop += top - frame.top - list.clientHeight / 2;
}

document.addEventListener('pagesim:front', showCurrentEvent);

/** What stands in the panels while nothing has run and Python cannot answer yet. */
export function blank() {
  const waiting = '<p class="none">Press Run to see this.</p>';
  const screen = Array(25).fill(' '.repeat(80)).join('\n');
  patch({ ...Object.fromEntries(PANELS.map((name) => [name, waiting])), screen });
}

/** Copying from the screen leaves out the blanks at the ends of its lines. */
export function trimCopies(screen) {
  screen.addEventListener('copy', (event) => {
    const text = getSelection().toString();
    event.clipboardData.setData('text/plain', text.replaceAll(/[ \u00a0]+$/gm, ''));
    event.preventDefault();
  });
}

/** Show the entry of that path in the page tables: the rows of the way that is drawn are always open there. */
export function revealRow(path) {
  const row = document.querySelector(`#tables tr[data-path="${CSS.escape(path)}"], #tables tr.marked.absent`);
  if (row === null) return;
  row.scrollIntoView({ block: 'center' });
  row.tabIndex = -1;
  row.focus({ preventScroll: true });
}

export { pressByKeys } from './boxes.js';
