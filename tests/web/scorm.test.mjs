// The grade book of a learning system (web/app/scorm-api.js), in scorm-again made strict, and in systems worse than that.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findApi, openBook, timespan, timestamp } from '../../web/app/scorm-api.js';
import { CALLS, strict } from './strict.mjs';

globalThis.window ??= /** @type {any} */ (globalThis);
const { Scorm12API } = await import('../../web/node_modules/scorm-again/dist/esm/scorm12.js');
const { Scorm2004API } = await import('../../web/node_modules/scorm-again/dist/esm/scorm2004.js');

const LEARNER = { '1.2': { core: { student_id: 'ada', student_name: 'Lovelace, Ada' } }, 2004: { learner_id: 'ada', learner_name: 'Lovelace, Ada' } };
const VERSIONS = /** @type {const} */ (['1.2', '2004']);

/** A learning system: what it kept before, and how it opens the work. */
function system(version, { kept = {}, mode = 'normal' } = {}) {
  const api = version === '1.2' ? new Scorm12API({ logLevel: 5 }) : new Scorm2004API({ logLevel: 5 });
  const known = version === '1.2' ? { core: { ...kept.core, ...LEARNER[version].core, lesson_mode: mode } } : { ...LEARNER[version], mode };
  api.loadFromJSON({ ...kept, ...known }, 'cmi');
  const log = [];
  const refused = [];
  return { api: strict(api, version, log, refused), log, refused, cmi: () => JSON.parse(JSON.stringify(api.cmi)) };
}

const ANSWER = { id: 'b2.split', title: 'Five pieces', kind: 'indices', response: `1 2 3 4\n0x${'f'.repeat(5000)}`, points: 2 };

for (const version of VERSIONS) {
  const names = CALLS[version];

  test(`SCORM ${version}: what is told is taken word for word`, () => {
    const { api, log, refused } = system(version);
    const book = openBook(version, api);
    assert.deepEqual([book.learner, book.name, book.reviews, book.state, book.completed], ['ada', 'Lovelace, Ada', false, '', false]);
    book.answer({ ...ANSWER, ok: false, score: 0 });
    book.answer({ ...ANSWER, ok: true, score: 1, kind: 'rust' });
    const state = 'x'.repeat(book.room);
    assert.equal(book.tell({ score: 1 / 3, state, completed: false, passed: false, done: false }), true);
    assert.equal(book.commit(), true);
    assert.equal(book.tell({ score: 1, state: '', completed: true, passed: true, done: true }), true);
    book.close();
    book.close();
    assert.deepEqual(refused, []);
    assert.equal(log.filter(([name]) => name === names.end).length, 1);
    assert.equal(log.at(-1)[0], names.end);
    const written = log.filter(([name]) => name === names.set).map(([, element, value]) => `${element}=${value}`);
    const wanted = version === '1.2'
      ? ['cmi.core.lesson_status=incomplete', 'cmi.core.score.raw=33.33', 'cmi.core.score.raw=100', 'cmi.core.lesson_status=passed',
         'cmi.interactions.0.result=wrong', 'cmi.interactions.1.result=correct', 'cmi.interactions.1.type=performance', 'cmi.objectives.0.status=passed', 'cmi.core.exit=']
      : ['cmi.completion_status=incomplete', 'cmi.score.scaled=0.3333', 'cmi.score.raw=33.33', 'cmi.score.scaled=1', 'cmi.success_status=passed', 'cmi.completion_status=completed',
         'cmi.interactions.0.result=incorrect', 'cmi.interactions.1.result=correct', 'cmi.objectives.0.success_status=passed', 'cmi.exit=normal']; // prettier-ignore
    for (const one of wanted) assert.ok(written.includes(one), one);
    assert.ok(written.some((one) => one.startsWith(`cmi.interactions.0.${version === '1.2' ? 'student' : 'learner'}_response=1 2 3 4 0xfff`)));
    assert.ok(!written.some((one) => one.startsWith('cmi.objectives.1')), 'a question is one objective');
  });

  test(`SCORM ${version}: whoever comes back goes on, and whoever only looks writes nothing`, () => {
    const first = system(version);
    const book = openBook(version, first.api);
    book.answer({ ...ANSWER, ok: true, score: 1 });
    book.tell({ score: 0.5, state: '1.abc', completed: false, passed: false, done: false });
    book.close();
    assert.deepEqual(first.log.findLast(([, element]) => element?.endsWith('.exit')).slice(2), ['suspend']);
    const kept = first.cmi();

    const again = system(version, { kept });
    const resumed = openBook(version, again.api);
    assert.equal(resumed.state, '1.abc');
    resumed.answer({ ...ANSWER, ok: false, score: 0 });
    resumed.close();
    assert.deepEqual(again.refused, []);

    const look = system(version, { kept, mode: 'review' });
    const review = openBook(version, look.api);
    assert.deepEqual([review.reviews, review.state], [true, '1.abc']);
    review.answer({ ...ANSWER, ok: false, score: 0 });
    assert.equal(review.tell({ score: 0, state: '', completed: true, passed: false, done: true }), false);
    assert.equal(review.commit(), false);
    review.close();
    assert.deepEqual(look.log.filter(([name]) => [names.set, names.keep].includes(name)), []);
  });

  test(`SCORM ${version}: a system that lacks functions, throws or lies is no accident`, () => {
    const worst = () => {
      throw new Error('no');
    };
    assert.equal(openBook(version, null), null);
    assert.equal(openBook(version, { [names.begin]: worst }), null);
    for (const others of [{}, { [names.get]: worst, [names.set]: worst, [names.keep]: worst, [names.end]: worst }, { [names.get]: () => undefined, [names.set]: () => 'true' }]) {
      const book = openBook(version, { [names.begin]: () => 'false', ...others });
      assert.deepEqual([book.learner, book.state, book.reviews], ['', '', false]);
      book.answer({ ...ANSWER, ok: true, score: 1 });
      book.tell({ score: 1, state: 's', completed: true, passed: true, done: true });
      assert.equal(book.commit(), false);
      book.close();
    }
  });
}

test('times are written as each version reads them', () => {
  assert.equal(timespan(0, '1.2'), '0000:00:00.00');
  assert.equal(timespan(3723.456, '1.2'), '0001:02:03.46');
  assert.equal(timespan(59.999, '1.2'), '0000:01:00.00');
  assert.equal(timespan(0.125, '2004'), 'PT0H0M0.13S');
  assert.equal(timespan(7325, '2004'), 'PT2H2M5S');
  assert.equal(timestamp(new Date('2026-05-04T03:02:01.987Z'), '2004'), '2026-05-04T03:02:01.0Z');
  assert.match(timestamp(new Date(), '1.2'), /^\d\d:\d\d:\d\d$/);
});

test('the API is looked for in the parents, then in those of the opener, past windows of other origins', () => {
  const api = {};
  const chain = (depth, top) => {
    let at = top;
    for (let number = 0; number < depth; number += 1) at = /** @type {any} */ ({ parent: at });
    return at;
  };
  const top = /** @type {any} */ ({ API: api });
  top.parent = top;
  assert.equal(findApi('API', chain(3, top)), api);
  assert.equal(findApi('API', chain(500, top)), api);
  assert.equal(findApi('API', chain(501, top)), null);
  assert.equal(findApi('API_1484_11', chain(3, top)), null);

  const foreign = new Proxy({}, { get: (_, name) => (name === 'parent' ? top : assert.fail('cross-origin')) });
  assert.equal(findApi('API', /** @type {any} */ ({ parent: foreign })), api);
  const opened = /** @type {any} */ ({ opener: chain(2, top) });
  opened.parent = opened.top = opened;
  assert.equal(findApi('API', opened), api);
});
