// The list of events is one stop of the Tab key: arrow keys, Home, End, Page Up and Page Down move in it.

const PAGE = 10;
const list = document.getElementById('events');

/** Let one line be the stop: the one that has the focus, else the current one, else the first. */
export function oneStop() {
  const lines = [...list.querySelectorAll('button')];
  const stop = lines.find((line) => line === document.activeElement) ?? list.querySelector('[aria-current] button') ?? lines[0];
  for (const line of lines) line.tabIndex = line === stop ? 0 : -1;
  return stop;
}

/** Do what changes the list, and leave the focus in it if it was there. */
export function keepingFocus(change) {
  const had = list.contains(document.activeElement);
  change();
  const stop = oneStop();
  if (had && !list.contains(document.activeElement)) stop?.focus({ preventScroll: true });
}

list.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  const lines = [...list.querySelectorAll('button')];
  const at = lines.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + PAGE, PageUp: at - PAGE, Home: 0, End: lines.length - 1 }[event.key];
  if (to === undefined || at < 0) return;
  event.preventDefault();
  lines[Math.max(0, Math.min(to, lines.length - 1))].focus();
  oneStop();
});
list.addEventListener('focusin', oneStop);
