// The page in a frame: it tells its height to the page around it, and which of the panels asked for do not exist.

import { framed, tellHost } from './host.js';
import { say } from './notices.js';
import { root } from './page.js';

export function checkPanels() {
  const known = [...document.querySelectorAll('main section:not(#panel-experiment)')].map(({ id }) => id.replace('panel-', ''));
  const asked = new URLSearchParams(location.search).get('panels')?.split(',') ?? [];
  const unknown = asked.map((name) => name.trim()).filter((name) => name !== '' && !known.includes(name));
  if (unknown.length > 0) {
    say(`There is no panel called ${unknown.join(', ')}. The panels are: ${known.join(', ')}.`, { kind: 'bad' });
  }
}

/** Tell the height of what the page has, unless the page is laid out to fill its window, whatever that has. */
export function fitFrame() {
  if (!framed) return;
  let messages = 0;
  let before = 0;
  const tell = () => {
    if (['workbench', 'lecture'].includes(root.dataset.layout) && document.body.dataset.mode !== 'embed') return;
    if (root.dataset.slide === 'true') return;
    const height = Math.ceil(document.body.getBoundingClientRect().height);
    if (height === before) return;
    before = height;
    tellHost({ type: 'pagesim:height', height });
    messages += 1;
    tellHost({ subject: 'lti.frameResize', message_id: `height-${messages}`, height });
  };
  new ResizeObserver(tell).observe(document.body);
  tell();
}
