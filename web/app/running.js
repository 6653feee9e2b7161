// What runs: Run, Stop, Continue, keys for the kernel, and going through the recording.

import { aim } from './aim.js';
import { ask, askBeside, askLatest, onLost, onNews, restartWorker, suspends, tell } from './asking.js';
import { showError } from './dialogs.js';
import { createKeys } from './keys.js';
import { hush, say } from './notices.js';
import { $, embedded, free, labNow, mayRun, root, store } from './page.js';
import { patch } from './panels.js';
import { unfold } from './screen.js';
import { openWhatIf } from './whatif.js';
import { working } from './working.js';
import { front } from './workbench.js';

/** The worker is gone, its memory full perhaps. Nothing of the student's was in it alone. */
onLost((error) => {
  const again = ['Start it again', restart];
  store.set({ lost: true, busy: null });
  say('The simulated computer has stopped working. Your files are kept.', { kind: 'bad', action: again });
  showError({
    message: 'The simulated computer has stopped working, perhaps because its memory is full. Your files are kept.',
    details: String(error?.stack ?? error),
    action: again,
  });
});

/** The program that runs, or ran last, as a request: enough to run it again. */
let program = null;

onNews(({ steps, text, screen }) => {
  if (store.get().busy === null) return;
  if (screen !== undefined) patch({ screen });
  store.set({ news: { steps: steps || (store.get().news?.steps ?? 0), text } });
});

/** Ask for the tests; the answer, null if there is none. What the panels show stays. */
export async function runTests(request) {
  store.set({ busy: 'tests', news: null, stopping: false });
  const answer = await askBeside({ action: 'tests', ...request });
  if (answer !== null) patch(answer.panels ?? {});
  if (store.get().busy === 'tests') over();
  return answer;
}

/** Ask for something in which the program runs. The answer; null if there is none. */
async function runs(busy, request) {
  const start = performance.now();
  store.set({ busy, news: null, stopping: false });
  const answer = await ask(request);
  if (answer !== null) store.set({ took: (performance.now() - start) / 1000 });
  return answer;
}

/** It does not run any more. */
const over = (more) => store.set({ busy: null, news: null, stopping: false, ...more });

/** Run; `keys`, if given, are typed meanwhile; `test`: {path, test} of a test binary, which runs instead of the kernel. */
export async function run(keys = [], test = null) {
  if (store.get().lost) await restart();
  const { linkAt, linkWhatIf, lab, experiment } = store.get();
  if (!mayRun()) return;
  const files = working.editor.files();
  store.set({ files, stopped: false });
  program = { action: 'run', lab, experiment, files, ...(keys.length > 0 ? { keys } : {}), ...(test === null ? {} : { test }) };
  unfold();
  const mine = program;
  const answer = await runs('run', program);
  if (mine !== program || store.get().busy !== 'run') return; // it was stopped by ending its worker
  if (answer !== null && answer.state.phase !== 'error' && test === null) {
    if (linkAt !== null) await ask({ action: 'seek', at: linkAt });
    await aim(linkAt !== null);
    if (linkWhatIf !== null) await openWhatIf(linkWhatIf);
  }
  if (answer === null) {
    over();
    return;
  }
  const left = isLeft(lab, experiment);
  const failed = answer.state.phase === 'error';
  over({ linkAt: null, linkWhatIf: null, ...(left ? {} : { pressed: true, ...(failed && answer.state.stale ? {} : { ranFiles: files }) }) });
  if (left) {
    await working.open(); // Python worked on the old one until now
    return;
  }
  if (!failed && test !== null) working.editor.showPlace(answer.state.place, true);
  else if (!failed) front(working.frontsOf(labNow(), experiment));
  if (failed) {
    const message = answer.state.messages.find(({ level, line }) => level === 'error' && line !== null);
    if (message !== undefined && !embedded) working.editor.goTo(message);
  }
}

export async function goOn() {
  if (!free()) return;
  const { lab, experiment } = store.get();
  await runs('continue', { action: 'continue' });
  if (store.get().busy !== 'continue') return;
  over();
  if (isLeft(lab, experiment)) await working.open();
}

/** Whether another lab or experiment has been chosen meanwhile. */
const isLeft = (lab, experiment) => store.get().lab !== lab || store.get().experiment !== experiment;

const PATIENCE = 5000; // milliseconds after which a program that was asked to stop is ended with its worker
const SHORT = 1000; // the same for one that can't be asked, and nobody looks at any more: few run longer

// Nobody waits for the end of a program whose lab or experiment was left.
store.listen(({ lab, experiment, busy }, before) => {
  if (!['run', 'continue'].includes(busy) || busy !== before.busy) return;
  if (lab === before.lab && experiment === before.experiment) return;
  const mine = program;
  if (suspends()) tell({ action: 'stop' });
  setTimeout(() => mine === program && store.get().busy === busy && restart(), suspends() ? PATIENCE : SHORT);
});

/** Stop: all that has happened is kept. */
export async function stop() {
  const { busy, stopping } = store.get();
  if (busy === null) return;
  if (!suspends() || stopping) {
    await comeBack();
    return;
  }
  store.set({ stopping: true });
  tell({ action: 'stop' });
  setTimeout(() => store.get().stopping && store.get().busy === busy && comeBack(), PATIENCE);
}

/** Stop by ending the worker: in a fresh one, the program runs to the same step again. */
async function comeBack() {
  const { news, run: state, busy } = store.get();
  if (busy === 'tests') program = null; // there is nothing to come back to
  const ran = busy === 'run' || busy === 'return' ? null : state;
  const steps = news?.steps || (ran?.more ? ran.steps : 0);
  const kept = program;
  program = null;
  if (kept === null || (steps === 0 && ran === null)) {
    store.set({ stopped: true });
    await restart();
    return;
  }
  program = { ...kept, until: steps === 0 ? null : steps, keys: keysOf(kept, state, busy) };
  store.set({ busy: 'return', news: null, stopping: true });
  if (!(await restartWorker())) return;
  await working.revive?.();
  const mine = program;
  await recall();
  const answer = await ask(program);
  if (mine !== program) return;
  over(answer === null ? {} : { pressed: true, ranFiles: kept.files });
}

/** The keys that the program has had: those before it was run with `busy`, and those with it. */
const keysOf = (kept, state, busy) => (busy === 'run' ? [] : busy === 'key' ? [...(state?.typed ?? []), ...sent] : (state?.typed ?? kept.keys ?? []));
let sent = [];

export async function restart() {
  if (store.get().lost) hush();
  over({ ready: false, lost: false, broken: null, run: null, stage: 'Starting again' });
  delete root.dataset.ready;
  if (!(await restartWorker())) return;
  await recall();
  await working.open();
}

/** What the reader has chosen for the timeline, told to a worker that is new. */
async function recall() {
  await ask({ action: 'stops', kind: $('stops').value, panels: [] });
  await ask({ action: 'kinds', kinds: chosenKinds(), panels: [] });
}

/** The kinds that the list of events is narrowed down to. */
const chosenKinds = () => [...document.querySelectorAll('#kinds [aria-pressed=true]')].map(({ dataset }) => dataset.kind).filter(Boolean);

/** Choose a kind, or leave it out again; '' chooses all. */
export function toggleKind(kind) {
  const kinds = chosenKinds();
  const next = kind === '' ? [] : kinds.includes(kind) ? kinds.filter((one) => one !== kind) : [...kinds, kind];
  return ask({ action: 'kinds', kinds: next });
}

/** Keys for a kernel that listens: those pressed while it runs are sent together when it has answered. */
export const keys = createKeys({
  screen: $('screen'),
  hint: $('type'),
  listens: () => store.get().ready && store.get().run?.listens === true,
  has: (key) => store.get().run?.keys?.includes(key) === true,
  idle: free,
  async send(pressed) {
    sent = pressed;
    const slow = setTimeout(() => store.set({ busy: 'key', news: null, stopping: false }), 500);
    await ask({ action: 'key', keys: pressed });
    clearTimeout(slow);
    if (store.get().busy === 'key') over();
  },
});

export const canStep = () => free() && store.get().run?.stops > 0;
export const step = (by) => canStep() && askLatest({ action: 'step', by });
export const seekStop = (stop) => canStep() && askLatest({ action: 'seek', stop });
export const seekAt = (at) => canStep() && askLatest({ action: 'seek', at });
export const toFirst = () => seekStop(1);
export const toLast = () => seekStop(store.get().run?.stops);
