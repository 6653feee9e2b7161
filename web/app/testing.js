// Running the tests: the page asks for one test binary after the other, and shows what has come of each.

import { $, mayRun, store } from './page.js';
import { runTests } from './running.js';
import { sameFiles } from './storage.js';
import { working } from './working.js';

const LATER = 300; // milliseconds until what builds the tests is asked for again

/** The texts that were tested last; null: none. */
let tested = null;

const isOlder = (files) => tested !== null && files !== null && !sameFiles(tested, files);
store.listen(({ files }, before) => files !== before.files && showOlder());

function showOlder() {
  $('tests-older').hidden = !isOlder(store.get().files);
}

/** How far the one that runs is. */
store.listen(({ busy, news }, before) => {
  if (busy !== before.busy || news !== before.news) $('tests-now').textContent = busy === 'tests' ? (news?.text ?? '') : '';
});

/** Whether the reader is still where the tests were asked for. */
const isHere = (lab, experiment) => store.get().lab === lab && store.get().experiment === experiment;

/** Run all of them. */
export async function test() {
  if (!mayRun()) return;
  const { lab, experiment } = store.get();
  const files = working.editor.files();
  store.set({ files });
  tested = files;
  showOlder();
  let answer = await runTests({ lab, files });
  while (answer?.later === true) {
    await new Promise((done) => setTimeout(done, LATER));
    answer = await runTests({ lab, files });
  }
  const number = answer?.tests.number ?? 0;
  for (let target = 0; target < number; target++) {
    if (!isHere(lab, experiment) || !mayRun()) return;
    answer = await runTests({ target });
    if (answer === null || answer.tests.stopped) break;
  }
  $('tests-told').textContent = answer?.tests.told ?? '';
}
