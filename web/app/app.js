// The page: one store, one way in for events, one render. Python decides what is shown; this file asks and patches.

import { showEmbed, showError, showHelp, showLink } from './dialogs.js';
import { createEditor } from './editor.js';
import { fitFrame } from './embedded.js';
import { withNeeded } from './files.js';
import { createKeys } from './keys.js';
import { showLab } from './lab.js';
import { hush, say, showKept, showTask } from './notices.js';
import { blank, patch, pictured, showCurrentEvent, trimCopies } from './panels.js';
import { RestartError } from './runtime.js';
import { apply, decode, encode, isPlace, LinkError } from './share.js';
import { onProgress, starting } from './start.js';
import { createStore } from './store.js';
import { showStatus, statusOf } from './status.js';
import * as storage from './storage.js';
import { nextTheme, showTheme } from './theme.js';

const $ = (id) => document.getElementById(id);
const root = document.documentElement;
const parameters = new URLSearchParams(location.search);
const embedded = document.body.dataset.mode === 'embed';
const mac = /Mac|iPhone|iPad/.test(navigator.platform);

const first = JSON.parse($('first').textContent);
const labs = new Map(first.labs.map((lab) => [lab.name, lab]));

const store = createStore({
  ready: false,
  busy: null, // 'run', 'continue', 'key', 'slow' or null: what Python is doing that can take long
  stage: 'Loading',
  lab: first.lab,
  files: null,
  run: null, // the session's state, as its last answer told it
  ranFiles: null, // the files of that run
  pressed: false, // whether the run shown is the reader's own, not the picture that the page came with
  linkAt: null, // the position that a link asked for, until the next run
  stopped: false,
  lost: false, // whether the worker has died
  broken: null,
});
const labNow = () => labs.get(store.get().lab);
/** Whether Python can be asked: what is slow is answered first, then the rest in turn. */
const free = () => store.get().ready && [null, 'slow'].includes(store.get().busy);

// -- talking to Python

let runtime = null;

onProgress(({ text, share: done }) => {
  $('progress').value = done;
  store.set({ stage: text });
});

const SLOW = 1500; // milliseconds after which any request counts as one that can be stopped

/** Ask the session; patch what it answers. Returns the answer, or null if it could not be had. */
async function ask(request) {
  let answer;
  const slow = setTimeout(() => store.get().busy === null && store.get().ready && store.set({ busy: 'slow' }), SLOW);
  try {
    answer = await runtime.call(request);
  } catch (error) {
    if (!(error instanceof RestartError)) lose(error);
    return null;
  } finally {
    clearTimeout(slow);
    if (store.get().busy === 'slow') store.set({ busy: null });
  }
  if (!answer.ok) {
    fail(answer.error);
    return null;
  }
  patch(answer.panels ?? {});
  if (answer.state !== undefined) store.set({ run: answer.state, broken: null });
  return answer;
}

function fail({ message, details }) {
  if (details !== null && details !== undefined) store.set({ broken: message });
  showError({ message, details });
}

/** The worker is gone, its memory full perhaps. Nothing of the student's was in it alone. */
function lose(error) {
  const again = ['Start it again', restart];
  store.set({ lost: true, busy: null });
  say('The simulated computer has stopped working. Your files are kept.', { kind: 'bad', action: again });
  showError({
    message: 'The simulated computer has stopped working, perhaps because its memory is full. Your files are kept.',
    details: String(error?.stack ?? error),
    action: again,
  });
}

/** Of requests that come faster than they are answered (dragging the slider), only the newest is sent. */
let waiting = null;
let asking = false;
async function askLatest(request) {
  waiting = request;
  if (asking) return;
  asking = true;
  try {
    while (waiting !== null) {
      const next = waiting;
      waiting = null;
      await ask(next);
    }
  } finally {
    asking = false;
  }
}

// -- what the controls do

async function run() {
  if (store.get().lost) await restart();
  const { linkAt, lab } = store.get();
  if (!free()) return;
  const files = editor.files();
  store.set({ busy: 'run', files, stopped: false });
  const answer = await ask({ action: 'run', files });
  if (answer !== null && answer.state.phase !== 'error' && linkAt !== null) await ask({ action: 'seek', at: linkAt });
  if (answer === null) {
    store.set({ busy: null });
    return;
  }
  const left = store.get().lab !== lab; // another was chosen meanwhile, and is being opened
  store.set({ busy: null, linkAt: null, ...(left ? {} : { ranFiles: files, pressed: true }) });
  if (left) return;
  if (answer.state.phase === 'error') {
    const message = answer.state.messages.find(({ level, line }) => level === 'error' && line !== null);
    if (message !== undefined && !embedded) editor.goTo(message);
  }
}

async function goOn() {
  if (!free()) return;
  store.set({ busy: 'continue' });
  await ask({ action: 'continue' });
  store.set({ busy: null });
}

/** Stop: the worker that runs is thrown away; the next one knows the files, and nothing has run. */
async function stop() {
  if (store.get().busy === null) return;
  store.set({ stopped: true });
  await restart();
}

async function restart() {
  if (store.get().lost) hush();
  store.set({ ready: false, busy: null, lost: false, broken: null, run: null, stage: 'Starting again' });
  delete root.dataset.ready;
  try {
    await runtime.restart();
  } catch (error) {
    if (!(error instanceof RestartError)) lose(error);
    return;
  }
  await open();
}

/** Tell the session which lab and files there are. */
async function open() {
  const { lab } = store.get();
  const files = editor.files();
  const answer = await ask({ action: 'open', lab, files, shown: pictured });
  if (answer === null) return;
  const hasRun = answer.state.stops > 0;
  store.set({ ready: true, files, ranFiles: hasRun ? files : null, pressed: false });
  root.dataset.ready = 'true';
}

/** Keys for a kernel that listens: those pressed while it runs are sent together when it has answered. */
const keys = createKeys({
  screen: $('screen'),
  hint: $('type'),
  listens: () => store.get().ready && store.get().run?.listens === true,
  idle: free,
  async send(pressed) {
    const slow = setTimeout(() => store.set({ busy: 'key' }), 500);
    await ask({ action: 'key', keys: pressed });
    clearTimeout(slow);
    store.set({ busy: null });
  },
});

const canStep = () => free() && store.get().run?.stops > 0;
const step = (by) => canStep() && askLatest({ action: 'step', by });
const seekStop = (stop) => canStep() && askLatest({ action: 'seek', stop });
const toFirst = () => seekStop(1);
const toLast = () => seekStop(store.get().run?.stops);

/** Another lab, or another set of files for it. */
function load(lab, files, options) {
  if (saving !== null) save();
  store.set({ lab, files, ranFiles: null, run: null, stopped: false });
  $('task').hidden = true;
  editor.setFiles(files, options);
  showLab(labNow(), first.labs, embedded);
  blank();
  if (store.get().ready) void open();
}

/** What the student had before a link brought other files. */
function bringBack(lab) {
  const files = storage.readReplaced(lab);
  if (files === null) return;
  load(lab, files);
  changed(files);
  storage.writeReplaced(lab, null);
}

function chooseLab(name) {
  storage.write('lab', name);
  load(name, storage.readFiles(name) ?? labs.get(name).files);
}

function chooseExperiment(name) {
  const experiment = labNow().experiments.find((one) => one.name === name);
  if (experiment === undefined) return;
  editor.setFiles({ ...labNow().files, ...experiment.files }, { undoable: true });
  const own = Object.keys(experiment.files);
  if (own.length > 0) editor.show(own.includes('src/main.rs') ? 'src/main.rs' : own[0]);
  changed(editor.files());
  showTask(experiment.task);
}

function reset() {
  editor.setFiles(labNow().files, { undoable: true });
  changed(editor.files());
  $('task').hidden = true;
  editor.focus();
  say('The lab’s own text is back. Undo in the editor brings your text back.');
}

/** The student changed the files: keep them. */
let saving = null;
function changed(files) {
  store.set({ files });
  clearTimeout(saving);
  saving = setTimeout(save, 300);
}

function save() {
  const { lab, files } = store.get();
  clearTimeout(saving);
  saving = null;
  showKept(storage.writeFiles(lab, storage.sameFiles(files, labs.get(lab).files) ? null : files));
}

addEventListener('pagehide', () => saving !== null && save());

/** window.pagesim.setSource: these files take the place of those there are (see files.js). */
function setSource(given) {
  if (storage.asFiles(given) === null) throw new TypeError('setSource needs files: {path: text}');
  editor.setFiles(withNeeded(editor.files(), given, labNow().package), { undoable: true });
  changed(editor.files());
}

async function share() {
  showLink(new URL(await linkHash(), location.href.replace(/#.*/s, '')).href);
}

async function linkHash() {
  const { lab, run: state, ranFiles, files } = store.get();
  const current = ranFiles !== null && storage.sameFiles(ranFiles, files);
  return encode({ lab, files, original: labs.get(lab).files, at: current && state !== null ? state.at : null });
}

async function embed() {
  const { lab, files } = store.get();
  const plain = storage.sameFiles(files, labs.get(lab).files);
  showEmbed({ page: new URL('./embed.html', document.baseURI), lab, title: labNow().title, hash: plain ? '' : await linkHash() });
}

// -- one render

const SYMBOLS_SHOWN = 400;
function render(state, before) {
  const { ready, busy, run: session } = state;
  showStatus($('status'), statusOf(state));
  $('progress').hidden = ready || root.dataset.refused === 'true';
  $('run').disabled = !free();
  $('stop').hidden = busy === null;
  keys.show(free() || busy === 'key');
  $('continue').hidden = !(free() && session?.more === true);
  const stops = session?.stops ?? 0;
  const can = canStep();
  const slider = $('timeline');
  slider.disabled = !can;
  slider.max = String(stops);
  if (document.activeElement !== slider || !asking) slider.value = String(session?.stop ?? 0);
  slider.setAttribute('aria-valuetext', session?.position ?? 'Nothing has run yet');
  for (const id of ['step-back', 'step-first']) $(id).disabled = !can || session.stop <= (id === 'step-first' ? 1 : 0);
  for (const id of ['step-forward', 'step-last']) $(id).disabled = !can || session.stop >= stops;
  if (session !== null && session !== before.run) {
    $('position').textContent = session.position;
    drawTranslation(session);
    editor.showPlace(session.place, before.run !== null && session.at !== before.run.at && free());
    if (session.messages !== before.run?.messages) editor.showMessages(session.messages.map(forEditor));
  }
  if (session === null && before.run !== null) {
    $('position').textContent = 'Nothing has run yet';
    editor.showPlace(null, false);
    patch({ messages: '' });
  }
}

function drawTranslation(session) {
  const error = $('address-error');
  error.hidden = session.addressError === null;
  error.textContent = session.addressError ?? '';
  const input = $('address');
  if (session.addressError === null) input.removeAttribute('aria-invalid');
  else input.setAttribute('aria-invalid', 'true');
  const typing = document.activeElement === input && session.following;
  if (session.addressError === null && session.address !== null && !typing) {
    if (session.following || !namesSame(input.value, session.address)) input.value = session.address;
  }
  if (session.address === null && session.addressError === null && document.activeElement !== input) input.value = '';
  $('follow').hidden = session.following;
  if (session.symbols !== null) {
    $('symbols').replaceChildren(...session.symbols.slice(0, SYMBOLS_SHOWN).map((name) => new Option('', name)));
  }
}

/** Keep what was typed (a name, other digits' grouping) as long as it stands for the address shown. */
let typed = { text: '', address: null };
function namesSame(text, address) {
  if (typed.text === text && typed.address === null) typed = { text, address };
  return typed.text === text && typed.address === address;
}

const forEditor = ({ level, code, message, label, file, line, column, end_line: endLine, end_column: endColumn }) => ({
  file,
  line,
  column,
  length: endLine === line ? endColumn - column : 1,
  severity: level === 'error' ? 'error' : 'warning',
  summary: `${level}${code ? `[${code}]` : ''}: ${message}${label ? `\n${label}` : ''}`,
});

// -- events

const actions = {
  experiment: ({ name }) => chooseExperiment(name),
  seek: ({ at }) => askLatest({ action: 'seek', at: Number(at) }),
  window: ({ to }) => ask({ action: 'window', to: Number(to) }),
  expand: ({ path }) => ask({ action: 'expand', path }),
  go: ({ file, line, column }) => editor.goTo({ file, line: Number(line), column: column === undefined ? null : Number(column) }),
};

const clicks = {
  run, stop, continue: goOn, reset, share, embed, theme: nextTheme, help: showHelp,
  'step-back': () => step(-1), 'step-forward': () => step(1), 'step-first': toFirst, 'step-last': toLast,
  'task-close': () => ($('task').hidden = true),
  follow: () => ask({ action: 'translate', address: '' }),
};

document.addEventListener('click', ({ target }) => {
  const button = target.closest('button');
  if (button === null) return;
  if (button.dataset.action in actions) {
    const local = button.dataset.action === 'go' || button.dataset.action === 'experiment';
    if (local || free()) void actions[button.dataset.action](button.dataset);
  } else if (button.id in clicks) void clicks[button.id]();
});

document.addEventListener('keydown', (event) => {
  const command = mac ? event.metaKey : event.ctrlKey;
  let act;
  if (command && event.key === 'Enter') act = run;
  else if (command && event.key === '.') act = stop;
  else if (event.key === 'F8') act = event.shiftKey ? toFirst : () => step(-1);
  else if (event.key === 'F9') act = event.shiftKey ? toLast : () => step(1);
  if (act === undefined || $('dialog').open) return;
  event.preventDefault();
  event.stopPropagation();
  void act();
}, true);

$('timeline').addEventListener('input', ({ target }) => seekStop(Number(target.value)));
$('stops').addEventListener('change', ({ target }) => ask({ action: 'stops', kind: target.value }));
$('lab')?.addEventListener('change', ({ target }) => chooseLab(target.value));
$('experiment')?.addEventListener('change', ({ target }) => {
  chooseExperiment(target.value);
  target.value = '';
});
$('translate').addEventListener('submit', async (event) => {
  event.preventDefault();
  if (!free()) return;
  typed = { text: $('address').value, address: null };
  await ask({ action: 'translate', address: typed.text });
});

// -- beginning

const editor = createEditor({ parent: $('source'), tabs: $('files'), onChange: changed });
store.listen(render);

/** What the address's link carries; null if there is none, or none that can be opened: then the reader is told. */
async function readLink() {
  try {
    const link = await decode(location.hash);
    if (link !== null && !labs.has(link.lab)) throw new LinkError(`there is no lab called ${link.lab}`);
    return link;
  } catch (error) {
    if (!(error instanceof LinkError)) throw error;
    say(`The link cannot be opened: ${error.message}. Your own files are as they were.`, { kind: 'bad' });
    return null;
  }
}

/** Which lab and files to begin with: a link's, or the student's own, or the lab's. */
async function begin() {
  const link = await readLink();
  const asked = parameters.get('lab');
  if (asked !== null && !labs.has(asked)) {
    say(`There is no lab called ${asked}. The labs are: ${[...labs.keys()].join(', ')}.`, { kind: 'bad' });
  }
  const kept = embedded ? null : storage.read('lab');
  const name = [link?.lab, asked, kept, first.lab].find((one) => labs.has(one));
  const { files: original } = labs.get(name);
  const own = storage.readFiles(name);
  let files = own ?? original;
  if (link !== null) {
    files = apply(original, link.changed);
    if (own !== null && !storage.sameFiles(own, files)) {
      storage.writeReplaced(name, own);
      say('This link brought its own files. Yours are kept.', { action: ['Bring my files back', () => bringBack(name)] });
    } else if (Object.keys(link.changed).length > 0) say('This link brought its own files. Read them, then press Run.');
  }
  const replaced = embedded || link !== null ? null : storage.readReplaced(name);
  if (replaced !== null && !storage.sameFiles(replaced, files)) {
    say('The files that you had before you opened a link are kept.', { action: ['Bring my files back', () => bringBack(name)] });
  }
  const isPicture = name === first.lab && storage.sameFiles(files, labs.get(first.lab).files);
  store.set({ lab: name, files, linkAt: link?.at ?? null });
  editor.setFiles(files);
  showLab(labNow(), first.labs, embedded);
  if (isPicture) {
    editor.showPlace(first.state.place, false);
    showCurrentEvent();
  } else blank();
}

addEventListener('hashchange', () => {
  if (isPlace(location.hash)) return;
  if (saving !== null) save();
  void readLink().then(async (link) => {
    if (link === null) return; // what is in the editor stays
    await begin();
    if (store.get().ready) await open();
  });
});

storage.onOtherTab((lab, files) => {
  const theirs = files ?? labs.get(lab)?.files;
  if (lab !== store.get().lab || theirs === undefined || storage.sameFiles(theirs, editor.files())) return;
  const take = () => {
    load(lab, theirs);
    changed(theirs);
  };
  say('These files were changed in another tab. Whatever is typed last is kept.', { action: ['Show what is there', take] });
});

if (embedded) fitFrame();

trimCopies($('screen'));
showTheme();
showKept(storage.kept);
window.pagesim = {
  setSource,
  getSource: () => editor.files(),
};
await begin();
if (starting !== null) {
  try {
    runtime = await starting;
    await open();
  } catch (error) {
    store.set({ broken: String(error), stage: 'failed' });
    $('status').textContent = 'Error: the simulated computer could not be started';
    showError({
      message: 'The simulated computer could not be started. Reload the page; if that does not help, use a current browser.',
      details: String(error?.stack ?? error),
      action: ['Reload', () => location.reload()],
    });
  }
}
