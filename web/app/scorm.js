// scorm.html, the page of a package that a learning system opens: the homework in a frame, which tells score and state by
// SPLICE's messages (splice.js), and here they become SCORM's. The frame's page lies in the package or on another host; it
// alone is heard, at its own origin alone.
//
// Where no grade book can be found, or it takes nothing, a sentence says so, and the homework goes on: its file to hand in
// needs no learning system.

import { openBook } from './scorm-api.js';

const PATIENCE = 10_000; // milliseconds in which the frame's page makes a shorter state
const EVERY = 60_000; // milliseconds between commits of what is no check
const LONGEST = 2_000_000; // characters of a state
const LONGEST_ID = 100; // of a learner that homework can draw numbers for

const told = JSON.parse(document.getElementById('package').textContent);
const frame = document.getElementById('work');
const said = document.getElementById('said');
const address = new URL(told.page, location.href);
const origin = told.thin ? address.origin : self.origin; // that of a sandboxed frame is 'null'
const book = openBook(told.version);

/** What is known, and what was told last. */
const now = { score: null, state: book?.state || null, handed: book?.completed === true, changed: true, checked: false };
let committed = 0;
let left = null; // what of the work the grade book has no room for: log, program, all
let asks = 0;
let turn = Promise.resolve(); // one report after the other
const waiting = new Map(); // what the frame's page was asked for

function say(text, kind = 'good') {
  if (said.textContent !== text) said.textContent = text;
  said.dataset.kind = kind;
}

const ELSEWHERE = 'Your work stays in this browser: at the end make the file at “Hand in” and hand it in where your course asks for it.';
const LEFT = {
  log: ' The course has no room for how you got there; your file keeps that.',
  program: ' Your program is too long for what the course keeps: this browser has it, and your file keeps it.',
  all: ' Your work is too long for what the course keeps: this browser has it, and your file keeps it.',
};

/** Whether that is no state, but what stands for one that was too long. */
const isShort = (state) => state === null || state.startsWith('{');

const post = (message) => frame.contentWindow?.postMessage(message, origin === 'null' ? '*' : origin);

/** Ask the frame's page for a state of at most `most` characters; null if none comes. */
function shorter(most) {
  asks += 1;
  const id = `scorm-${asks}`;
  return new Promise((resolve) => {
    waiting.set(id, resolve);
    setTimeout(resolve, PATIENCE, null);
    post({ type: 'pagesim:getState', id, most });
  }).finally(() => waiting.delete(id));
}

async function fitting(state) {
  left = null;
  if (state.length <= book.room) return state;
  const answer = await shorter(book.room);
  if (typeof answer?.state === 'string' && answer.state !== '' && answer.state.length <= book.room) {
    left = ['log', 'program'].includes(answer.left) ? answer.left : null;
    return answer.state;
  }
  left = 'all';
  return JSON.stringify({ score: now.score, id: told.id });
}

/** Tell the grade book what is known, and have it kept. */
function tell({ commit }) {
  if (book === null || book.reviews || now.score === null) return;
  const passed = now.score !== null && now.score >= told.passed - 1e-9;
  const completed = now.handed || now.score === 1;
  const taken = book.tell({ score: now.score, state: now.state, completed, passed, done: completed && !now.changed });
  if (!commit) return;
  const kept = book.commit();
  committed = Date.now();
  const time = new Date().toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
  if (taken && kept) say(`Kept in your course, ${time}.${left === null ? '' : LEFT[left]}`);
  else say(`Your course did not take all of this at ${time}: it is tried again when you check the next answer. ${ELSEWHERE}`, 'bad');
}

const hears = {
  'SPLICE.getState': ({ message_id: id }) => {
    post({ subject: 'SPLICE.getState.response', message_id: id, state: isShort(now.state) ? null : now.state, error: null });
  },

  'SPLICE.reportScoreAndState'({ score, state }) {
    if (book === null || typeof score !== 'number' || !(score >= 0 && score <= 1)) return;
    if (typeof state !== 'string' || state.length > LONGEST) return;
    const commit = now.checked || score !== now.score || Date.now() - committed > EVERY;
    now.checked = false;
    now.score = score;
    turn = turn.then(async () => {
      now.state = await fitting(state);
      tell({ commit });
    });
  },

  'SPLICE.sendEvent'({ name, data }) {
    if (book === null || data === null || typeof data !== 'object') return;
    if (name === 'check' && typeof data.question === 'string') {
      now.checked = true;
      now.changed = true;
      const { title, kind, response } = data;
      const points = Number.isFinite(data.points) && data.points >= 0 ? data.points : 1;
      const score = data.score >= 0 && data.score <= 1 ? data.score : 0;
      book.answer({ id: `${told.id}.${data.question}`, title, kind, response, points, score, ok: score === 1 });
    } else if (name === 'hand-in') {
      now.handed = true;
      now.changed = false;
      now.checked = true; // the state that was handed in comes next
      tell({ commit: true });
    }
  },

  'pagesim:answer': ({ id, ok, value }) => waiting.get(id)?.(ok === true ? value : null),
};

addEventListener('message', (event) => {
  if (event.source !== frame.contentWindow || event.origin !== origin) return;
  const { data } = event;
  if (data === null || typeof data !== 'object') return;
  for (const name of [data.subject, data.type]) if (Object.hasOwn(hears, name)) void hears[name](data);
});

// -- leaving

const leave = () => {
  tell({ commit: false });
  book?.close();
};
addEventListener('pagehide', leave);
addEventListener('pageshow', ({ persisted }) => persisted && location.reload()); // the grade book was closed
document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && tell({ commit: true }));

// -- beginning

if (book === null) say(`This learning system hides its grade book from this page: it gets no score from here. ${ELSEWHERE}`, 'bad');
else if (book.reviews && isShort(now.state)) say('Your course has kept the score of this work alone: the file that was handed in has the rest.', 'bad');
else if (book.reviews) say('This work is looked at: nothing that is done here is kept.');
else say('Your course keeps your score and your work: after each check, and when you leave.');

if (book?.reviews) address.searchParams.set('look', '');
if (book !== null && book.learner !== '' && book.learner.length <= LONGEST_ID) {
  const who = new URLSearchParams({ learner: book.learner, ...(book.name === '' ? {} : { name: book.name.slice(0, 200) }) });
  address.hash = who.toString();
}
frame.src = address.href;
