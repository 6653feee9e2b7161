// The dialogs: help, link, code for embedding (embedding.js). One <dialog> serves all; closing it gives the focus back.

const dialog = document.getElementById('dialog');
const title = document.getElementById('dialog-title');
const body = document.getElementById('dialog-body');

/** Open the dialog with a heading and these elements. */
export function show(heading, content) {
  title.textContent = heading;
  body.replaceChildren(...content);
  dialog.showModal();
}

dialog.addEventListener('click', (event) => {
  if (event.target === dialog) dialog.close();
});

/** An element: make('p', {class: 'x'}, 'text', child). */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

export const SHORTCUTS = [
  ['Ctrl Enter', 'Run'],
  ['Ctrl .', 'Stop'],
  ['F7', 'Play, pause'],
  ['F8', 'Step back; in the editor, where it shows messages: the next message'],
  ['Ctrl F8', 'Step back, from the editor too'],
  ['F9', 'Step forward'],
  ['Shift F8', 'First step'],
  ['Shift F9', 'Last step'],
  ['Escape, then Tab', 'Leave the editor with the Tab key'],
  ['← →', 'Move along the timeline, when it has the focus'],
  ['↑ ↓ Enter', 'Move in the list of events, and go to a line'],
  ['← → ↑ ↓ Space', 'Move among the bits of What if, and flip one'],
];

const TERMS = [
  ['Run', 'Compiles the kernel in the editor, starts the simulated computer and runs the kernel until it halts, panics or fails.'],
  ['Timeline', 'Everything that happened, recorded. Going back and forth changes nothing in the program: you look at what was.'],
  ['Translation', 'How the CPU turns the address that a program uses into a place in memory, table by table. Type any address.'],
  ['Exception', 'What the CPU did when an access was refused, from the cause to the handler.'],
  ['What if', 'Tries an access on a copy of the computer with bits flipped, and shows what becomes of it. The run stays as it was.'],
  ['Page tables', 'The tables that the boot loader made and the kernel may change, as they are in memory.'],
  ['Still running', 'The program used up its steps. Continue gives it more; an endless loop never ends.'],
  ['Triple fault', 'The CPU found no handler, not even for a double fault: a real computer restarts.'],
];

export function showHelp() {
  const rows = SHORTCUTS.map(([keys, what]) => {
    const names = keys.split(/(?:, then )| /).filter(Boolean);
    const cell = make('td');
    for (const [i, name] of names.entries()) cell.append(i ? ' ' : '', make('kbd', {}, name));
    return make('tr', {}, cell, make('td', {}, what));
  });
  const terms = TERMS.flatMap(([term, meaning]) => [make('dt', {}, term), make('dd', {}, meaning)]);
  show('Help', [
    make('p', {}, 'This page is a small x86-64 computer. Its kernel is in the editor, in Rust. Change it, run it, and look at what the CPU did.'),
    make(
      'p',
      {},
      'Beside it there are the ',
      make('a', { href: './playground.html' }, 'Playground'),
      ', a machine without a kernel whose page tables can be touched, and the ',
      make('a', { href: './decoder.html' }, 'Decoder'),
      ' for what your own kernel or emulator has printed.',
    ),
    make(
      'p',
      {},
      'For courses there are ',
      make('a', { href: './homework.html' }, 'Homework'),
      ', which is checked in the page and ',
      make('a', { href: './grade.html' }, 'graded'),
      ' without a server, and the ',
      make('a', { href: './gallery.html' }, 'Gallery'),
      ' of what can stand in a page of your own. All of it is told in the ',
      make('a', { href: './docs/index.html' }, 'Documentation'),
      '.',
    ),
    make('h3', {}, 'What is what'),
    make('div', { class: 'words' }, make('dl', {}, ...terms)),
    make('h3', {}, 'Keys'),
    make('table', {}, make('tbody', {}, ...rows)),
    make('p', { class: 'quiet' }, 'On a Mac, use Command in place of Ctrl.'),
  ]);
}

/** A text to copy, with a button, as elements. */
export function copyable(text, label, heading, copy) {
  const area = make('textarea', { readonly: '', 'aria-label': label, rows: String(Math.max(5, text.split('\n').length + 1)), spellcheck: 'false' });
  area.value = text;
  const done = make('span', { role: 'status', class: 'quiet' });
  const button = make('button', { type: 'button', class: 'primary' }, copy);
  button.addEventListener('click', async () => {
    area.select();
    try {
      await navigator.clipboard.writeText(text);
      done.textContent = 'Copied.';
    } catch {
      done.textContent = document.execCommand('copy') ? 'Copied.' : 'The text is selected: copy it with Ctrl C.';
    }
  });
  return [make('p', {}, heading), area, make('div', { class: 'row' }, button, done)];
}

/** A text to copy, under a heading. */
export const showText = (title, heading, text, copy) => show(title, copyable(text, title, heading, copy));

export function showLink(url) {
  const heading = 'This link opens the lab with your changes, at this position of the timeline, with the what-if that is held. Whoever opens it presses Run themselves.';
  show('Share', copyable(url, 'Link', heading, 'Copy link'));
}

/** An error of ours, with what a report needs folded away; `action`, if given, is [label, function]. */
export function showError({ message, details, action = null }) {
  const content = [make('p', {}, message)];
  if (action !== null) {
    const button = make('button', { type: 'button', class: 'primary' }, action[0]);
    button.addEventListener('click', () => {
      dialog.close();
      action[1]();
    });
    content.push(make('div', { class: 'row' }, button));
  }
  if (details !== null && details !== undefined) {
    const area = make('textarea', { readonly: '', 'aria-label': 'Details', rows: '10' });
    area.value = details;
    content.push(make('details', {}, make('summary', {}, 'Details'), area));
  }
  show('Something went wrong', content);
}
