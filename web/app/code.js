// CodeMirror: one file at a time in it, messages at their lines, the executing line marked. It's the largest part of the
// page's scripts, which editor.js asks for when there is time, or when the reader wants to type.

import { defaultKeymap, history, historyKeymap, indentWithTab, isolateHistory } from '@codemirror/commands';
import { rust } from '@codemirror/lang-rust';
import { bracketMatching, HighlightStyle, indentOnInput, indentUnit, syntaxHighlighting } from '@codemirror/language';
import { diagnosticCount, lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { Compartment, EditorState, StateEffect, StateField } from '@codemirror/state';
import {
  Decoration, drawSelection, EditorView, gutter, GutterMarker, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers,
} from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { spoken } from './files.js';

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

const fixed = new Compartment();

const extensions = (path, isFixed, onUpdate) => [
  lineNumbers(), nowGutter, lintGutter(), history(), drawSelection(), indentOnInput(), bracketMatching(),
  highlightActiveLine(), highlightActiveLineGutter(), highlightSelectionMatches(), search({ top: true }),
  fixed.of(EditorState.readOnly.of(isFixed)), EditorState.tabSize.of(4), indentUnit.of('    '),
  rust(), syntaxHighlighting(colours), executing,
  keymap.of([...defaultKeymap.filter(({ key }) => key !== 'Mod-Enter'), ...historyKeymap, ...searchKeymap, ...lintKeymap, indentWithTab]),
  EditorView.contentAttributes.of({ tabindex: '0', 'aria-label': `${spoken(path)}. Escape, then Tab, leaves the editor.` }),
  EditorView.updateListener.of(({ state, docChanged }) => onUpdate(state, docChanged)),
];

/** The state of a file that has just come: its text, nothing to undo, the cursor at its beginning. */
export const stateOf = (path, text, isFixed, onUpdate) =>
  EditorState.create({ doc: text, extensions: extensions(path, isFixed, onUpdate) });

export const textOf = (state) => state.doc.toString();

/** `state` with another text, which an Undo of its own takes back. */
export function withText(state, text) {
  const changes = { from: 0, to: state.doc.length, insert: text };
  return state.update({ changes, annotations: isolateHistory.of('full') }).state;
}

/** The view in `parent`, of a file's `state`. */
export function createView(parent, state) {
  const view = new EditorView({ parent, state });
  const place = (line, column) => {
    const { from, to } = view.state.doc.line(line);
    return Math.min(from + Math.max((column ?? 1) - 1, 0), to);
  };
  const middle = (line) => EditorView.scrollIntoView(view.state.doc.line(line).from, { y: 'center' });
  const has = (line) => line !== null && line <= view.state.doc.lines;

  return {
    get state() {
      return view.state;
    },

    show(state, isFixed) {
      if (state !== view.state) view.setState(state);
      if (view.state.readOnly !== isFixed) view.dispatch({ effects: fixed.reconfigure(EditorState.readOnly.of(isFixed)) });
    },

    /** Have just these messages at their lines, and this line, or none, marked as executing. */
    decorate(messages, line) {
      const diagnostics = messages
        .filter((message) => has(message.line))
        .map((message) => {
          const from = place(message.line, message.column);
          const to = Math.min(Math.max(from + (message.length ?? 1), from), view.state.doc.line(message.line).to);
          return { from, to, severity: message.severity, message: message.summary };
        });
      const differs = diagnostics.length > 0 || diagnosticCount(view.state) > 0;
      const { effects } = differs ? setDiagnostics(view.state, diagnostics) : { effects: [] };
      if (differs || view.state.field(executing, false) !== line) view.dispatch({ effects: [effects, setExecuting.of(line)].flat() });
    },

    hasMessages: () => diagnosticCount(view.state) > 0,

    scrollTo(line) {
      if (has(line)) view.dispatch({ effects: middle(line) });
    },

    /** Put the cursor at a place. */
    goTo(line, column) {
      if (has(line)) view.dispatch({ selection: { anchor: place(line, column) }, effects: middle(line) });
    },

    /** Select from one offset of the text to another. */
    select(anchor, head) {
      view.dispatch({ selection: { anchor, head } });
    },

    /** Scroll so that a line is the first that is seen. */
    startAt(line) {
      if (has(line)) view.dispatch({ effects: EditorView.scrollIntoView(view.state.doc.line(line).from, { y: 'start', yMargin: 0 }) });
    },

    focus: () => view.focus(),
  };
}
