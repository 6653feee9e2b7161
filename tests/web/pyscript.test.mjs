// What our start relies on in PyScript, looked up in the very files that the site carries. If one of these fails after PyScript
// was updated, web/runtime/pyscript.js, which draws the start, has to follow.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { FIRST, PLUGINS } from '../../web/runtime/pyscript.js';

const dist = new URL('../../web/node_modules/@pyscript/core/dist/', import.meta.url);
const read = (name) => readFileSync(new URL(name, dist), 'utf8');
const chunks = [...read('core.js').matchAll(/from ?"\.\/([^"]+)"/g)].map(([, name]) => name);
const core = chunks.map(read).join('\n');

/** The program of its workers, which the core has as a text. */
const worker = (() => {
  const begin = core.indexOf('"/*@*/"+\'') + 9;
  let end = begin;
  while (core[end] !== "'" || core[end - 1] === '\\') end += 1;
  return core.slice(begin, end);
})();

test('core.js imports one module, which the build copies', () => {
  assert.equal(new Set(chunks).size, 1);
  assert.ok(readdirSync(dist).includes(chunks[0]));
});

test('its plugins are those that are turned off', () => {
  const [, table] = /\{(codemirror:\(\)=>.*?)\};/s.exec(core);
  const names = [...table.matchAll(/(?:^|,)"?([\w-]+)"?:\(\)=>/g)].map(([, name]) => name);
  assert.deepEqual(names, PLUGINS);
  assert.match(core, /plugins\?\.includes\(`!\$\{\w\}`\)/, 'a name with ! turns one off');
});

test('its worker is a module at a blob: address', () => {
  assert.match(core, /new \w+\(URL\.createObjectURL\(new Blob\(\["\/\*@\*\/"\+'/);
  assert.match(core, /super\(\w,\w+\(\{type:"module"\},\w\)\)/);
});

test('an element with a worker has it as its xworker', () => assert.match(core, /"xworker",\{value:\w\}/));

test('its worker listens once for each of its first messages, as many as are held back', () => {
  const open = [...worker.matchAll(/"message",\w=>\{.{0,140}?\},\{once:!0\}\)/gs)];
  const program = [...worker.matchAll(/\w+\("message",\(\{data:\{options:/g)];
  assert.match(worker, /!!\w&&\{once:!0\}/, 'the listener for the program listens once');
  assert.equal(open.length + program.length, FIRST);
  assert.ok(open.every(({ index }) => index < program[0].index), 'the channel is opened first');
});

test('of an interpreter it asks for two exports', () => assert.match(worker, /async engine\(\{loadPyodide:\w,version:\w\}/));

test('it opens a store in indexedDB while it loads, for which it is lent one', () => {
  assert.match(core, /indexedDB\.open\(/);
  assert.match(worker, /indexedDB\.open\(/);
});

test('a version that is an address is the interpreter, a module', () => {
  assert.match(worker, /\/\^\(\?:[^)]+\)\/i\.test\(\w\)\?\w\.join\("@"\):\w\.module\(/);
  assert.match(worker, /\{url:\w,module:import\(\w\),engine:/);
  assert.match(core, /attributes:\{config:\w,env:\w,name:\w,target:\w,version:\w,/, 'it is an attribute');
});

test('a script of type pyodide, with a worker attribute without a value, has its program at src', () => {
  assert.match(core, /\{type:"pyodide",module:/);
  assert.match(core, /const\{src:\w,worker:\w\}=\w\.attributes;if\(\w\)\{let\{value:\w\}=\w;if\(\w\)throw/);
});

test('a configuration in braces is one, and no address', () => assert.match(core, /=\/\^\{\/\.test\(\w\)&&\/\}\$\/\.test\(\w\)/));

test('a worker has a promise, ready, and the functions that its program exports by name', () => {
  assert.match(core, /\bready:\{value:\w\.promise\}/);
  assert.match(worker, /"__export__";/);
  assert.match(worker, /`\$\{\w\}\.sync\.\$\{\w\} = \$\{\w\}`/);
  const program = readFileSync(new URL('../../web/worker.py', import.meta.url), 'utf8');
  assert.match(program, /^__export__ = \["call"\]$/m);
});

test('an error that a worker posts, as adoptable() does, rejects its promise', () => {
  assert.match(core, /\w=\w instanceof Error;\(\w\|\|"polyscript:done"===\w\)&&\(\w\.stopImmediatePropagation\(\),\w\?\(\w\.reject\(\w\)/);
});

test('an error plugin that is turned off is loaded all the same, to be told', () => {
  assert.match(core, /"error"===\w&&\w\.push\(\w\(\)\.then\(\(\{notOnDOM:\w\}\)=>\w\(\)\)\)/);
});
