// The marks along the slider. Python draws them and makes the list that says the same; here they are gone to by a click
// near them, and the list finds its place beside the button that opens it.

import { seekAt } from './running.js';
import { $, store } from './page.js';

const NEAR = 10; // pixels

$('marks').addEventListener('click', ({ clientX }) => {
  const all = [...$('marks').querySelectorAll('.at')].map((mark) => {
    const { left, right } = mark.firstElementChild.nextElementSibling.getBoundingClientRect();
    return { at: mark.dataset.at, far: Math.abs(clientX - (left + right) / 2) };
  });
  const nearest = all.sort((one, other) => one.far - other.far)[0];
  if (nearest !== undefined && nearest.far <= NEAR) seekAt(Number(nearest.at));
});

const list = $('mark-list');
const opener = $('show-marks');

list.addEventListener('toggle', ({ newState }) => {
  opener.setAttribute('aria-expanded', String(newState === 'open'));
  if (newState !== 'open') return;
  const { left, top, bottom } = opener.getBoundingClientRect();
  const { width, height } = list.getBoundingClientRect();
  const below = innerHeight - bottom >= height + 8 || innerHeight - bottom > top;
  list.style.left = `${Math.max(8, Math.min(left, document.documentElement.clientWidth - width - 8))}px`;
  list.style.top = `${below ? bottom + 4 : Math.max(8, top - height - 4)}px`;
  list.style.maxHeight = `${(below ? innerHeight - bottom : top) - 12}px`;
  list.querySelector('button')?.focus();
});

store.listen(({ run }) => {
  opener.disabled = run === null || run.stops === 0;
});
