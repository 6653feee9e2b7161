// mode=slide: the page is one slide of a deck, or a part of one. It fills its frame, and the keys that turn slides go to the
// deck (reveal.js takes such messages), except where they mean something here: in the editor, in a field, in a dialog.

import { framed } from './host.js';
import { embedded, root } from './page.js';
import { stopPlaying } from './player.js';

const TURNS = { PageDown: 'next', PageUp: 'prev', Escape: 'toggleOverview' };
const OWN = '.cm-editor, input, select, textarea, dialog, [popover], #screen, #events';

if (embedded && new URLSearchParams(location.search).get('mode') === 'slide') {
  root.dataset.slide = 'true';
  document.addEventListener('keydown', (event) => {
    const method = TURNS[event.key];
    if (!framed || method === undefined || event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.target.closest?.(OWN) != null) return;
    event.preventDefault();
    window.parent.postMessage(JSON.stringify({ method, args: [] }), '*');
  });
  addEventListener('message', ({ source, data }) => {
    if (source === window.parent && data === 'slide:stop') stopPlaying();
  });
}
