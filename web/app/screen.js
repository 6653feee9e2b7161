// The terminal is folded to what is used of it: blank lines above, below and between take no room, nor do blank columns at
// the right. While a program is stepped through, what it has used so far stays, so that nothing jumps.

import { $, embedded } from './page.js';
import * as storage from './storage.js';

const ROWS = 25;
const COLUMNS = 80;
const FEWEST = 8; // lines that are shown at least
const NARROWEST = 56; // columns that are
const GAP = 2; // blank lines that may stand between others
let used = new Set(); // the lines that the program has used
let columns = 0;
let whole = embedded || storage.read('screen') === 'whole';

/** Another program: what the one before has used does not count. */
export function unfold() {
  used = new Set();
  columns = 0;
}

/** Put each line into an element of its own; Python sends runs of one colour, and line feeds between. */
function intoRows(screen) {
  const rows = [document.createElement('span')];
  for (const node of [...screen.childNodes]) {
    if (node.nodeType !== Node.TEXT_NODE) {
      rows.at(-1).append(node);
      continue;
    }
    node.data.split('\n').forEach((text, number) => {
      if (number > 0) {
        rows.at(-1).append('\n');
        rows.push(document.createElement('span'));
      }
      rows.at(-1).append(text);
    });
  }
  screen.replaceChildren(...rows);
  return rows;
}

const hasColour = (row) => [...row.children].some(({ className }) => /\bb[1-7]\b/.test(className)); // a blank on it is seen

/** Show the screen that has just been sent: the lines that are used, or all of them. */
export function fold() {
  const screen = $('screen');
  const rows = intoRows(screen);
  rows.forEach((row, number) => {
    const isColoured = hasColour(row);
    const length = isColoured ? COLUMNS : row.textContent.trimEnd().length;
    if (length > 0) used.add(number);
    columns = Math.max(columns, length);
  });
  const shown = new Set(whole ? rows.keys() : used);
  for (let row = 0; shown.size < FEWEST && row < ROWS; row += 1) shown.add(row);
  const [first, last] = [Math.min(...shown), Math.max(...shown)];
  let gap = [];
  let folds = 0;
  for (let number = first; number <= last + 1; number += 1) {
    if (number <= last && !shown.has(number)) gap.push(number);
    else {
      if (gap.length <= GAP) for (const one of gap) shown.add(one);
      else {
        rows[gap[0]].className = 'gap';
        folds += 1;
      }
      gap = [];
    }
  }
  rows.forEach((row, number) => {
    if (!shown.has(number) && row.className === '') row.className = 'folded';
  });
  screen.parentElement.style.setProperty('--rows', shown.size + folds);
  screen.parentElement.style.setProperty('--columns', whole ? COLUMNS : Math.max(NARROWEST, Math.min(COLUMNS, columns + 1)));
  const button = $('fold');
  button.hidden = embedded || (!whole && shown.size === ROWS);
  button.setAttribute('aria-pressed', String(whole));
}

/** All lines, or those in use. */
export function toggleFold() {
  whole = !whole;
  storage.write('screen', whole ? 'whole' : null);
  const screen = $('screen');
  for (const row of [...screen.children]) row.replaceWith(...row.childNodes);
  screen.normalize();
  fold();
}
