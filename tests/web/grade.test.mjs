// What grade.html takes of what is dropped or picked, and how it hands it over.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import './dom.mjs';

const { dropped, picked, pieces, TooManyError } = await import('../../web/app/grade-files.js');

const file = (path, size = 1) => ({ name: path.split('/').at(-1), webkitRelativePath: path.includes('/') ? path : '', size });
const paths = (found) => found.map(({ path }) => path);

test('of a folder it takes what can be a student’s work; of single files, all', () => {
  const given = ['class/ada.json', 'class/bob/src/main.rs', 'class/bob/.git/config', 'class/bob/target/x.rs', 'class/picture.png', 'a.txt', 'b.csv', '.x'];
  assert.deepEqual(paths(picked(given.map((path) => file(path)))), ['class/ada.json', 'class/bob/src/main.rs', 'a.txt', 'b.csv', '.x']);
});

test('a folder that is dropped is walked to its end, however the browser cuts its listing', async () => {
  const entry = (name, children) => ({
    name,
    isFile: children === undefined,
    file: (resolve) => resolve(file(name)),
    createReader() {
      const left = [...children];
      return { readEntries: (resolve) => resolve(left.splice(0, 2)) };
    },
  });
  const tree = entry('class', [entry('a.json'), entry('b.json'), entry('cy', [entry('src', [entry('main.rs')]), entry('.git', [entry('x.rs')])]), entry('node_modules', [entry('z.rs')])]);
  const items = [tree, entry('big.zip')].map((one) => ({ webkitGetAsEntry: () => one }));
  assert.deepEqual(paths(await dropped({ items, files: [] })), ['class/a.json', 'class/b.json', 'class/cy/src/main.rs', 'big.zip']);
  assert.deepEqual(paths(await dropped({ items: [{ webkitGetAsEntry: () => null }], files: [file('x.json')] })), ['x.json']);
});

test('more files than anybody hands in are refused, and what nobody would read is not read', async () => {
  assert.throws(() => picked(Array.from({ length: 20_001 }, (_, n) => file(`${n}.json`))), TooManyError);
  const limits = { largest: 1000, largestZip: 5000 };
  const told = [];
  for await (const piece of pieces({ path: 'x.json', file: file('x.json', 1001) }, limits)) told.push(piece);
  for await (const piece of pieces({ path: 'x.zip', file: file('x.zip', 5001) }, limits)) told.push(piece);
  assert.deepEqual(told, [{ path: 'x.json', size: 1001 }, { path: 'x.zip', size: 5001 }]);
});
