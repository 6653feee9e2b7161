// Where else to look: the frame under the alias lens, the bytes that Memory shows; and the jumps between panels.

import { ask } from './asking.js';
import { framed } from './host.js';
import { $, embedded, free, labNow } from './page.js';

/** Bring a panel into view: a group of tabs that hears of it shows its tab; then its title has the focus. */
export function reveal(name) {
  const panel = $(`panel-${name}`);
  panel.dispatchEvent(new CustomEvent('pagesim:reveal', { bubbles: true, detail: { name } }));
  const title = $(`title-${name}`);
  title.tabIndex = -1;
  if (framed && !document.hasFocus()) return; // the reader is elsewhere on the page around: stay out of their way
  title.focus({ preventScroll: true });
  panel.scrollIntoView({ block: 'nearest' });
}

const to = (name, request) => {
  if (document.activeElement?.closest(`#panel-${name}`) == null) reveal(name);
  return ask(request);
};

/** What boxes and buttons of the panels ask for. */
export const looks = {
  translate: ({ address }) => to('walk', { action: 'translate', address }),
  since: ({ name }) => ask({ action: 'since', name }),
  frame: ({ address }) => to('space', { action: 'frame', address }),
  memory: ({ address, kind = 'linear' }) => to('memory', { action: 'memory', address, kind }),
};

const fill = (input, wanted) => {
  if (document.activeElement !== input) input.value = wanted ?? '';
};

/** Show what the session says of it. A panel about something that the program has nothing to do with is not there. */
export function drawLooks({ unused, frame, memory, memoryKind, memoryError, frameError }) {
  if (!embedded) $('panel-devices').hidden = unused.includes('devices') || !labNow().panels.includes('devices');
  if (frameError === null) fill($('frame'), frame);
  $('frame').toggleAttribute('aria-invalid', frameError !== null);
  if (memoryError === null) fill($('memory-address'), memory);
  $('memory-address').toggleAttribute('aria-invalid', memoryError !== null);
  if (document.activeElement !== $('memory-kind')) $('memory-kind').value = memoryKind;
  $('memory-follow').hidden = memory === null && memoryError === null;
}

const onSubmit = (form, act) =>
  $(form).addEventListener('submit', (event) => {
    event.preventDefault();
    if (free()) void act();
  });
onSubmit('lens', () => ask({ action: 'frame', address: $('frame').value }));
onSubmit('peek', () => ask({ action: 'memory', address: $('memory-address').value, kind: $('memory-kind').value }));
$('memory-follow').addEventListener('click', () => free() && ask({ action: 'memory', address: '' }));
