// What the page's editor is made of, bundled into vendor/editor.js at build time: CodeMirror 6 with its Rust mode.

export { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
export { rust, rustLanguage } from '@codemirror/lang-rust';
export {
  bracketMatching,
  defaultHighlightStyle,
  foldGutter,
  foldKeymap,
  HighlightStyle,
  indentOnInput,
  indentUnit,
  syntaxHighlighting,
} from '@codemirror/language';
export { forceLinting, lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
export { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
export { Compartment, EditorSelection, EditorState, RangeSet, StateEffect, StateField, Text } from '@codemirror/state';
export {
  Decoration,
  drawSelection,
  EditorView,
  GutterMarker,
  gutter,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
  rectangularSelection,
  WidgetType,
} from '@codemirror/view';
export { tags } from '@lezer/highlight';
