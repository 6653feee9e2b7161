// The page's modules that need no page: what is typed, kept, linked and told.

import assert from 'node:assert/strict';
import { beforeEach, mock, test } from 'node:test';
import { storage as raw } from './dom.mjs';

const { createStore } = await import('../../web/app/store.js');
const { LinkError, pack, unpack } = await import('../../web/app/pack.js');
const { apply, decode, encode, isPlace } = await import('../../web/app/share.js');
const { statusOf } = await import('../../web/app/status.js');
const { saidBy } = await import('../../web/app/notices.js');
const { watch } = await import('../../web/app/watchdog.js');
const storage = await import('../../web/app/storage.js');

beforeEach(() => raw.clear());

test('the store tells every listener what is now and what was before, and nobody can change it', () => {
  const store = createStore({ lab: 'handlers', run: null });
  const heard = [];
  store.listen((now, before) => heard.push([now.lab, before.lab, now.run]));
  store.set({ lab: 'mapping' });
  assert.deepEqual(heard, [['mapping', 'handlers', null]]);
  assert.throws(() => {
    store.get().lab = 'other';
  }, TypeError);
});

test('a link gives back what it was made from, whatever the text', async () => {
  for (const value of [null, 0, '', { lab: 'é <\u2028> \u{1f980}', files: { 'src/main.rs': 'x'.repeat(50_000) } }]) {
    const text = await pack(value);
    assert.match(text, /^1\.[\w-]+$/, 'it needs no escaping behind #');
    assert.deepEqual(await unpack(text), value);
  }
});

test('a link that cannot be used says why', async () => {
  const good = await pack({ lab: 'mapping' });
  const reasons = [
    ['nonsense', 'what follows # in the address was not made by this page'],
    [good.replace(/^1/, '2'), 'it was made by a newer version of this page'],
    [good.slice(0, -4), 'it is damaged or was cut off'],
    ['1.$$$', 'it is damaged or was cut off'],
    [await pack('x'.repeat(2_000_001)), 'it is too large'],
  ];
  for (const [text, why] of reasons) await assert.rejects(unpack(text), new LinkError(why));
});

test('a link has the files that differ, and null for those that are gone', async () => {
  const original = { 'src/main.rs': 'a', 'src/vga.rs': 'b', 'src/lib.rs': 'c' };
  const files = { 'src/main.rs': 'A', 'src/vga.rs': 'b', 'src/new.rs': '' };
  const link = await decode(await encode({ lab: 'mapping', experiment: 'two', files, original, at: 0 }));
  assert.deepEqual(link.changed, { 'src/main.rs': 'A', 'src/lib.rs': null, 'src/new.rs': '' });
  assert.deepEqual([link.lab, link.experiment, link.at, link.whatIf], ['mapping', 'two', 0, null]);
  assert.deepEqual(apply(original, link.changed), files);
});

test('a link with odd contents is refused or read without them', async () => {
  await assert.rejects(decode(`#${await pack({ files: {} })}`), new LinkError('it names no lab'));
  await assert.rejects(decode(`#${await pack({ lab: 'a', files: { x: 3 } })}`), new LinkError('its files cannot be read'));
  const odd = await decode(`#${await pack({ lab: 'a', at: -1, experiment: 7 })}`);
  assert.deepEqual([odd.at, odd.experiment], [null, null]);
});

test('what names a place in the page is no link', () => {
  assert.deepEqual(['', '#', '#about', '#:~:text=fault', '#1.abc'].map(isPlace), [true, true, true, true, false]);
});

test('what does not fit into storage is kept until the page is closed, and said to be', () => {
  assert.equal(storage.write('draft:a', 'short'), true);
  assert.equal(raw.get('pagesim:draft:a'), '"short"');
  const long = 'x'.repeat(2000);
  assert.equal(storage.write('draft:a', long), false);
  assert.equal(storage.read('draft:a'), long);
  assert.equal(storage.isAllKept('draft:'), false);
  assert.equal(storage.isAllKept('look:'), true);
  assert.equal(storage.write('draft:a', 'short again'), true);
  assert.equal(storage.isAllKept('draft:'), true);
  raw.set('pagesim:draft:a', '{"cut off');
  assert.equal(storage.read('draft:a'), null);
});

const idle = {
  ready: true, busy: null, stage: 'Ready', run: null, stopped: false, broken: null, lost: false, ranFiles: null, files: { a: '1' },
  pressed: false, stopping: false, took: null, locked: null,
};
const run = { status: 'Halted.', phase: 'halted', events: 1 };

for (const [name, state, said] of [
  ['Python is being loaded', { ready: false, stage: 'Starting Python' }, ['Loading: Starting Python', '']],
  ['nothing has run', {}, ['Ready', '']],
  ['a program runs', { busy: 'run' }, ['Running', '']],
  ['a program is told to stop', { busy: 'run', stopping: true }, ['Running: it is being stopped', '']],
  ['it halted', { run, pressed: true, took: 0.02 }, ['Halted. Finished in 0.1 s, 1 event.', '']],
  ['it took long', { run: { ...run, events: 12_345 }, pressed: true, took: 75.4 }, ['Halted. Finished in 75 s, 12,345 events.', '']],
  ['it panicked', { run: { ...run, status: 'Panicked.', phase: 'panicked' }, pressed: true }, ['Panicked.', 'bad']],
  ['the source has changed since', { run, pressed: true, ranFiles: { a: '0' } }, ['Ready. The source has changed since the run that is shown', '']],
  ['the worker is lost', { lost: true, busy: 'run' }, ['Error: the simulated computer has stopped working. Run starts it again', 'bad']],
]) {
  test(`the status when ${name}`, () => assert.deepEqual(statusOf({ ...idle, ...state }), said));
}

test('the watchdog speaks after 6 seconds of silence, acts after 15, and hears of progress', (context) => {
  mock.timers.enable({ apis: ['setInterval'] });
  context.after(() => mock.timers.reset());
  const heard = [];
  const dog = watch({ onSoon: () => heard.push('soon'), onLate: () => heard.push('late'), onBack: () => heard.push('back') });
  mock.timers.tick(5000);
  dog.progress();
  mock.timers.tick(5000);
  assert.deepEqual(heard, []);
  mock.timers.tick(1000);
  assert.deepEqual(heard, ['soon']);
  dog.progress();
  assert.deepEqual(heard, ['soon', 'back']);
  mock.timers.tick(15_000);
  assert.deepEqual(heard, ['soon', 'back', 'soon', 'late']);
  dog.end();
  mock.timers.tick(60_000);
  assert.deepEqual(heard, ['soon', 'back', 'soon', 'late', 'back']);
});

test('whatever was thrown, it is told in words', () => {
  assert.equal(saidBy(new RangeError('too many')), 'too many');
  assert.equal(saidBy('out of reach'), 'out of reach');
  assert.equal(saidBy(undefined), 'undefined');
});
