// The marks along the slider. Python draws them and makes the list that says the same; here they are gone to by a click
// near them, and the list opens beside its button.

import './list.js';
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

store.listen(({ run }) => {
  $('show-marks').disabled = run === null || run.stops === 0;
});
