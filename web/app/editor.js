// The editor: CodeMirror with one state per file, tabs, messages at their lines, the executing line marked.

import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { rust } from '@codemirror/lang-rust';
import { bracketMatching, HighlightStyle, indentOnInput, indentUnit, syntaxHighlighting } from '@codemirror/language';
import { diagnosticCount, lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { Compartment, EditorState, StateEffect, StateField } from '@codemirror/state';
import {
  Decoration, drawSelection, EditorView, gutter, GutterMarker, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers,
} from '@codemirror/view';
import { tags } from '@lezer/highlight';

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.modifier, tags.controlKeyword, tags.operatorKeyword, tags.self], color: 'var(--keyword)' },
  { tag: [tags.string, tags.character, tags.special(tags.string)], color: 'var(--string)' },
  { tag: [tags.number, tags.bool, tags.atom], color: 'var(--number)' },
  { tag: [tags.typeName, tags.className, tags.namespace, tags.macroName, tags.special(tags.variableName)], color: 'var(--type)' },
  { tag: [tags.comment, tags.meta], color: 'var(--comment)' },
]);

const setExecuting = StateEffect.define();

const executing = StateField.define({
  create: () => null,
  update(line, transaction) {
    for (const effect of transaction.effects) if (effect.is(setExecuting)) line = effect.value;
    return transaction.docChanged && line !== null && line > transaction.state.doc.lines ? null : line;
  },
  provide: (field) =>
    EditorView.decorations.from(field, (line) => (view) => {
      if (line === null || line > view.state.doc.lines) return Decoration.none;
      const mark = Decoration.line({ class: 'cm-executing', attributes: { 'data-executing': 'true' } });
      return Decoration.set([mark.range(view.state.doc.line(line).from)]);
    }),
});

class NowMarker extends GutterMarker {
  toDOM() {
    const mark = document.createElement('span');
    mark.textContent = '▶';
    mark.title = 'This line is executing';
    return mark;
  }
}
const now = new NowMarker();

const nowGutter = gutter({
  class: 'cm-now',
  lineMarker: (view, block) => {
    const line = view.state.field(executing);
    return line !== null && view.state.doc.lineAt(block.from).number === line ? now : null;
  },
  lineMarkerChange: (update) => update.startState.field(executing) !== update.state.field(executing),
  initialSpacer: () => now,
});

/** Order of the tabs: main.rs first, then lib.rs, then by name. */
const rank = (path) => (path.endsWith('main.rs') ? 0 : path.endsWith('lib.rs') ? 1 : 2);
const byRank = (one, other) => rank(one) - rank(other) || (one < other ? -1 : 1);

/**
 * @param {{parent: HTMLElement, tabs: HTMLElement, onChange: (files: object) => void}} options
 */
export function createEditor({ parent, tabs, onChange }) {
  const states = new Map(); // what each file's text, history and selection are: just the text until it's first shown
  let active = null;
  let messages = [];
  let place = null;
  const label = new Compartment();

  const extensions = (path) => [
    lineNumbers(), nowGutter, lintGutter(), history(), drawSelection(), indentOnInput(), bracketMatching(),
    highlightActiveLine(), highlightActiveLineGutter(), highlightSelectionMatches(), search({ top: true }),
    EditorState.tabSize.of(4), indentUnit.of('    '),
    rust(), syntaxHighlighting(colours), executing,
    keymap.of([...defaultKeymap.filter(({ key }) => key !== 'Mod-Enter'), ...historyKeymap, ...searchKeymap, ...lintKeymap, indentWithTab]),
    label.of(EditorView.contentAttributes.of({ tabindex: '0', 'aria-label': `Rust source of ${path}. Escape, then Tab, leaves the editor.` })),
    EditorView.updateListener.of((update) => {
      states.set(active, update.state);
      if (update.docChanged) {
        if (messages.length > 0) showMessages([]);
        onChange(files());
      }
    }),
  ];

  const textOf = (path) => (typeof states.get(path) === 'string' ? states.get(path) : states.get(path).doc.toString());

  function stateOf(path) {
    const state = states.get(path);
    return typeof state === 'string' ? EditorState.create({ doc: state, extensions: extensions(path) }) : state;
  }

  parent.replaceChildren();
  const view = new EditorView({ parent });

  const files = () => Object.fromEntries([...states.keys()].map((path) => [path, textOf(path)]));

  function show(path, focus = false) {
    if (!states.has(path)) return;
    if (active !== null && states.has(active)) states.set(active, view.state);
    active = path;
    view.setState(stateOf(path));
    drawTabs();
    decorate();
    if (focus) view.focus();
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
        if (messages.some((message) => message.file === path)) tab.dataset.faulty = 'true';
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
    const { doc } = view.state;
    const diagnostics = messages
      .filter((message) => message.file === active && message.line !== null && message.line <= doc.lines)
      .map((message) => {
        const line = doc.line(message.line);
        const from = Math.min(line.from + Math.max((message.column ?? 1) - 1, 0), line.to);
        const to = Math.min(Math.max(from + (message.length ?? 1), from), line.to);
        return { from, to, severity: message.severity, message: message.summary };
      });
    const line = place !== null && place.file === active ? place.line : null;
    const differs = diagnostics.length > 0 || diagnosticCount(view.state) > 0;
    const { effects } = differs ? setDiagnostics(view.state, diagnostics) : { effects: [] };
    if (differs || view.state.field(executing, false) !== line) view.dispatch({ effects: [effects, setExecuting.of(line)].flat() });
  }

  function showMessages(list) {
    messages = list;
    drawTabs();
    decorate();
  }

  const middle = (line) => EditorView.scrollIntoView(view.state.doc.line(line).from, { y: 'center' });

  return {
    files,
    view,
    get active() {
      return active;
    },

    /** Replace all files. With `undoable`, a file that stays keeps its history, so that Undo brings its text back. */
    setFiles(next, { undoable = false } = {}) {
      messages = [];
      place = null;
      const before = active;
      if (active !== null) states.set(active, view.state);
      for (const path of [...states.keys()]) if (!Object.hasOwn(next, path)) states.delete(path);
      for (const [path, raw] of Object.entries(next)) {
        const text = raw.replaceAll(/\r\n?/g, '\n'); // as CodeMirror would
        if (!states.has(path) || !undoable) states.set(path, text);
        else if (textOf(path) !== text) {
          const state = stateOf(path);
          states.set(path, state.update({ changes: { from: 0, to: state.doc.length, insert: text } }).state);
        }
      }
      active = null;
      const first = [...states.keys()].sort(byRank)[0];
      show(states.has(before) && undoable ? before : first);
    },

    show,
    showMessages,

    /** Mark the executing line ({file, line}, or null). With `follow`, its file comes to the front and it is scrolled to. */
    showPlace(next, follow) {
      place = next;
      if (follow && place !== null && place.file !== active && states.has(place.file)) show(place.file);
      else {
        drawTabs();
        decorate();
      }
      if (follow && place !== null && place.file === active && place.line <= view.state.doc.lines) {
        view.dispatch({ effects: middle(place.line) });
      }
    },

    /** Put the cursor at a place and the focus into the editor. */
    goTo({ file, line, column }) {
      show(file, true);
      if (line === null || line > view.state.doc.lines) return;
      const at = view.state.doc.line(line);
      view.dispatch({ selection: { anchor: Math.min(at.from + Math.max((column ?? 1) - 1, 0), at.to) }, effects: middle(line) });
    },

    focus: () => view.focus(),
  };
}
