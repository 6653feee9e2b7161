// What is dropped or picked: files by their paths, and their bytes in pieces.

const PIECE = 3 << 20; // bytes
const MOST = 20_000; // files
const DEEPEST = 9; // folders
const SKIPPED = new Set(['target', 'node_modules', '__MACOSX', '__pycache__']);
const READ = /\.(?:json|txt|html|zip|rs|toml|md)$/i;

const skipped = (name) => name.startsWith('.') || SKIPPED.has(name);

/** More files than anybody hands in. */
export class TooManyError extends Error {}

/** Of what was picked: [{path, file}]. In a folder, only what could be a student's work. */
export function picked(files) {
  const found = [];
  for (const file of files) {
    const path = file.webkitRelativePath || file.name;
    const parts = path.split('/');
    const inFolder = parts.length > 1;
    if (inFolder && (parts.slice(1).some(skipped) || parts.length > DEEPEST || !READ.test(path))) continue;
    found.push({ path, file });
    if (found.length > MOST) throw new TooManyError();
  }
  return found;
}

/** Of what was dropped, likewise. The browser forgets the items as soon as this waits: they are asked for at once. */
export async function dropped({ items, files }) {
  const entries = [...items].map((item) => item.webkitGetAsEntry?.() ?? null);
  if (entries.every((entry) => entry === null)) return picked(files);
  const found = [];
  for (const entry of entries) if (entry !== null) await walk(entry, entry.name, found, 1);
  return found;
}

async function walk(entry, path, found, depth) {
  if (entry.isFile) {
    if (depth > 1 && !READ.test(entry.name)) return;
    found.push({ path, file: await new Promise((resolve, reject) => entry.file(resolve, reject)) });
    if (found.length > MOST) throw new TooManyError();
    return;
  }
  if (depth >= DEEPEST) return;
  const reader = entry.createReader();
  for (;;) {
    const children = await new Promise((resolve, reject) => reader.readEntries(resolve, reject)); // some at a time
    if (children.length === 0) return;
    for (const child of children) if (!skipped(child.name)) await walk(child, `${path}/${child.name}`, found, depth + 1);
  }
}

/** The bytes of a file, as requests to Python: pieces of it, or its size alone if nobody would read it. */
export async function* pieces({ path, file }, { largest, largestZip }) {
  if (file.size > (/\.zip$/i.test(path) ? largestZip : largest)) {
    yield { path, size: file.size };
    return;
  }
  for (let at = 0; at === 0 || at < file.size; at += PIECE) yield { path, data: await base64(file.slice(at, at + PIECE)) };
}

/** A file's bytes as base64. */
export function base64(blob) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => {
      const address = String(reader.result);
      resolve(address.slice(address.indexOf(',') + 1));
    };
    reader.onerror = () => reject(reader.error);
    if (blob.size === 0) resolve('');
    else reader.readAsDataURL(blob);
  });
}
