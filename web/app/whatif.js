// What if: presses of its buttons, its forms and its menus become requests; what follows is told. The bits of entries
// are one stop of the Tab key, with arrow keys among them.

import { ask } from './asking.js';
import { reveal } from './looking.js';
import { $, free } from './page.js';

const panel = $('whatif');

/** A button's data as a request: its fields are texts, `change` and `set` are JSON. */
export async function act({ do: doing, change, set, number, question, kind, invalidate }) {
  const request = { action: 'whatif', do: doing };
  if (change !== undefined) request.change = JSON.parse(change);
  if (set !== undefined) request.set = JSON.parse(set);
  if (number !== undefined) request.number = number;
  if (question !== undefined) request.question = question;
  if (kind !== undefined) request.kind = kind;
  if (invalidate !== undefined) request.invalidate = invalidate === 'true';
  await send(request);
}

async function send(request) {
  const within = panel.contains(document.activeElement);
  $('whatif-told').textContent = ''; // a text that did not change would not be told again
  const answer = await ask(request);
  if (answer === null) return;
  $('whatif-told').textContent = answer.told ?? '';
  oneStop();
  if (within && !panel.contains(document.activeElement)) { // what was pressed is gone
    const next = bits().find((one) => one.tabIndex === 0) ?? panel.querySelector('select');
    next?.focus({ preventScroll: true });
  }
}

/** What a link carried: the what-if that it was made of, and there the reader is. */
export async function openWhatIf(link) {
  await send({ action: 'whatif', do: 'open', link });
  reveal('whatif');
}

/** To the bits of the entry of a level, from the drawing. */
export function toEntry(level) {
  const bit = panel.querySelector(`[data-row="${CSS.escape(level)}"] button.flip`);
  if (bit === null) return;
  for (const one of bits()) one.tabIndex = one === bit ? 0 : -1;
  bit.scrollIntoView({ block: 'nearest' });
  bit.focus({ preventScroll: true });
}

// -- forms and menus

panel.addEventListener('submit', (event) => {
  event.preventDefault();
  if (!free()) return;
  const form = event.target;
  if (form.dataset.do === 'ask') {
    const code = [...form.querySelectorAll('input:checked')].reduce((sum, { value }) => sum | Number(value), 0);
    void send({ action: 'whatif', do: 'ask', question: `0x${code.toString(16)}` });
  } else if (form.dataset.do === 'slot') void send({ action: 'whatif', do: 'slot', name: form.dataset.name, text: form.elements.text.value });
  else void send({ action: 'whatif', do: 'access', ...access(form) });
});

const access = (form) => ({ kind: form.elements.kind.value, cpl: form.elements.cpl.value, address: form.elements.address.value });

panel.addEventListener('change', ({ target }) => {
  const doing = target.dataset.do;
  if (doing === undefined || !free()) return;
  if (doing === 'access') void send({ action: 'whatif', do: 'access', [target.name]: target.value });
  else if (doing === 'invalidate') void send({ action: 'whatif', do: 'invalidate', on: target.checked });
  else if (doing === 'change') void send({ action: 'whatif', do: 'change', change: JSON.parse(target.value) });
});

// -- the bits: one stop of the Tab key

const bits = () => [...panel.querySelectorAll('.bits-to-flip button.flip')];

/** Let one bit be the stop: the one that has the focus, else the one that was, else the first. */
function oneStop() {
  const all = bits();
  const stop = all.find((one) => one === document.activeElement) ?? all.find((one) => one.tabIndex === 0) ?? all[0];
  for (const one of all) one.tabIndex = one === stop ? 0 : -1;
}

panel.addEventListener('focusin', ({ target }) => {
  if (!target.matches('.bits-to-flip button.flip')) return;
  for (const one of bits()) one.tabIndex = one === target ? 0 : -1;
});

panel.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || !event.target.matches('.bits-to-flip button.flip')) return;
  const rows = [...panel.querySelectorAll('.bits-to-flip tbody tr')].map((row) => [...row.querySelectorAll('button.flip')]);
  const y = rows.findIndex((row) => row.includes(event.target));
  const x = rows[y].indexOf(event.target);
  const last = rows[y].length - 1;
  const [to, row] = { ArrowLeft: [x - 1, y], ArrowRight: [x + 1, y], ArrowUp: [x, y - 1], ArrowDown: [x, y + 1], Home: [0, y], End: [last, y] }[event.key] ?? [];
  if (to === undefined) return;
  event.preventDefault();
  rows[Math.max(0, Math.min(row, rows.length - 1))][Math.max(0, Math.min(to, last))].focus();
});
