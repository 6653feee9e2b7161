// Puts the HTML that Python sent into the panels, changing only what differs, so that focus, selection and what the
// reader has unfolded stay.

import { Idiomorph } from 'idiomorph';

const callbacks = {
  // Whether a <details> is open is the reader's business, not Python's.
  beforeAttributeUpdated: (name, node) => !(name === 'open' && node.tagName === 'DETAILS'),
};

/** Whether the panels are still those that the page was built with. */
export let pictured = true;

/** @param {Record<string, string>} panels HTML by id */
export function patch(panels) {
  for (const [id, html] of Object.entries(panels)) {
    pictured = false;
    const panel = document.getElementById(id);
    if (panel === null) continue;
    if (id === 'screen') panel.innerHTML = html;
    else Idiomorph.morph(panel, html, { morphStyle: 'innerHTML', ignoreActiveValue: true, callbacks });
  }
  if ('messages' in panels) document.getElementById('messages').hidden = panels.messages === '';
  if ('events' in panels) showCurrentEvent();
}

/** Scroll the list of events, and nothing else, to its current line. */
export function showCurrentEvent() {
  const list = document.getElementById('events');
  const line = list.querySelector('[aria-current]');
  if (line === null) return;
  const { top, bottom } = line.getBoundingClientRect();
  const frame = list.getBoundingClientRect();
  if (top < frame.top || bottom > frame.bottom) list.scrollTop += top - frame.top - list.clientHeight / 2;
}

/** What stands in the panels while nothing has run and Python cannot answer yet. */
export function blank() {
  const waiting = '<p class="none">Press Run to see this.</p>';
  const screen = Array(25).fill(' '.repeat(80)).join('\n');
  patch({ screen, walk: waiting, tables: waiting, registers: waiting, exception: waiting, events: waiting });
}

/** Copying from the screen leaves out the blanks at the ends of its lines. */
export function trimCopies(screen) {
  screen.addEventListener('copy', (event) => {
    const text = getSelection().toString();
    event.clipboardData.setData('text/plain', text.replaceAll(/[ \u00a0]+$/gm, ''));
    event.preventDefault();
  });
}
