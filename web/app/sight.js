// Which panels the reader can see. Only these are asked for while the timeline is dragged; the others when there is time.
// Panels that are not laid out (another tab's, left out by the lab) are asked for when they come into sight.

import { $, PANELS } from './page.js';

const far = new Set();
let tell = () => {};

const observer = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) far.delete(target.id);
      else far.add(target.id);
    }
    if (entries.some(({ isIntersecting }) => isIntersecting)) tell();
  },
  { rootMargin: '100px' },
);
for (const name of PANELS) observer.observe($(`panel-${name}`));

/** `hear` is called when panels have come into sight. */
export function onSight(hear) {
  tell = hear;
}

const isThere = (name) => $(`panel-${name}`).getClientRects().length > 0; // not left out by the lab or the address

/** The panels in the window, or nearly. */
export const inSight = () => PANELS.filter((name) => isThere(name) && !far.has(`panel-${name}`));
/** The panels that are on the page at all. */
export const onPage = () => PANELS.filter(isThere);
