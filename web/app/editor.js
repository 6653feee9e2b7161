// The editor: the files and their tabs, messages, the executing line. A file is plain text until CodeMirror (code.js) shows
// it. That is asked for when Python has started, which would wait for it otherwise; or at once, if the reader wants to type;
// or if Python keeps them waiting. Until then the text stands in a text field, and what is typed there goes on in CodeMirror.

import { normal, spoken } from './files.js';

const PATIENCE = 5000; // milliseconds after which the reader gets an editor although Python hasn't started

/** Order of the tabs: main.rs first, then lib.rs, then by name; what is a dependency's comes last. */
const rank = (path) => (!path.startsWith('src/') && path.includes('/') ? 3 : path.endsWith('main.rs') ? 0 : path.endsWith('lib.rs') ? 1 : 2);
const byRank = (one, other) => rank(one) - rank(other) || (one < other ? -1 : 1);

/**
 * @param {{parent: HTMLElement, tabs: HTMLElement, onChange: (files: object) => void}} options
 */
export function createEditor({ parent, tabs, onChange }) {
  const states = new Map(); // what each file's text, history and selection are: just the text until it's first shown
  let active = null;
  let messages = [];
  let place = null;
  let follow = false; // whether the executing line is to be scrolled to, once there is a view
  /** @type {(path: string) => boolean} */
  let mayEdit = () => true;
  let code = null; // the module code.js
  let view = null;
  let coming = null; // the promise that it's there
  const given = new Map(); // of files that were typed into before there was a view: their text before that

  function onUpdate(state, docChanged) {
    states.set(active, state);
    if (!docChanged) return;
    if (messages.length > 0) showMessages([]);
    onChange(files());
  }

  const isText = (path) => typeof states.get(path) === 'string';
  const textOf = (path) => (isText(path) ? states.get(path) : code.textOf(states.get(path)));
  const files = () => Object.fromEntries([...states.keys()].map((path) => [path, textOf(path)]));

  /** A file's state, with what was typed before as something that can be undone. */
  function stateOf(path) {
    if (!isText(path)) return states.get(path);
    const text = states.get(path);
    const state = code.stateOf(path, given.get(path) ?? text, !mayEdit(path), onUpdate);
    return given.has(path) ? code.withText(state, text) : state;
  }

  let field = null; // holds the text until there is a view

  function makeField() {
    const made = document.createElement('textarea');
    made.className = 'preview';
    made.wrap = 'off';
    for (const name of ['spellcheck', 'autocapitalize', 'autocomplete', 'autocorrect']) made.setAttribute(name, name === 'spellcheck' ? 'false' : 'off');
    made.addEventListener('focus', ready);
    made.addEventListener('input', () => {
      if (!given.has(active)) given.set(active, states.get(active));
      states.set(active, made.value);
      if (messages.length > 0) showMessages([]);
      onChange(files());
    });
    parent.replaceChildren(made);
    return made;
  }

  function showText(path) {
    field ??= makeField();
    field.readOnly = !mayEdit(path);
    field.setAttribute('aria-label', spoken(path));
    if (field.value === textOf(path)) return;
    field.value = textOf(path);
    field.setSelectionRange(0, 0);
    field.scrollTop = 0;
  }

  /** Resolves when nothing is being put together from several keys. */
  const composed = () => new Promise((resolve) => field?.addEventListener('compositionend', () => setTimeout(resolve), { once: true }));
  let composing = false;
  parent.addEventListener('compositionstart', () => (composing = true));
  parent.addEventListener('compositionend', () => (composing = false));

  async function load() {
    try {
      code = await import('./code.js');
      while (composing && field !== null) await composed();
      const { scrollTop = 0, scrollHeight = 1, selectionStart = 0, selectionEnd = 0, value = '' } = field ?? {};
      const above = Math.round((scrollTop / scrollHeight) * value.split('\n').length); // lines
      const isFocused = parent.contains(document.activeElement);
      parent.replaceChildren();
      field = null;
      const state = active === null ? code.stateOf('', '', true, () => {}) : stateOf(active);
      if (active !== null) states.set(active, state);
      view = code.createView(parent, state);
      view.select(selectionStart, selectionEnd);
      decorate();
      if (above > 0) view.startAt(above + 1);
      if (follow && place?.file === active) view.scrollTo(place.line);
      if (isFocused) view.focus();
    } catch (error) {
      coming = null; // it's tried again where the reader presses
      console.warn('The editor:', error);
    }
  }

  /** Have CodeMirror take the place of the text; resolves when it has. */
  const ready = () => (coming ??= load());

  setTimeout(ready, PATIENCE);

  function show(path, focus = false) {
    if (!states.has(path)) return;
    if (view !== null && active !== null && states.has(active)) states.set(active, view.state);
    active = path;
    if (view === null) showText(path);
    else view.show(stateOf(path), !mayEdit(path));
    drawTabs();
    decorate();
    if (focus) void focusNow();
  }

  async function focusNow() {
    await ready();
    (view ?? field)?.focus();
  }

  function drawTabs() {
    const focused = tabs.contains(document.activeElement) ? document.activeElement.dataset.path : null;
    tabs.replaceChildren(
      ...[...states.keys()].sort(byRank).map((path, number) => {
        const tab = document.createElement('button');
        tab.type = 'button';
        tab.role = 'tab';
        tab.textContent = path.replace(/^src\//, '');
        tab.title = path;
        tab.id = `tab-${number}`;
        tab.dataset.path = path;
        tab.setAttribute('aria-controls', parent.id);
        tab.setAttribute('aria-selected', String(path === active));
        tab.tabIndex = path === active ? 0 : -1;
        const found = messages.filter((message) => message.file === path);
        if (found.some(({ severity }) => severity === 'error')) tab.dataset.faulty = 'true';
        else if (found.length > 0) {
          tab.dataset.warned = 'true';
          tab.title = `${path} has warnings`;
        }
        if (!mayEdit(path)) tab.title = `${path} cannot be changed here`;
        else if ([...states.keys()].some((one) => !mayEdit(one))) {
          tab.dataset.edit = 'true';
          tab.title = `${path} is yours to change`;
        }
        if (place !== null && place.file === path) {
          tab.dataset.now = 'true';
          tab.title = `${path}: line ${place.line} is executing`;
        }
        return tab;
      }),
    );
    if (focused !== null) tabs.querySelector(`[data-path="${CSS.escape(focused)}"]`)?.focus();
    parent.setAttribute('aria-labelledby', tabs.querySelector('[aria-selected=true]')?.id ?? 'title-source');
  }

  tabs.addEventListener('click', ({ target }) => {
    const tab = target.closest('[role=tab]');
    if (tab !== null) show(tab.dataset.path);
  });
  tabs.addEventListener('keydown', (event) => {
    const all = [...tabs.children];
    const at = all.indexOf(document.activeElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (to === undefined || at < 0) return;
    event.preventDefault();
    const { path } = all[(to + all.length) % all.length].dataset;
    show(path);
    tabs.querySelector(`[data-path="${CSS.escape(path)}"]`).focus();
  });

  /** Put what belongs to the active file into the view: its messages and the executing line. */
  function decorate() {
    if (view === null) return;
    const line = place !== null && place.file === active ? place.line : null;
    view.decorate(messages.filter((message) => message.file === active), line);
  }

  function showMessages(list) {
    messages = list;
    drawTabs();
    decorate();
  }

  return {
    files,
    ready,
    get active() {
      return active;
    },

    /** Replace all files. With `undoable`, a file that stays keeps its history, so that Undo brings its text back. */
    setFiles(next, { undoable = false } = {}) {
      messages = [];
      place = null;
      given.clear();
      const before = active;
      if (view !== null && active !== null) states.set(active, view.state);
      for (const path of [...states.keys()]) if (!Object.hasOwn(next, path)) states.delete(path);
      for (const [path, text] of Object.entries(normal(next))) {
        if (!states.has(path) || !undoable || code === null) states.set(path, text);
        else if (textOf(path) !== text) states.set(path, code.withText(stateOf(path), text));
      }
      active = null;
      const first = [...states.keys()].sort(byRank)[0];
      show(states.has(before) && undoable ? before : first);
    },

    show,
    showMessages,

    /** Say which files may be changed: a function of the path. */
    allow(may) {
      mayEdit = may;
      if (active !== null) show(active);
    },

    /** Whether the file in front has messages, between which its F8 goes. */
    hasMessages: () => view?.hasMessages() === true,

    /** Mark the executing line ({file, line}, or null). With `scroll`, its file comes to the front and it is scrolled to. */
    showPlace(next, scroll) {
      place = next;
      follow = scroll;
      if (follow && place !== null && place.file !== active && states.has(place.file)) show(place.file);
      else {
        drawTabs();
        decorate();
      }
      if (follow && place !== null && place.file === active) view?.scrollTo(place.line);
    },

    /** Put the cursor at a place and the focus into the editor. */
    async goTo({ file, line, column }) {
      show(file);
      await focusNow();
      if (active === file) view?.goTo(line, column);
    },

    focus: focusNow,
  };
}
