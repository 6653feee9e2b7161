// What is worked on in homework.html: an assignment's questions, each with the files that the editor has for it.
//
// Python holds the work (session/homework); after each answer the page keeps what Python says is to be kept. What is
// typed is kept here at once, and told to Python when there is a pause.

import { ask, askBeside } from './asking.js';
import { make, showLink } from './dialogs.js';
import { createEditor } from './editor.js';
import { normal } from './files.js';
import { handedOver, reviewing } from './hw-review.js';
import { reached, studentOf } from './hw-state.js';
import { asked, forget, known, looking, offer, practising, single, wanted } from './hw-student.js';
import { say, saidBy } from './notices.js';
import { LinkError, pack, unpack } from './pack.js';
import { $, embedded, labs, root, store } from './page.js';
import { blank, patch } from './panels.js';
import { stateChanged } from './parent.js';
import * as storage from './storage.js';

const PAUSE = 500; // milliseconds without a key
const LATER = 250; // between asking whether homework's modules have come
const PATIENCE = 90_000;
/** The kinds of questions that are about a program: it stands beside them. */
const WITH_PROGRAM = ['rust', 'parsons', 'predict', 'order', 'point'];

export const editor = createEditor({ parent: $('source'), tabs: $('files'), onChange: changed });

let answering = null; // the timer until Python hears of what was typed into the form
let pending = null; // what it then hears
let assignment = null; // {name, title, summary, files}
let review = null; // what is looked at, if somebody else's work is (hw-review.js)
let who = null; // {student, title, tag, reroll, practice}
/** What Python has last said of the work; null before there is any. */
export let told = null;
let bench = null; // what the editor has: {kind, lab, files, edit, front, about}
let program = null; // the student's own files as they were last in the editor; null: as Python has them
let telling = null; // the timer until Python hears of them
let dirty = false; // whether anything was done that a reload would lose where nothing is kept

// -- what is kept

const idOf = ({ files }) => /^id\s*=\s*"([^"]+)"/m.exec(files['assignment.toml'])?.[1] ?? '';
const keyOf = ({ student }) => student.normalize('NFKC').toLowerCase().trim();
const key = () => `hw:${idOf(assignment)}:${keyOf(who)}`;

/** Keep the work, and say whether that is so. */
function keep() {
  if (told === null || practising || reviewing || looking) return showSaved(null);
  const isKept = storage.write(key(), { ...told.saved, program });
  showSaved(isKept);
  stateChanged();
  if (!isKept && dirty) addEventListener('beforeunload', askToStay);
  else removeEventListener('beforeunload', askToStay);
}

const askToStay = (event) => event.preventDefault();

function showSaved(isKept) {
  const now = new Date().toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
  const words = isKept === null ? (reviewing || looking ? 'Not saved' : 'Practice: not saved') : isKept ? `Saved in this browser, ${now}` : 'Kept only until you close this page';
  if ($('hw-saved').textContent !== words) $('hw-saved').textContent = words;
  $('hw-saved').dataset.bad = String(isKept === false);
}

storage.onOtherTab((name) => {
  if (told === null || name !== key()) return;
  say('This assignment was worked on in another tab. Reload this one to go on from there; else this tab’s work takes its place.', {
    kind: 'bad',
    action: ['Reload', () => location.reload()],
  });
});

// -- asking

/** Take over what an answer says of the work; the panels called `stay` are left as they are. */
async function take(answer, stay = []) {
  if (answer === null) return null;
  patch(Object.fromEntries(Object.entries(answer.panels).filter(([id]) => !stay.includes(id))));
  told = answer.homework;
  if (pending !== null && pending.value !== null) told.saved.typed[pending.question] = pending.value; // typed meanwhile
  if (told.notice !== null) say(told.notice);
  const locked = told.locked ? 'Run opens when you have checked your prediction' : null;
  store.set({ locked });
  root.dataset.kind = told.kind;
  root.dataset.beside = String(WITH_PROGRAM.includes(told.kind));
  keep();
  if (looking) for (const fields of document.querySelectorAll('#hw-form fieldset')) fields.disabled = true;
  if (told.bench !== undefined) await putBench(told.bench);
  return answer;
}

let turn = Promise.resolve();

/** Ask for something of homework, after what was asked before; the panels called `stay` are left as they are. */
export function request(what, stay = []) {
  const done = turn.then(async () => take(await askBeside(what), stay));
  turn = done.catch(() => {});
  return done;
}

/** The student's own files, if they have changed since Python heard of them. */
export function own() {
  clearTimeout(telling);
  telling = null;
  const files = program;
  program = null;
  return files === null ? {} : { files };
}

/** Have Python know what stands in the editor. */
export async function flush() {
  const files = own();
  if (files.files !== undefined) await request({ action: 'keep', ...files });
}

function changed(files) {
  store.set({ files });
  if (bench?.kind !== 'own') return;
  dirty = true;
  program = files;
  keep();
  clearTimeout(telling);
  telling = setTimeout(flush, 3 * PAUSE);
}

/** What was typed into the question's form is kept now, and told when there is a pause. */
export function typed(question, value) {
  dirty = true;
  if (value === null) delete told.saved.typed[question];
  else told.saved.typed[question] = value;
  keep();
  clearTimeout(answering);
  pending = { action: 'answer', question, value };
  answering = setTimeout(settle, PAUSE);
}

/** Have Python know what stands in the form. */
export async function settle() {
  clearTimeout(answering);
  const what = pending;
  pending = null;
  if (what !== null) await request(what);
}

addEventListener('pagehide', () => told !== null && keep());

// -- the editor

const matches = (pattern) => new RegExp(`^${pattern.replaceAll(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*').replaceAll('?', '.')}$`);

/** Bring the files of a question into the editor; the student's own stay as they are in it. */
async function putBench(next) {
  const before = bench;
  bench = next;
  root.dataset.bench = next.kind;
  if (next.kind === 'check') root.dataset.beside = 'true';
  const may = next.edit.map(matches);
  const files = normal(next.files);
  labs.set(next.lab, { name: next.lab, title: next.title, files, panels: next.panels, fronts: next.fronts, experiments: [], about: '', begin: '' });
  if (!embedded) for (const section of document.querySelectorAll('main section:not(#panel-homework, #panel-lab)')) section.hidden = !next.panels.includes(section.id.replace('panel-', ''));
  $('panel-lab').hidden = true;
  $('hw-bench').replaceChildren(next.about, ...(next.kind === 'check' ? [' ', make('button', { type: 'button', class: 'small', 'data-action': 'hw-go', 'data-question': told.current }, 'Back to the question')] : []));
  const isSame = before?.lab === next.lab && storage.sameFiles(files, editor.files());
  if (!isSame) {
    bench = { ...next, kind: 'none' }; // what the editor says meanwhile is no change of the student's
    editor.setFiles(files);
    bench = next;
  }
  editor.allow((path) => !looking && may.some((pattern) => pattern.test(path)));
  if (next.front in files) editor.show(next.front);
  store.set({ lab: next.lab, experiment: null, version: 0, files, ...(isSame ? {} : { run: null, ranFiles: null, stopped: false }) });
  if (isSame && store.get().ready) return;
  blank();
  const answer = await ask({ action: 'open', lab: next.lab, experiment: null, files });
  if (answer !== null) store.set({ ready: true, ranFiles: answer.state.stops > 0 ? files : null, pressed: false });
}

// -- what the page asks of whatever is worked on

/** What the page begins with, before Python has started. */
export async function begin() {
  blank();
  $('panel-lab').hidden = true;
  root.dataset.beside = 'false';
  if (reviewing) {
    review = await handedOver();
    if (review === null) say('This window shows the work of a student that grade.html hands over, and that page is gone: open the work from there again.', { kind: 'bad' });
    else name(review.assignment, `${review.who.title || review.who.student}: `);
    return;
  }
  const names = await fetched('index');
  const known = names?.find(({ name }) => name === wanted) ?? null;
  if (known === null) {
    showAssignments(names);
    return;
  }
  const found = await fetched(wanted);
  if (found === null) return;
  name(found);
  $('hw-whole').href = `./homework.html?a=${encodeURIComponent(wanted)}`;
}

function name(one, whose = '') {
  assignment = one;
  $('title-homework').textContent = one.title;
  document.title = `${whose}${one.title} · pagesim`;
}

async function fetched(name) {
  try {
    const response = await fetch(new URL(`../assignments/${name}.json`, import.meta.url));
    if (!response.ok) throw new Error(`the server answered ${response.status}`);
    return await response.json();
  } catch (error) {
    say(`The assignment cannot be loaded: ${saidBy(error)}. Reload the page.`, { kind: 'bad' });
    return null;
  }
}

/** The address names no assignment that there is: these are there. */
function showAssignments(names) {
  if (names === null) return;
  if (wanted !== '') say(`There is no assignment called ${wanted}.`, { kind: 'bad' });
  const items = names.map(({ name, title, summary }) => {
    const link = make('a', { href: `./homework.html?a=${encodeURIComponent(name)}` }, title);
    const practice = make('a', { href: `./homework.html?a=${encodeURIComponent(name)}&practice` }, 'practise');
    return make('li', {}, link, ' (', practice, '): ', summary);
  });
  const grading = make('p', { class: 'quiet' }, 'For instructors: ', make('a', { href: './grade.html' }, 'grade what was handed in'), '.');
  $('hw-work').replaceChildren(make('p', {}, 'Choose an assignment:'), make('ul', { class: 'hw-choose' }, ...items), grading);
}

/** What this browser keeps of the work. */
const keptHere = () => (reviewing ? (review.saved ?? null) : practising || looking ? null : storage.read(key()));

/** Tell a fresh session whose work on what this is, as `saved` left it; the answer, or null. */
async function beginWith(saved) {
  const start = performance.now();
  const { name, files } = assignment;
  const ran = reviewing ? review.program : saved?.program;
  const reviewed = reviewing ? { review: true, question: review.question, results: review.results, compiles: review.compiles } : {};
  const wish = { ...(single === null ? {} : { question: single }), ...reviewed, ...(ran ? { program: ran } : {}) };
  for (;;) {
    const answer = await askBeside({ action: 'assignment', name, files, ...who, saved, ...wish });
    if (answer === null) return null;
    if (answer.later !== true) return answer;
    if (performance.now() - start > PATIENCE) {
      say('The part of pagesim that knows homework could not be loaded. Reload the page.', { kind: 'bad' });
      return null;
    }
    await new Promise((done) => setTimeout(done, LATER));
  }
}

/** Tell a fresh session whose work on what this is. */
export async function revive() {
  if (who === null || assignment === null) return false;
  return (await take(await beginWith(told === null || reviewing ? keptHere() : told.saved))) !== null;
}

// -- the page around, see parent.js

/**
 * What takeState goes on from, elsewhere or later: {state, ran}. For practice and reviews there is none. If it may have
 * `most` characters only, `left` says what had to be left out: null, the log, the program too, or all of it.
 */
export async function state({ most = Infinity } = {}) {
  if (told === null || practising || reviewing || looking) return { state: '', ran: false, left: 'all' };
  const whole = await pack({ ...told.saved, program });
  if (whole.length <= most) return { state: whole, ran: false, left: null };
  await settle();
  await flush();
  for (const left of ['log', 'program']) {
    const answer = await request({ action: 'brief', program: left !== 'program' });
    const text = answer === null ? '' : await pack(answer.brief);
    if (text !== '' && text.length <= most) return { state: text, ran: false, left };
  }
  return { state: '', ran: false, left: 'all' };
}

let canBegin;
const ready = new Promise((done) => (canBegin = done)); // who is at work is known, or asked for

/**
 * Go on from what `state` told, which may be anything by now; null, or why that cannot be, as a clause. The page around may
 * know whose work it is (a learning system, or somebody who grades); a signed link has said so already. What this browser
 * keeps is taken instead if it has come further.
 */
export async function takeState(text) {
  await ready;
  let handed;
  try {
    handed = await unpack(text);
  } catch (error) {
    if (!(error instanceof LinkError)) throw error;
    return error.message;
  }
  const theirs = studentOf(handed);
  if (theirs === null) return 'it is no work on an assignment';
  const before = who;
  if (before !== null && keyOf(before) !== keyOf(theirs)) {
    if (before.tag !== undefined) return `it is the work of ${theirs.student}, and this page was opened by the link of ${before.student}`;
    await settle();
    await flush();
  }
  if (before === null || keyOf(before) !== keyOf(theirs)) who = theirs;
  const kept = keptHere();
  if (told === null || who !== before || reached(kept) < reached(handed)) {
    const answer = await beginWith(reached(kept) > reached(handed) ? kept : handed);
    if (answer === null || answer.homework.notice !== null) {
      who = before;
      if (before !== null) await revive();
      return 'it cannot be read, or is not of this assignment';
    }
    bench = null;
    await take(answer);
    if (before === null) offer(who);
  }
  return null;
}

/** The points that the last verdicts give, from 0 to 1: of the question that the address names, or of all. */
export const score = () => (single === null ? told?.score : told?.question_score) ?? 0;
/** What is worked on, in the course's own words. */
export const activity = () => (single === null ? wanted : `${wanted}/${single}`);
export const scoresRuns = false;
/** Check the question at hand, as homework.js does; it fills this in. */
export const checking = { check: async () => {} };
export async function submit() {
  if (told === null || !store.get().ready || $('hw-form') === null) return false;
  await checking.check();
  return true;
}

/** Begin, or go on, once Python can answer. */
export async function open() {
  if (assignment === null) {
    root.dataset.ready = 'true';
    return;
  }
  while (who === null || told === null) {
    const found = who ?? review?.who ?? known();
    if (typeof found === 'string') say(found, { kind: 'bad' });
    if (found === null || typeof found === 'string') {
      store.set({ locked: 'Say who you are, to begin' });
      root.dataset.signing = 'true';
      root.dataset.ready = 'true';
      canBegin();
      const given = await asked();
      if (told !== null) break; // the page around has brought it
      who = given;
      delete root.dataset.ready;
      store.set({ locked: 'Your numbers are being drawn' });
    } else who = found;
    if (await revive()) break;
    forget(); // perhaps it was no id
    who = null;
    if (practising || reviewing || location.hash.startsWith('#s=')) return;
  }
  canBegin();
  if (bench === null || !store.get().ready) await revive();
  $('hw-sign').hidden = true;
  $('hw-work').hidden = false;
  delete root.dataset.signing;
  root.dataset.ready = 'true';
}

/** Another student at this browser. */
export async function leave() {
  await settle();
  await flush();
  forget();
  location.reload();
}

/** Back to the starter, in the file that is shown. */
export async function reset() {
  if (bench?.kind !== 'own') return;
  await flush();
  await request({ action: 'starter', file: editor.active });
  editor.focus();
}

export const frontsOf = (lab) => lab?.fronts ?? [];
export const chooseLab = () => {};
export const chooseExperiment = () => {};
export const share = () => showLink(new URL(`./homework.html?a=${encodeURIComponent(wanted)}`, document.baseURI).href);
export const embed = () => {};
export const setSource = () => {};
/** Whether the editor has the student's own program. */
export const isOwn = () => bench?.kind === 'own';
/** The check that is to be shown, {question, check}, or the question alone; null if nothing is reviewed. */
export const reviewed = () => (review === null || told === null ? null : { question: review.question, check: review.check });
