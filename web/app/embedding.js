// The dialog with the code for embedding: which panels, for which tool.

import { copyable, make, show } from './dialogs.js';
import { snippets } from './snippets.js';
import * as storage from './storage.js';

/** The panels that a frame can show, as [name, title]. */
const panels = () =>
  [...document.querySelectorAll('section.panel:not(#panel-lab, #panel-experiment)')].map(({ id }) => [id.replace('panel-', ''), document.getElementById(id.replace('panel', 'title')).textContent]);

/** Tabs, of which one is chosen; `onChoose` gets its id. */
function tabs(all, chosen, onChoose) {
  const list = make('div', { role: 'tablist', 'aria-label': 'Tool', class: 'tools-tabs' });
  const choose = (button) => {
    for (const one of list.children) {
      one.setAttribute('aria-selected', String(one === button));
      one.tabIndex = one === button ? 0 : -1;
    }
    onChoose(button.dataset.tool);
  };
  for (const { id, label } of all) {
    const button = make('button', { type: 'button', role: 'tab', id: `tool-${id}`, 'data-tool': id, 'aria-controls': 'snippet' }, label);
    button.addEventListener('click', () => choose(button));
    list.append(button);
  }
  list.addEventListener('keydown', (event) => {
    const buttons = [...list.children];
    const at = buttons.indexOf(document.activeElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = buttons[(to + buttons.length) % buttons.length];
    next.focus();
    choose(next);
  });
  return { list, begin: () => choose([...list.children].find(({ dataset }) => dataset.tool === chosen) ?? list.firstChild) };
}

/**
 * @param {{lab: string, experiment: string | null, title: string, code: string | null, panels?: string}} what what a frame
 *   begins with; without `panels` the reader chooses among those of the page
 */
export function showEmbed({ lab, experiment, title, code, panels: given }) {
  const base = new URL('.', document.baseURI).href;
  const all = panels();
  const chosen = new Set(['source', 'screen', 'timeline', 'walk']);
  const area = make('div', { role: 'tabpanel', id: 'snippet', tabindex: '0' });
  let tool = storage.read('embed-tool');
  const made = () => {
    const names = given ?? all.map(([name]) => name).filter((name) => chosen.has(name)).join(',');
    return snippets(base, { lab, ...(experiment === null ? {} : { experiment }), panels: names, ...(code === null ? {} : { code }), title: `pagesim: ${title}` });
  };
  const draw = () => {
    const one = made().find(({ id }) => id === tool);
    const parts = copyable(one.code, 'Code for embedding', one.say, 'Copy embed code');
    if (one.once !== null) parts.push(make('h3', {}, 'Once for a course'), make('pre', { class: 'once', tabindex: '0' }, one.once));
    area.setAttribute('aria-labelledby', `tool-${tool}`);
    area.replaceChildren(...parts);
  };
  const boxes = all.map(([name, label]) => {
    const box = make('input', { type: 'checkbox', ...(chosen.has(name) ? { checked: '' } : {}) });
    box.addEventListener('change', () => {
      if (box.checked) chosen.add(name);
      else chosen.delete(name);
      draw();
    });
    return make('label', {}, box, ` ${label}`);
  });
  const { list, begin } = tabs(made(), tool, (id) => {
    tool = id;
    storage.write('embed-tool', id);
    draw();
  });
  begin();
  if (given !== undefined) return show(title, [list, area]);
  const more = make('p', { class: 'quiet' }, make('a', { href: './gallery.html' }, 'Gallery'), ': all labs and experiments, each with its code.');
  return show('Embed', [make('fieldset', { class: 'row' }, make('legend', {}, 'Panels to show'), ...boxes), list, area, more]);
}
