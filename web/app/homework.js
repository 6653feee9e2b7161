// homework.html: the questions beside the workbench. What is pressed and typed there goes to Python, and what Python says
// of it is patched in.

import { start } from './app.js';
import { showText } from './dialogs.js';
import { moved, read } from './hw-form.js';
import * as work from './hw-work.js';
import { flush, isOwn, leave, own, request, settle, told, typed } from './hw-work.js';
import { say } from './notices.js';
import { $, free, root, store } from './page.js';
import { refuseOwn } from './own.js';
import { tellCheck, tellHandIn } from './parent.js';
import { run } from './running.js';

refuseOwn('Files are not read on this page, and nothing has changed: write into the editor here. The labs’ page runs a kernel of your own.');
const panel = $('panel-homework');
const formNow = () => document.getElementById('hw-form');
let file = null; // what is ready to hand in: {name, text, code}

const focusOn = (id) => document.getElementById(id)?.focus({ preventScroll: true });

/** The whole question in sight: with the list of all above it, if there is room for both. */
function intoSight() {
  const body = $('hw-body');
  body.scrollTop = 0;
  const ends = (formNow() ?? $('hw-question')).getBoundingClientRect().bottom;
  if (ends > body.getBoundingClientRect().bottom) $('hw-question').scrollIntoView({ block: 'start' });
}

async function go({ question }) {
  await settle();
  await flush();
  // What is typed into the question in front until the answer comes would be lost with its form.
  const stay = formNow()?.dataset.question === question ? ['hw-question'] : [];
  if ((await request({ action: 'question', question }, stay)) === null) return;
  intoSight();
  $('panel-homework').scrollIntoView({ block: 'nearest' });
  focusOn('hw-title');
}

/** While Python works, the button says so; a second press does nothing. */
async function working(button, words, act) {
  if (button === null || button.getAttribute('aria-disabled') === 'true') return;
  const before = button.textContent;
  button.setAttribute('aria-disabled', 'true');
  button.textContent = words;
  try {
    await new Promise((done) => setTimeout(done)); // so that it is drawn
    await act();
  } finally {
    button.removeAttribute('aria-disabled');
    if (button.textContent === words) button.textContent = before;
  }
}

async function check() {
  const form = formNow();
  const { question } = form.dataset;
  const value = read(form);
  await working($('hw-check'), 'Checking…', async () => {
    await settle();
    const answer = await request({ action: 'check', question, ...(told.kind === 'rust' ? {} : { value }), ...own() });
    if (answer === null) return;
    const { kind, asked, question_score: score } = answer.homework;
    tellCheck(question, score, { kind, ...asked });
    const found = $('hw-found');
    found.scrollIntoView({ block: 'nearest' });
  });
}

async function show({ question, check: name }) {
  await flush();
  const answer = await request({ action: 'show', question, check: name });
  if (answer === null) return;
  const { at, keys } = answer.show;
  store.set({ linkAt: at, locked: null });
  await run(keys);
}

async function makeFile(_, button) {
  await working(button, 'Grading it again…', async () => {
    await settle();
    const answer = await request({ action: 'submission', ...own() });
    if (answer === null) return;
    ({ file } = answer);
    tellHandIn();
    $('hw-hand').scrollIntoView({ block: 'nearest' });
  });
}

function download() {
  if (file === null) return;
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([file.text], { type: 'application/json' }));
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

async function copyCode() {
  if (file === null) return;
  try {
    await navigator.clipboard.writeText(file.code);
    say('The paste code is copied.');
  } catch {
    showText('Paste code', 'Copy all of it into the field where you hand in.', file.code, 'Copy paste code');
  }
}

async function order({ item, by }) {
  const form = formNow();
  const value = moved(form, item, by);
  if (value === null) return;
  await settle();
  await request({ action: 'answer', question: form.dataset.question, value });
  await request({ action: 'question', question: form.dataset.question });
  const place = formNow().querySelector(`.hw-order [role=button][data-item="${CSS.escape(item)}"], .hw-rest li[data-item="${CSS.escape(item)}"] button`);
  place?.focus();
}

/** Ask for something when what was typed is known: the answer brings the form along. */
async function settled(what) {
  await settle();
  return request(what);
}

const actions = {
  'hw-go': go,
  'hw-hint': ({ question }) => settled({ action: 'hint', question }),
  'hw-reveal': () => settled({ action: 'reveal', question: told.current }),
  'hw-moment': () => settled({ action: 'moment', question: told.current }),
  'hw-show': show,
  'hw-submit': makeFile,
  'hw-download': download,
  'hw-copy': copyCode,
  'hw-again': () => location.reload(),
  'hw-leave': leave,
  'hw-move': order,
};

panel.addEventListener('click', ({ target }) => {
  const button = target.closest('button[data-action]');
  if (button === null || !(button.dataset.action in actions)) return;
  if (free() || ['hw-download', 'hw-copy'].includes(button.dataset.action)) void actions[button.dataset.action](button.dataset, button);
});
document.getElementById('hw-bench').addEventListener('click', ({ target }) => {
  const button = target.closest('button[data-action=hw-go]');
  if (button !== null && free()) void go(button.dataset);
});

panel.addEventListener('submit', (event) => {
  if (event.target.id !== 'hw-form') return;
  event.preventDefault();
  if (free()) void check();
});

panel.addEventListener('input', ({ target }) => {
  const form = target.closest('#hw-form');
  if (form === null) return;
  // What is ticked says that it is a page fault; a number takes the place of frame and bits.
  if (target.name === 'bits' && target.checked) {
    const fault = form.querySelector('[name=other][value=""]');
    if (fault !== null) fault.checked = true;
  }
  typed(form.dataset.question, read(form));
});

panel.addEventListener('keydown', (event) => {
  if (!event.altKey || event.ctrlKey || event.metaKey) return;
  const item = event.target.closest('#hw-form [data-item]')?.dataset.item;
  const by = { ArrowUp: 'up', ArrowDown: 'down', ArrowLeft: 'out', ArrowRight: 'in' }[event.key];
  if (item === undefined || by === undefined || !free()) return;
  event.preventDefault();
  void order({ item, by });
});

panel.addEventListener('change', async ({ target }) => {
  if (target.id !== 'hw-restore' || target.files.length === 0) return;
  const [given] = target.files;
  if (given.size > 1_500_000) {
    say(`${given.name} has ${given.size.toLocaleString('en')} bytes: a submission is smaller. It is another file.`, { kind: 'bad' });
    return;
  }
  await settle();
  await request({ action: 'restore', submission: await given.text() });
});

// Another program is there, or the work has changed: what was made ready is no more what would be handed in.
store.listen((state, before) => {
  if (before.busy !== null && state.busy === null && ['run', 'continue'].includes(before.busy) && isOwn()) void request({ action: 'ran' });
});

/** Of work that is reviewed: the moment that is to be seen. */
async function review() {
  const wanted = work.reviewed();
  if (wanted === null) return;
  const { question, check: name } = wanted;
  if (name !== null) await show({ question, check: name });
}

work.checking.check = check;
await start(work);
if (work.told !== null && root.dataset.layout === 'workbench') intoSight();
await review();
