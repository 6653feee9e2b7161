// The page in a frame: it tells its height to the page around it, and which of the panels asked for do not exist.

import { say } from './notices.js';

export function fitFrame() {
  const known = [...document.querySelectorAll('main > section')].map(({ id }) => id.replace('panel-', ''));
  const asked = new URLSearchParams(location.search).get('panels')?.split(',') ?? [];
  const unknown = asked.map((name) => name.trim()).filter((name) => name !== '' && !known.includes(name));
  if (unknown.length > 0) {
    say(`There is no panel called ${unknown.join(', ')}. The panels are: ${known.join(', ')}.`, { kind: 'bad' });
  }
  if (window.parent === window) return;
  const tell = () => {
    const height = Math.ceil(document.body.getBoundingClientRect().height);
    window.parent.postMessage({ type: 'pagesim:height', height }, '*');
  };
  new ResizeObserver(tell).observe(document.body);
  tell();
}
