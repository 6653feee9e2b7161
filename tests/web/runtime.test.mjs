// What the build (Node) and the worker (browser) share: archives, chunks, snapshots; and the storage that is lent to PyScript.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { installMemoryStorage } from '../../web/runtime/memory-storage.js';
import { Chunks, gunzip, join } from '../../web/runtime/unpack.js';

const bytes = (...values) => new Uint8Array(values);

test('chunks are read across their borders', () => {
  const chunks = new Chunks([bytes(1, 2, 3), bytes(), bytes(4), bytes(5, 6)]);
  const read = (length) => {
    const target = new Uint8Array(length);
    return [chunks.read(target), [...target]];
  };
  assert.deepEqual(read(2), [2, [1, 2]]);
  assert.deepEqual(read(3), [3, [3, 4, 5]]);
  assert.deepEqual(read(3), [1, [6, 0, 0]], 'less is there than asked for');
  assert.deepEqual(read(1), [0, [0]]);
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
