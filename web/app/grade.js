// grade.html: what a class has handed in is dropped here, graded in the page's Python student by student, and shown as a
// table. Nothing leaves the page, and nothing is kept.

import { base64, dropped, picked, pieces, TooManyError } from './grade-files.js';
import { hush, say, saidBy } from './notices.js';
import { $, ask, begin, isReady, onLost, restart, tell } from './room.js';

const PATIENCE = 180_000; // milliseconds for one student
const SOON = 1_500; // in which the student at hand may still be finished when Stop is pressed
const LATER = 250; // between asking whether homework's modules have come
const assignments = new Map(); // by name: {name, id, title, files once they were needed}
let current = null; // the assignment's name
let chosen = false; // whether the reader has chosen it
let lots = []; // what came together: [[{path, file}]]
let roster = '';
let key = '';
let rows = []; // of those that are graded, so that another worker can go on
let state = { done: 0, of: 0, next: null };
let limits = { largest: 0, largestZip: 0 };
let busy = null; // 'reading', 'grading', 'stopping' or null
let cut = null; // why the worker was ended: {why}; null in it: nobody's grade is given up
let review = null; // the work that is open, for a window of its own
let opened; // called once Python has the assignment
const isOpen = new Promise((done) => {
  opened = done;
});
const windows = new Map(); // those windows, and what each shows

const grade = (request) => ask({ action: 'grade', ...request });

// -- what is shown

function show() {
  const { done, of, next } = state;
  const left = of - done;
  const go = $('go');
  go.textContent = busy === 'grading' ? 'Stop' : busy === 'stopping' ? 'Stopping…' : left === 0 ? 'Grade' : done > 0 ? `Grade ${left} more` : `Grade ${left === 1 ? '1 student’s work' : `${left} students’ work`}`;
  go.setAttribute('aria-disabled', String(!isReady() || busy === 'reading' || busy === 'stopping' || (busy === null && left === 0)));
  $('skip').hidden = busy !== 'grading';
  $('skip').textContent = `Skip ${next ?? ''}`.trim();
  $('clear').hidden = lots.length === 0 || busy === 'grading' || busy === 'stopping';
  $('graded').hidden = of === 0;
  $('graded').max = Math.max(of, 1);
  $('graded').value = done;
  $('now').textContent = busy === 'reading' ? 'Reading the files…' : busy === 'grading' && next ? `${done} of ${of} graded; now: ${next}` : of > 0 && left > 0 ? `${done} of ${of} graded` : '';
  for (const button of document.querySelectorAll('[data-as], #print')) button.disabled = done === 0 || busy === 'reading';
  $('partly').hidden = done === 0 || left === 0 || busy === 'grading';
  $('partly').textContent = `${done} of ${of} are graded: the table, and what you download, has these.`;
}

function set(next) {
  busy = next;
  show();
}

function take(answer) {
  if (answer === null) return null;
  const { done, of, next, rows: made = [] } = answer.grade;
  rows.push(...made);
  state = { done: done ?? state.done, of: of ?? state.of, next: next ?? null };
  show();
  return answer.grade;
}

// -- the assignment

async function filesOf(name) {
  const one = assignments.get(name);
  if (one.files === undefined) {
    const response = await fetch(new URL(`../assignments/${name}.json`, import.meta.url));
    if (!response.ok) throw new Error(`the server answered ${response.status}`);
    one.files = (await response.json()).files;
  }
  return one.files;
}

function addAssignment(one) {
  assignments.set(one.name, one);
  const option = [...$('assignment').options].find(({ value }) => value === one.name) ?? $('assignment').appendChild(new Option());
  option.value = one.name;
  option.textContent = one.own ? `${one.title} (yours)` : one.title;
}

/** Tell Python all that there is: a fresh worker, or another assignment, roster, key or folder. */
async function setUp({ keep = false } = {}) {
  if (current === null) return false;
  if (!keep) {
    rows = [];
    review = null;
  }
  let files;
  try {
    files = await filesOf(current);
  } catch (error) {
    say(`The assignment cannot be loaded: ${saidBy(error)}. Reload the page.`, { kind: 'bad' });
    return false;
  }
  const kept = rows;
  rows = [];
  for (;;) {
    const answer = await grade({ do: 'begin', name: current, files, folder: $('folder').value, rows: kept });
    if (answer === null) return false;
    if (answer.later !== true) {
      limits = answer.grade;
      break;
    }
    await new Promise((done) => setTimeout(done, LATER));
  }
  rows = kept;
  if (roster !== '' && (await grade({ do: 'roster', text: roster })) === null) forgetRoster();
  if (key !== '' && (await grade({ do: 'key', data: key })) === null) forgetKey();
  state = { done: rows.length, of: 0, next: null };
  for (const lot of lots) if ((await bring(lot)) === null) return false;
  show();
  return true;
}

function forgetRoster() {
  roster = '';
  $('roster').value = '';
}

function forgetKey() {
  key = '';
  $('key').value = '';
}

/** Hand one lot to Python; what it found, or null. */
async function bring(lot) {
  for (const one of lot) {
    try {
      for await (const piece of pieces(one, limits)) if ((await grade({ do: 'file', ...piece })) === null) break;
    } catch (error) {
      say(`${one.path} cannot be read: ${saidBy(error)}. The others are taken.`, { kind: 'bad' });
    }
  }
  return take(await grade({ do: 'find' }));
}

let turn = Promise.resolve();

/** Do what changes what there is to grade: one after the other, once Python is there, and never while it grades. */
function inTurn(act) {
  turn = turn.catch(() => {}).then(async () => {
    await isOpen;
    if (busy !== null) {
      say('Grading is under way: stop it, or wait until it is done, then change something.', { kind: 'bad' });
      return;
    }
    set('reading');
    try {
      await act();
    } finally {
      set(null);
    }
  });
  return turn;
}

/** Take what was dropped or picked. */
async function add(found) {
  hush();
  const lot = [];
  let again = false;
  for (const one of found) {
    if (!one.path.includes('/') && /\.csv$/i.test(one.path)) {
      roster = await one.file.text();
      again = true;
    } else if (!one.path.includes('/') && /\.key$/i.test(one.path)) {
      key = await base64(one.file);
      again = true;
    } else lot.push(one);
  }
  if (lot.length === 0 && !again) say('Nothing of this can be graded: drop submissions (pagesim.json), folders of programs, or zips of them.', { kind: 'bad' });
  if (again) await setUp();
  if (lot.length > 0) {
    lots.push(lot);
    const told = await bring(lot);
    if (told === null) lots = lots.filter((one) => one !== lot);
    else await sortOut(lot, told);
  }
  tell($('class-summary').textContent.trim());
}

/** A lot may hold an assignment of the course's own, and be of another assignment than the one that is chosen. */
async function sortOut(lot, told) {
  if (told.own) {
    addAssignment({ ...told.own, own: true });
    const { top } = told.own;
    lots[lots.indexOf(lot)] = lot.filter(({ path }) => path !== top && !path.startsWith(`${top}/`));
    lots = lots.filter(({ length }) => length > 0);
    await choose(told.own.name);
    say(`Your assignment ${told.own.title} is read.`);
    return;
  }
  if (chosen || rows.length > 0 || !told.belongs) return;
  const fitting = [...assignments.values()].find(({ id }) => id === told.belongs);
  if (fitting !== undefined && fitting.name !== current) await choose(fitting.name, false);
}

async function choose(name, byReader = true) {
  current = name;
  chosen ||= byReader;
  $('assignment').value = name;
  await setUp();
}

// -- grading

/** End the worker: what it does takes too long, or is not wanted. */
function end(why) {
  cut = { why };
  void restart();
}

onLost(() => {
  if (busy !== 'grading' && busy !== 'stopping') return false;
  if (cut === null) end('grading took too much memory, or Python stopped at it');
  return true;
});

async function go() {
  if (busy === 'grading') {
    set('stopping');
    setTimeout(() => busy === 'stopping' && cut === null && end(null), SOON);
    return;
  }
  if (busy !== null || state.done >= state.of) return;
  set('grading');
  tell('Grading');
  while (busy === 'grading' && state.done < state.of) {
    const late = setTimeout(() => end(`grading took more than ${PATIENCE / 60_000} minutes and was stopped`), PATIENCE);
    const told = take(await grade({ do: 'next' }));
    clearTimeout(late);
    if (told !== null) continue;
    if (cut === null) break;
    const { why } = cut;
    if (!(await setUp({ keep: true }))) break;
    cut = null;
    if (why !== null) take(await grade({ do: 'give-up', why }));
  }
  const stopped = state.done < state.of;
  set(null);
  tell(stopped ? `Stopped: ${state.done} of ${state.of} are graded.` : $('class-summary').textContent.trim());
}

async function clear() {
  lots = [];
  $('files').value = '';
  $('tree').value = '';
  await setUp();
  $('files').focus();
}

// -- what comes of it

async function download(as) {
  const answer = await grade({ do: 'export', as });
  if (answer === null) return;
  const { name, text } = answer.file;
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: { csv: 'text/csv', json: 'application/json', html: 'text/html' }[as] }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

async function openStudent({ row }) {
  const answer = await grade({ do: 'student', row });
  if (answer === null) return;
  ({ review } = answer.grade);
  $('room-student').scrollIntoView({ block: 'start', behavior: 'auto' });
  $('class-who')?.focus({ preventScroll: true });
}

/** The student's work in the workbench, in a window of its own, which asks for it. */
function openWork({ question, check }) {
  if (review === null) return;
  const other = window.open(`./homework.html?a=${encodeURIComponent(review.assignment.name)}&review`);
  if (other === null) say('The browser has not let a window open: allow it for this page.', { kind: 'bad' });
  else windows.set(other, { ...review, question, check: check ?? null });
}

addEventListener('message', ({ data, source, origin }) => {
  if (data?.type !== 'pagesim:review?' || origin !== location.origin || !windows.has(source)) return;
  const window = /** @type {Window} */ (source);
  window.postMessage({ type: 'pagesim:review', ...windows.get(source) }, origin === 'null' ? '*' : origin);
});

const actions = {
  sort: ({ by }) => grade({ do: 'sort', by }),
  student: openStudent,
  review: openWork,
};

document.addEventListener('click', ({ target }) => {
  const button = target.closest('button');
  if (button === null || button.getAttribute('aria-disabled') === 'true') return;
  if (button.id === 'go') void go();
  else if (button.id === 'skip') end('it was skipped while it was graded');
  else if (button.id === 'clear') void inTurn(clear);
  else if (button.id === 'print') print();
  else if (button.dataset.as !== undefined) void download(button.dataset.as);
  else if (button.dataset.action in actions) void actions[button.dataset.action](button.dataset);
});

/** Take what `finding` comes to. */
const taken = (finding) =>
  inTurn(async () => {
    try {
      await add(await finding);
    } catch (error) {
      const many = 'There are more than 20,000 files: name the folder that the class’s work is in.';
      say(error instanceof TooManyError ? many : `This cannot be read: ${saidBy(error)}.`, { kind: 'bad' });
    }
  });

for (const id of ['files', 'tree']) {
  $(id).addEventListener('change', ({ target }) => target.files.length > 0 && void taken((async () => picked(target.files))()));
}
$('assignment').addEventListener('change', ({ target }) => inTurn(() => choose(target.value)));
$('roster').addEventListener('change', ({ target }) =>
  inTurn(async () => {
    roster = target.files.length === 0 ? '' : await target.files[0].text();
    await setUp();
  }),
);
$('key').addEventListener('change', ({ target }) =>
  inTurn(async () => {
    key = target.files.length === 0 ? '' : await base64(target.files[0]);
    await setUp();
  }),
);
$('folder').addEventListener('change', () => inTurn(() => setUp()));

document.addEventListener('dragover', (event) => {
  if (![...event.dataTransfer.types].includes('Files')) return;
  event.preventDefault();
  document.body.dataset.over = 'true';
});
document.addEventListener('dragleave', ({ relatedTarget }) => relatedTarget === null && delete document.body.dataset.over);
document.addEventListener('drop', (event) => {
  if (![...event.dataTransfer.types].includes('Files')) return;
  event.preventDefault();
  delete document.body.dataset.over;
  void taken(dropped(event.dataTransfer));
});

// -- beginning

async function open() {
  if (assignments.size === 0) {
    try {
      const response = await fetch(new URL('../assignments/index.json', import.meta.url));
      if (!response.ok) throw new Error(`the server answered ${response.status}`);
      for (const one of await response.json()) addAssignment(one);
    } catch (error) {
      say(`The list of assignments cannot be loaded: ${saidBy(error)}. Reload the page.`, { kind: 'bad' });
      return;
    }
    const wanted = new URLSearchParams(location.search).get('a');
    chosen = wanted !== null && assignments.has(wanted);
    if (wanted !== null && !chosen) say(`There is no assignment called ${wanted}: choose one.`, { kind: 'bad' });
    current = chosen ? wanted : [...assignments.keys()][0];
    $('assignment').value = current;
  }
  set('reading');
  await setUp({ keep: true });
  set(null);
  opened();
}

show();
await begin(open);
