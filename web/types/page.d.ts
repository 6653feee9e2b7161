// What the type checker is told beyond the DOM's own types.
//
// Elements are found by ids and selectors, and events happen at elements: that those are there, and are what they are taken
// for, is held by the tests against the pages. Here they may be anything, so that the rest is checked without noise.

interface Document {
  getElementById(id: string): any;
}
interface ParentNode {
  querySelector(selectors: string): any;
  querySelectorAll(selectors: string): NodeListOf<any>;
}
interface Element {
  closest(selectors: string): any;
  readonly dataset: DOMStringMap;
}
interface EventTarget {
  closest(selectors: string): any;
  readonly dataset: DOMStringMap;
  readonly tagName: string;
  id: string;
  value: any;
}
interface DocumentEventMap {
  'pagesim:reveal': CustomEvent<{ name: string }>;
}
interface HTMLScriptElement {
  /** PyScript's handle of the worker that an element has. */
  readonly xworker?: any;
}

/** The text of integrations/style.css: the build puts it in. */
declare const STYLE: string;

interface Window {
  /** For tests, and for who looks at the page with the browser's tools. */
  pagesim: any;
  /** What runtime/guard.js leaves behind: `start(query)`, the `early` worker, and `hint`, the name of what storage keeps. */
  pagesimStart: any;
  /** In the worker: what runtime/worker.js has begun. */
  pagesimPython: any;
  /** In the worker: whether a program can wait, suspended. */
  canSuspend: boolean;
}

interface FileSystemFileHandle {
  /** Only workers have it. */
  createSyncAccessHandle(options?: { mode: 'read-only' | 'readwrite' }): Promise<any>;
}
/** Only the build's copy of the page has this file. */
declare module '*/vendor/pyscript/core.js';
