// What the build (Node) and the worker (browser) share: archives, chunks, snapshots; and the storage that is lent to PyScript.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { installMemoryStorage } from '../../web/runtime/memory-storage.js';
import { Chunks, gunzip, join } from '../../web/runtime/unpack.js';

const bytes = (...values) => new Uint8Array(values);

const read = async (chunks, length) => {
  const target = new Uint8Array(length);
  return [await chunks.read(target), [...target]];
};

test('chunks are read across their borders', async () => {
  const chunks = new Chunks();
  for (const chunk of [bytes(1, 2, 3), bytes(), bytes(4), bytes(5, 6)]) chunks.add(chunk);
  chunks.end();
  assert.deepEqual(await read(chunks, 2), [2, [1, 2]]);
  assert.deepEqual(await read(chunks, 3), [3, [3, 4, 5]]);
  assert.deepEqual(await read(chunks, 3), [1, [6, 0, 0]], 'less is there than asked for');
  assert.deepEqual(await read(chunks, 1), [0, [0]]);
});

test('chunks that are still to come are waited for', async () => {
  const chunks = new Chunks();
  const reading = read(chunks, 4);
  for (const value of [1, 2, 3]) {
    await new Promise((resolve) => setTimeout(resolve));
    chunks.add(bytes(value));
  }
  chunks.end();
  assert.deepEqual(await reading, [3, [1, 2, 3, 0]]);
});

test('who reads chunks that do not all come is told why', async () => {
  const chunks = new Chunks();
  chunks.add(bytes(1));
  const reading = read(chunks, 2);
  chunks.end(new Error('the line is dead'));
  await assert.rejects(reading, /the line is dead/);
});

test('a worker does for another what that asks for, and what fails there fails here', async () => {
  globalThis.self = /** @type {any} */ (globalThis);
  const { answer, errands } = await import('../../web/runtime/errands.js');
  const { port1, port2 } = new MessageChannel();
  const file = bytes(7, 8, 9);
  answer(port1, {
    bytes: async (name) => (name === 'there' ? file : Promise.reject(new Error(`${name}: the server answered 404`))),
    chunks: async (onChunk) => [bytes(1), new Uint8Array(2 ** 20), bytes(2)].forEach(onChunk),
    keep: async (chunks) => chunks.length === 3,
  });
  const far = errands(Promise.resolve(port2));
  assert.deepEqual(await far.bytes('there'), bytes(7, 8, 9));
  assert.equal(file.length, 0, 'without a copy');
  await assert.rejects(far.bytes('lost'), /lost: the server answered 404/);
  const heard = [];
  const chunks = await far.chunks((chunk) => heard.push(chunk));
  assert.deepEqual(chunks.map(({ length }) => length), [1, 2 ** 20, 1]);
  assert.deepEqual(heard, chunks);
  assert.equal(await far.keep(chunks), true);
  port1.close();
});

test('a file is the same whether the host has decompressed it or not', async () => {
  const plain = new TextEncoder().encode('the memory of an interpreter '.repeat(1000));
  for (const sent of [gzipSync(plain), plain]) {
    let asked = 0;
    const fetching = () => {
      asked += 1;
      return Promise.resolve(new Response(sent));
    };
    assert.deepEqual(await join(await gunzip(fetching)), plain);
    assert.ok(asked <= 2);
  }
});

test('a file that is compressed and damaged is no file', async () => {
  const cut = gzipSync(new Uint8Array(100_000).map((_, at) => at % 251)).subarray(0, 200);
  await assert.rejects(gunzip(() => Promise.resolve(new Response(cut))));
});

test('the storage that is lent to PyScript keeps what it is given', async () => {
  const window = /** @type {any} */ ({});
  installMemoryStorage(window);
  const done = (request) =>
    new Promise((resolve) => {
      request.onsuccess = () => resolve(request.result);
    });
  const database = await done(window.indexedDB.open('fs'));
  const store = database.transaction('entries', 'readwrite').objectStore('entries');
  assert.equal(await done(store.put('value', 'key')), 'key');
  assert.equal(await done(store.get('key')), 'value');
  assert.deepEqual(await done(store.getAllKeys()), ['key']);
  assert.equal(await done(store.count()), 1);
  await done(store.delete('key'));
  assert.equal(await done(store.get('key')), undefined);
});
