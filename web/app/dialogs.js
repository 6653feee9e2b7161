// The dialogs: help, link, code for embedding. One <dialog> serves all; closing it gives the focus back.

const dialog = document.getElementById('dialog');
const title = document.getElementById('dialog-title');
const body = document.getElementById('dialog-body');

function show(heading, content) {
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
  ['F8', 'Step back'],
  ['F9', 'Step forward'],
  ['Shift F8', 'First step'],
  ['Shift F9', 'Last step'],
  ['Escape, then Tab', 'Leave the editor with the Tab key'],
  ['← →', 'Move along the timeline, when it has the focus'],
];

const TERMS = [
  ['Run', 'Compiles the kernel in the editor, starts the simulated computer and runs the kernel until it halts, panics or fails.'],
  ['Timeline', 'Everything that happened, recorded. Going back and forth changes nothing in the program: you look at what was.'],
  ['Translation', 'How the CPU turns the address that a program uses into a place in memory, table by table. Type any address.'],
  ['Exception', 'What the CPU did when an access was refused, from the cause to the handler.'],
  ['Page tables', 'The tables that the boot loader made and the kernel may change, as they are in memory.'],
  ['Still running', 'The program used up its steps. Continue gives it more; an endless loop never ends.'],
  ['Triple fault', 'The CPU found no handler, not even for a double fault: a real computer restarts.'],
];

export function showHelp() {
  const rows = SHORTCUTS.map(([keys, what]) => {
    const names = keys.split(/(?:, then )| /).filter(Boolean);
    const cell = make('td');
    names.forEach((name, i) => cell.append(i ? ' ' : '', make('kbd', {}, name)));
    return make('tr', {}, cell, make('td', {}, what));
  });
  const terms = TERMS.flatMap(([term, meaning]) => [make('dt', {}, term), make('dd', {}, meaning)]);
  show('Help', [
    make('p', {}, 'This page is a small x86-64 computer. Its kernel is in the editor, in Rust. Change it, run it, and look at what the CPU did.'),
    make('h3', {}, 'What is what'),
    make('div', { class: 'words' }, make('dl', {}, ...terms)),
    make('h3', {}, 'Keys'),
    make('table', {}, make('tbody', {}, ...rows)),
    make('p', { class: 'quiet' }, 'On a Mac, use Command in place of Ctrl.'),
  ]);
}

/** A text to copy, with a button. */
function copyable(text, label, heading, copy) {
  const area = make('textarea', { readonly: '', 'aria-label': label, rows: '5' });
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

export function showLink(url) {
  const heading = 'This link opens the lab with your changes, at this position of the timeline. Whoever opens it presses Run themselves.';
  show('Share', copyable(url, 'Link', heading, 'Copy link'));
}

const PANELS = [
  ['source', 'Source'],
  ['screen', 'Screen'],
  ['timeline', 'Timeline'],
  ['walk', 'Translation'],
  ['exception', 'Exception'],
  ['events', 'Events'],
  ['tables', 'Page tables'],
  ['registers', 'Registers'],
];

/** @param {{page: URL, lab: string, title: string, hash: string}} options `page` is the address of embed.html */
export function showEmbed({ page, lab, title: labTitle, hash }) {
  const chosen = new Set(['source', 'screen', 'timeline', 'walk']);
  const area = make('div');
  const draw = () => {
    const url = new URL(page);
    url.searchParams.set('lab', lab);
    url.searchParams.set('panels', PANELS.map(([name]) => name).filter((name) => chosen.has(name)).join(','));
    url.hash = hash;
    const src = url.href.replaceAll('%2C', ',').replaceAll('&', '&amp;');
    const code =
      `<iframe src="${src}" title="pagesim: ${labTitle}" style="width:100%;height:700px;border:0" allow="clipboard-write"></iframe>\n` +
      `<script>addEventListener("message",e=>{if(e.data?.type==="pagesim:height")for(const f of document.querySelectorAll("iframe"))` +
      `if(f.contentWindow===e.source)f.style.height=e.data.height+"px"})</` +
      'script>';
    area.replaceChildren(...copyable(code, 'Code for embedding', 'Put this into your page. The script fits the height to the panels; without it the frame keeps 700 pixels.', 'Copy embed code'));
  };
  const boxes = PANELS.map(([name, label]) => {
    const box = make('input', { type: 'checkbox', ...(chosen.has(name) ? { checked: '' } : {}) });
    box.addEventListener('change', () => {
      if (box.checked) chosen.add(name);
      else chosen.delete(name);
      draw();
    });
    return make('label', {}, box, ` ${label}`);
  });
  draw();
  show('Embed', [make('fieldset', { class: 'row' }, make('legend', {}, 'Panels to show'), ...boxes), area]);
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
