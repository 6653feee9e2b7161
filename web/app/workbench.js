// The workbench: which panel is in front of which group, how large the groups are; and that each person's arrangement is
// kept. Below its width, and in frames of one panel, the panels stand one below the other, with links to them.

import { embedded, root } from './page.js';
import * as storage from './storage.js';

const KEPT = 'workbench';
const wide = matchMedia('(min-width: 1100px) and (min-height: 500px)');
const groups = new Map([...document.querySelectorAll('.group')].map((group) => [group.dataset.group, group]));
const sections = [...document.querySelectorAll('.group > section')];
const nameOf = (section) => section.id.replace('panel-', '');
const sectionOf = (name) => document.getElementById(`panel-${name}`);
const titleOf = (section) => section.querySelector('h2').textContent;
const groupOf = (section) => section.closest('.group');
const given = new Map(sections.map((section) => [nameOf(section), groupOf(section).dataset.group])); // the page's own places

/** How the page is laid out: 'workbench', 'lecture' or 'column'. */
export const layout = () => root.dataset.layout;
if (embedded) {
  // The others are hidden by a style sheet already (embed.html): this is for the tabs.
  const asked = (new URLSearchParams(location.search).get('panels') ?? 'source,screen').split(',').map((name) => name.trim());
  for (const section of sections) section.hidden = !asked.includes(nameOf(section));
}
let labs = {}; // what the lab has elsewhere than the page: {name: group}
let moved = {}; // what the reader has put elsewhere: {name: group}

// -- tabs

const inGroup = (group) => [...group.querySelectorAll(':scope > section')];
const shown = (group) => inGroup(group).filter(({ hidden }) => !hidden);
const frontOf = (group) => shown(group).find(({ dataset }) => dataset.front === 'true') ?? null;

function tabOf(section, isFront) {
  const tab = document.createElement('button');
  tab.type = 'button';
  tab.role = 'tab';
  tab.id = `tab-${nameOf(section)}`;
  tab.dataset.panel = nameOf(section);
  tab.draggable = true;
  tab.textContent = titleOf(section);
  tab.setAttribute('aria-controls', section.id);
  tab.setAttribute('aria-selected', String(isFront));
  tab.tabIndex = isFront ? 0 : -1;
  return tab;
}

const ARROWS = '<svg aria-hidden="true" viewBox="0 0 16 16"><path d="M2 5h9M8 2l3 3-3 3M14 11H5M8 8l-3 3 3 3"/></svg>';

function moveButton(group, front) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'move';
  const to = next(group);
  const words = `Move ${titleOf(front)} to the group “${to.querySelector('.tabs').dataset.label}”`;
  button.title = `${words} (or drag its tab)`;
  button.setAttribute('aria-label', words);
  button.innerHTML = ARROWS;
  button.addEventListener('click', () => {
    move(nameOf(front), to.dataset.group);
    to.querySelector('.move')?.focus();
  });
  return button;
}

/** The group after `group`. */
function next(group) {
  const all = [...groups.values()];
  return all[(all.indexOf(group) + 1) % all.length];
}

/** Draw the tabs of all groups, and say what the panels are. */
function draw() {
  const focused = document.activeElement?.closest('.tabs')?.querySelector(':focus')?.id;
  const isTabbed = layout() !== 'column' || embedded;
  for (const group of groups.values()) {
    const there = shown(group);
    const front = frontOf(group) ?? there[0] ?? null;
    for (const section of inGroup(group)) {
      section.dataset.front = String(section === front);
      if (isTabbed && there.length > 1) section.role = 'tabpanel';
      else section.removeAttribute('role');
    }
    group.hidden = there.length === 0;
    const bar = group.querySelector('.tabs');
    bar.replaceChildren();
    if (there.length === 0 || !isTabbed) continue;
    const list = document.createElement('div');
    list.role = 'tablist';
    list.setAttribute('aria-label', bar.dataset.label);
    list.append(...there.map((section) => tabOf(section, section === front)));
    if (there.length > 1) bar.append(list);
    else {
      const title = document.createElement('span');
      title.className = 'only';
      title.dataset.panel = nameOf(front);
      title.draggable = true;
      title.textContent = titleOf(front);
      title.setAttribute('aria-hidden', 'true'); // the panel's own heading says it
      bar.append(title);
    }
    if (layout() === 'workbench' && !embedded) bar.append(moveButton(group, front));
  }
  const visible = (id) => !groups.get(id).hidden;
  root.dataset.lower = String(visible('left') || visible('right'));
  root.dataset.both = String(visible('left') && visible('right'));
  root.dataset.upper = String(visible('upper'));
  if (focused !== undefined && focused !== '') document.getElementById(focused)?.focus();
  drawLinks();
}

// -- one below the other

/** Give each panel a button that folds it to its title. */
for (const section of sections) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'unfold small';
  button.addEventListener('click', () => {
    foldPanel(section, section.dataset.folded !== 'true');
    tellFront();
  });
  section.querySelector('header').append(button);
  foldPanel(section, true);
}

function foldPanel(section, isFolded) {
  const button = section.querySelector('.unfold');
  section.dataset.folded = String(isFolded);
  button.textContent = isFolded ? 'Show' : 'Hide';
  button.setAttribute('aria-expanded', String(!isFolded));
  button.setAttribute('aria-label', `${isFolded ? 'Show' : 'Hide'} ${titleOf(section)}`);
}

document.getElementById('links').addEventListener('click', ({ target }) => {
  const section = target.closest('a') && document.querySelector(target.closest('a').hash);
  if (section?.dataset.folded === 'true') foldPanel(section, false);
});

/** The links to all panels of the page, for those who have them one below the other. */
function drawLinks() {
  const bar = document.getElementById('links');
  const there = [...document.querySelectorAll('main section[aria-labelledby]')].filter((section) => !section.hidden && section.id !== 'panel-timeline');
  bar.replaceChildren(
    ...there.map((section) => {
      const link = document.createElement('a');
      link.href = `#${section.id}`;
      link.textContent = titleOf(section).replace('About this lab', 'Lab');
      return link;
    }),
  );
}

/** Whoever makes panels only for those who see them hears of it. */
const tellFront = () => document.dispatchEvent(new CustomEvent('pagesim:front'));

/** Bring panels to the front of their groups; the first named wins where two share one. With `focus`, go there too. */
export function front(names, { focus = false } = {}) {
  const done = new Set();
  let changed = false;
  for (const name of names) {
    const section = sectionOf(name);
    const group = section && groupOf(section);
    if (!section || section.hidden || !group) continue;
    foldPanel(section, false);
    if (done.has(group)) continue;
    done.add(group);
    if (section.dataset.front === 'true') continue;
    for (const one of inGroup(group)) one.dataset.front = String(one === section);
    changed = true;
  }
  if (changed) draw();
  tellFront();
  if (focus && names.length > 0) {
    const section = sectionOf(names[0]);
    section?.scrollIntoView({ block: 'nearest' });
    const title = section?.querySelector('h2');
    if (title) title.tabIndex = -1;
    title?.focus();
  }
}

const ownPlace = (name) => labs[name] ?? given.get(name);

/** Show a panel that is not always there, or hide it. */
export function offer(name, isThere) {
  const section = sectionOf(name);
  if (section.hidden === !isThere) return;
  section.hidden = !isThere;
  draw();
  tellFront();
}

/** Another lab: each panel goes to where the lab has it, unless the reader has put it elsewhere. */
export function arrange(groupsOfLab) {
  labs = groupsOfLab;
  place();
  draw();
}

function move(name, to) {
  const section = sectionOf(name);
  const from = groupOf(section);
  const group = groups.get(to);
  if (from === group) return;
  section.dataset.front = 'false';
  group.append(section);
  for (const one of inGroup(group)) one.dataset.front = String(one === section);
  if (ownPlace(name) === to) delete moved[name];
  else moved[name] = to;
  keep();
  draw();
}

document.addEventListener('click', ({ target }) => {
  const tab = target.closest('.tabs [role=tab]');
  if (tab !== null) front([tab.dataset.panel]);
});
document.addEventListener('keydown', (event) => {
  const tab = event.target.closest?.('.tabs [role=tab]');
  if (!tab) return;
  const all = [...tab.parentElement.children];
  const at = all.indexOf(tab);
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  const { panel } = all[(to + all.length) % all.length].dataset;
  front([panel]);
  document.getElementById(`tab-${panel}`)?.focus();
});

document.addEventListener('pagesim:reveal', ({ detail }) => front([detail.name]));

// A tab that is dragged onto another group's bar goes there.
let dragged = null;
document.addEventListener('dragstart', ({ target, dataTransfer }) => {
  dragged = target.closest?.('.tabs [data-panel]')?.dataset.panel ?? null;
  if (dragged !== null) dataTransfer.setData('text/plain', titleOf(sectionOf(dragged)));
  root.dataset.dragging = String(dragged !== null);
});
document.addEventListener('dragend', () => {
  dragged = null;
  delete root.dataset.dragging;
});
for (const group of groups.values()) {
  group.addEventListener('dragover', (event) => dragged !== null && event.preventDefault());
  group.addEventListener('drop', (event) => {
    if (dragged === null) return;
    event.preventDefault();
    move(dragged, group.dataset.group);
  });
}

// -- sizes

const main = document.querySelector('main');
const SIZES = { side: document.getElementById('panel-homework') === null ? 36 : 41, upper: 64, left: 56 }; // per cent, of what two neighbours share
const splitters = [...document.querySelectorAll('.splitter')];
const sizeOf = (splitter) => splitter.id.replace('splitter-', '');
let sizes = { ...SIZES };

function showSizes() {
  for (const [name, size] of Object.entries(sizes)) {
    main.style.setProperty(`--${name}`, `${size}%`);
    document.getElementById(`splitter-${name}`).setAttribute('aria-valuenow', String(Math.round(size)));
  }
}

function resize(name, size) {
  sizes[name] = Math.max(15, Math.min(85, size));
  showSizes();
  keep();
}

for (const splitter of splitters) {
  const name = sizeOf(splitter);
  const upright = splitter.getAttribute('aria-orientation') === 'vertical';
  splitter.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    splitter.setPointerCapture(event.pointerId);
    splitter.focus();
  });
  splitter.addEventListener('pointermove', (event) => {
    if (!splitter.hasPointerCapture(event.pointerId)) return;
    const { left, top, width, height } = splitter.parentElement.getBoundingClientRect();
    resize(name, upright ? ((event.clientX - left) / width) * 100 : ((event.clientY - top) / height) * 100);
  });
  splitter.addEventListener('dblclick', () => resize(name, SIZES[name]));
  splitter.addEventListener('keydown', (event) => {
    const by = { ArrowLeft: -2, ArrowUp: -2, ArrowRight: 2, ArrowDown: 2 }[event.key];
    const to = { Home: 15, End: 85, Enter: SIZES[name] }[event.key] ?? (by === undefined ? undefined : sizes[name] + by);
    if (to === undefined) return;
    event.preventDefault();
    resize(name, to);
  });
}

// -- what is kept

function keep() {
  if (embedded) return;
  const isGiven = Object.keys(moved).length === 0 && Object.entries(SIZES).every(([name, size]) => sizes[name] === size);
  storage.write(KEPT, isGiven ? null : { sizes, moved });
  offerReset();
}

/** Show the button that puts everything back if there is something to put back. */
export function offerReset() {
  const button = document.getElementById('arrange');
  const isKept = ['steps', ...(layout() === 'workbench' ? [KEPT] : [])].some((name) => storage.read(name) !== null);
  if (button !== null) button.hidden = !isKept;
}

/** Back to the arrangement that the lab comes with. */
export function resetArrangement() {
  moved = {};
  sizes = { ...SIZES };
  place();
  showSizes();
  keep();
  draw();
}

/** Put each panel into its group, in the order that the page has them. */
function place() {
  const wanted = new Map([...groups.values()].map((group) => [group, []]));
  for (const section of sections) {
    const name = nameOf(section);
    const to = layout() === 'lecture' ? 'upper' : (moved[name] ?? ownPlace(name));
    wanted.get(groups.get(to)).push(section);
  }
  for (const [group, these] of wanted) {
    const there = inGroup(group);
    const isSo = there.length === these.length && these.every((section, number) => section === there[number]);
    if (!isSo) group.append(...these); // what is moved is laid out anew, and where it was scrolled to is lost
  }
  for (const group of groups.values()) {
    const fronts = inGroup(group).filter(({ dataset }) => dataset.front === 'true');
    for (const extra of fronts.slice(1)) extra.dataset.front = 'false';
  }
}

function readKept() {
  const kept = embedded ? null : storage.read(KEPT);
  for (const name of Object.keys(SIZES)) {
    const size = kept?.sizes?.[name];
    if (typeof size === 'number' && size >= 15 && size <= 85) sizes[name] = size;
  }
  for (const [name, to] of Object.entries(kept?.moved ?? {})) {
    if (given.has(name) && groups.has(to)) moved[name] = to;
  }
}

// -- layouts

let lecturing = new URLSearchParams(location.search).get('mode') === 'lecture';

let laid = null;

/** Lay the page out as window and reader want it. On paper nothing is: its width is not the window's. */
export function lay() {
  if (root.dataset.layout === 'paper') return;
  root.dataset.layout = embedded ? 'column' : lecturing ? 'lecture' : wide.matches ? 'workbench' : 'column';
  if (root.dataset.layout === laid) return;
  laid = root.dataset.layout;
  place();
  offerReset();
  document.getElementById('lecture')?.setAttribute('aria-pressed', String(lecturing));
  draw();
}

/** Large type, the source and one picture; or back. The address says it. */
export function toggleLecture() {
  lecturing = !lecturing;
  const url = new URL(location.href);
  if (lecturing) url.searchParams.set('mode', 'lecture');
  else url.searchParams.delete('mode');
  history.replaceState(history.state, '', url);
  lay();
}

readKept();
showSizes();
lay();
wide.addEventListener('change', lay);
// A panel that the lab or the program doesn't have is hidden by whoever knows that.
new MutationObserver((records) => records.some(({ target }) => target.tagName === 'SECTION') && draw()).observe(main, { attributes: true, attributeFilter: ['hidden'], subtree: true });
