// Reading a kernel of the reader's own: files, a folder, a zip. Which files are of use is known here, for a folder's sake;
// what they are together is Python's to say, which reads them as the command reads a folder (labs/brought.py).

import { askBeside } from './asking.js';
import { make, show } from './dialogs.js';
import { base64 } from './grade-files.js';
import { hush, say, saidBy } from './notices.js';
import { $, store } from './page.js';

const LARGEST = 1 << 20; // bytes of a source file
const LARGEST_ZIP = 32 << 20;
const MOST = 2_000; // files that are read
const MOST_BYTES = 16 << 20; // of these together
const MOST_SEEN = 50_000; // files and folders that are looked at
const DEEPEST = 20; // folders
const LATER = 300; // milliseconds until what reads them is asked for again
const SHOWN = 5; // names of what isn't read
const SKIPPED = new Set(['.git', 'target', 'node_modules', '__MACOSX']);
const READ = /\.rs$|(?:^|\/)Cargo\.toml$|(?:^|\/)\.cargo\/config(?:\.toml)?$/;
const INCLUDED = /\binclude(?:_str|_bytes)?![^"\n;]*(?:"CARGO_MANIFEST_DIR"[^"\n;]*)?"([^"\n]+)"/g;
const ZIP = /\.zip$/i;

/** What was brought cannot be taken; the message is a sentence for the reader. */
class BringError extends Error {}

/** Files as they are found: `found` to be read, `left` not. */
class Lot {
  /** @type {{path: string, file: File}[]} */
  found = [];
  /** @type {Set<string>} */
  left = new Set();
  seen = 0;
  bytes = 0;

  count() {
    this.seen += 1;
    if (this.seen > MOST_SEEN) throw new BringError(`There are more than ${MOST_SEEN.toLocaleString('en')} files: bring the kernel’s folder alone.`);
  }

  /** Files that may turn out to be included by others. @type {{path: string, file: () => Promise<File>}[]} */
  others = [];

  /** Whether a file of this path is read; else `file` gets it if another includes it. */
  wants(path, file) {
    if (READ.test(path) || (ZIP.test(path) && !path.includes('/'))) return true;
    this.left.add(path);
    this.others.push({ path, file });
    return false;
  }

  /** Add the files whose names stand in an `include_str!` and the like of those that were found. */
  async addIncluded() {
    if (this.others.length === 0) return;
    const names = new Set();
    for (const { path, file } of this.found) {
      if (!path.endsWith('.rs')) continue;
      for (const [, given] of (await file.text()).matchAll(INCLUDED)) names.add(given.split('/').at(-1));
    }
    for (const { path, file } of this.others) {
      if (!names.has(path.split('/').at(-1))) continue;
      this.left.delete(path);
      this.add(path, await file());
    }
  }

  add(path, file) {
    const isZip = ZIP.test(path);
    if (isZip && file.size > LARGEST_ZIP) throw new BringError(`${path} has more than ${LARGEST_ZIP >> 20} MiB, the most that a zip may have here: leave out target.`);
    if (!isZip && file.size > LARGEST) {
      this.left.add(`${path}, which has more than ${LARGEST.toLocaleString('en')} bytes`);
      return;
    }
    this.found.push({ path, file });
    if (!isZip) this.bytes += file.size;
    if (this.found.length > MOST || this.bytes > MOST_BYTES) throw new BringError(`There are more than ${MOST.toLocaleString('en')} Rust files, or ${MOST_BYTES >> 20} MiB of them: bring the kernel’s folder alone.`);
  }
}

/** Of what was picked. */
function picked(files) {
  const lot = new Lot();
  for (const file of files) {
    const path = file.webkitRelativePath || file.name;
    const folders = path.split('/').slice(0, -1);
    const skipped = folders.findIndex((name) => SKIPPED.has(name));
    if (skipped >= 0) {
      lot.left.add(`${folders.slice(0, skipped + 1).join('/')}/`);
      continue;
    }
    lot.count();
    if (lot.wants(path, async () => file)) lot.add(path, file);
  }
  return lot;
}

/** Of what was dropped: entries of the file system, or files where a browser has no such. */
async function dropped(entries) {
  const lot = new Lot();
  for (const entry of entries) {
    if (entry instanceof File) {
      lot.count();
      if (lot.wants(entry.name, async () => entry)) lot.add(entry.name, entry);
    } else if (entry !== null) await walk(entry, entry.name, lot, 1);
  }
  return lot;
}

async function walk(entry, path, lot, depth) {
  lot.count();
  if (entry.isFile) {
    /** @type {() => Promise<File>} */
    const file = () => new Promise((resolve, reject) => entry.file(resolve, reject));
    if (lot.wants(path, file)) lot.add(path, await file());
    return;
  }
  if (SKIPPED.has(entry.name) || depth >= DEEPEST) {
    lot.left.add(`${path}/`);
    return;
  }
  const reader = entry.createReader();
  for (;;) {
    const children = await new Promise((resolve, reject) => reader.readEntries(resolve, reject)); // some at a time
    if (children.length === 0) return;
    for (const child of children) await walk(child, `${path}/${child.name}`, lot, depth + 1);
  }
}

/** Resolves when Python can be asked. */
const ready = () =>
  new Promise((/** @type {(value?: any) => void} */ resolve) => {
    if (store.get().ready) resolve();
    else store.listen((state) => state.ready && resolve());
  });

/** What Python makes of it. */
async function read(request) {
  for (;;) {
    /** @type {any} */
    let refused = null;
    const answer = await askBeside({ action: 'bring', ...request }, (error) => {
      refused = error;
    });
    if (refused !== null) throw new BringError(refused.message);
    if (answer === null) return null;
    if (answer.later !== true) return answer.brought;
    await new Promise((done) => setTimeout(done, LATER));
  }
}

let newest = 0; // what was brought last counts

/** Read what `lotOf` gives, and hand it on; the reader is told how it went. */
async function bring(lotOf, take) {
  newest += 1;
  const mine = newest;
  if ($('dialog').open) $('dialog').close();
  say('Your files are being read.');
  const isNewest = () => mine === newest;
  await told(async () => {
    const lot = await lotOf;
    await lot.addIncluded();
    await ready();
    const files = [];
    for (const { path, file } of lot.found) files.push({ path, data: await base64(file) });
    await finish({ files, left: [...lot.left].slice(0, MOST) }, take, isNewest);
  }, isNewest);
}

/** Do it, and tell of what goes wrong. */
async function told(act, isNewest) {
  try {
    await act();
  } catch (error) {
    // A browser's own error tells of a file that it may not, or can no longer read.
    if (isNewest()) say(error instanceof BringError ? error.message : `Your files cannot be read: ${saidBy(error)}`, { kind: 'bad' });
  }
}

async function finish(request, take, isNewest) {
  const brought = await read(request);
  if (brought === null || !isNewest()) return;
  if (brought.choose !== undefined) {
    hush();
    ask(brought.choose, (folder) => told(() => finish({ ...request, folder }, take, isNewest), isNewest));
    return;
  }
  const number = Object.keys(brought.files).length;
  const words = [`${brought.title} is in the editor, ${number === 1 ? 'one file' : `${number} files`}: press Run.`, ...brought.notes.map(sentence)];
  if (brought.left.length > 0) words.push(`Not read: ${some(brought.left)}.`);
  take(brought.files, `${words.join(' ')} `);
}

const sentence = (text) => `${text[0].toUpperCase()}${text.slice(1)}.`;

function some(names) {
  const more = names.length - SHOWN;
  return names.slice(0, SHOWN).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

/** Ask which of several kernels is meant. */
function ask(folders, chosen) {
  const buttons = folders.map((folder) => {
    const button = make('button', { type: 'button' }, folder);
    button.addEventListener('click', () => {
      $('dialog').close();
      void chosen(folder);
    });
    return button;
  });
  show('Which kernel?', [make('p', {}, 'There is more than one package with a main.rs. Its dependencies by path are taken along.'), make('div', { class: 'row' }, ...buttons)]);
}

/** Have the reader choose a folder or a file. */
export function choose(take) {
  const way = (words, attributes) => {
    const input = make('input', { type: 'file', hidden: '', ...attributes });
    input.addEventListener('change', () => input.files.length > 0 && void bring(Promise.resolve().then(() => picked(input.files)), take));
    const button = make('button', { type: 'button' }, words);
    button.addEventListener('click', () => input.click());
    return [button, input];
  };
  const folder = 'webkitdirectory' in HTMLInputElement.prototype ? way('Choose a folder', { webkitdirectory: '' }) : [];
  show('Open a kernel of your own', [
    make('p', { class: 'bringing' }, 'Choose the folder of a Cargo package, a zip of one, or a single Rust file; or drop it on the page.'),
    make('p', { class: 'quiet' }, 'Rust files, Cargo.toml and .cargo/config.toml are read, those of dependencies given by path or vendored too; what else there is stays unread. Your files stay in this browser, and the text that you have now is kept.'),
    make('div', { class: 'row' }, ...folder, ...way('Choose a zip or a file', { accept: '.zip,.rs', multiple: '' })),
  ]);
}

/** Take what was dropped. */
export const drop = (entries, take) => bring(dropped(entries), take);
