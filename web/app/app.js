// The page: one store, one way in for events, one render. Python decides what is shown; this file asks and patches.

import { ask, askLatest, connect, isAsking, tell } from './asking.js';
import './away.js';
import { showError, showHelp } from './dialogs.js';
import { checkPanels, fitFrame } from './embedded.js';
import { neighbour } from './experiment.js';
import { oneStop } from './events.js';
import './handout.js';
import { PLAYGROUND } from './lab.js';
import { drawLooks, looks } from './looking.js';
import './marks.js';
import { showKept } from './notices.js';
import { $, embedded, free, mayRun, PANELS, root, store } from './page.js';
import { patch, pressByKeys, revealRow, trimCopies } from './panels.js';
import { tellReady } from './parent.js';
import { togglePlaying } from './player.js';
import { fold, toggleFold } from './screen.js';
import { canStep, goOn, keys, run, seekStop, step, stop, toFirst, toggleKind, toLast } from './running.js';
import { resetHabits } from './habits.js';
import './slide.js';
import { beginSplice } from './splice.js';
import { starting } from './start.js';
import { showStatus, statusOf } from './status.js';
import * as storage from './storage.js';
import { nextTheme, showTheme } from './theme.js';
import { drawTranslation } from './translation.js';
import { act, toEntry } from './whatif.js';
import { working } from './working.js';
import { front, layout, resetArrangement, toggleLecture } from './workbench.js';

const mac = /Mac|iPhone|iPad/.test(navigator.platform);

// -- one render

function render(state, before) {
  const { ready, busy, run: session } = state;
  showStatus($('status'), statusOf(state));
  $('progress').hidden = ready || root.dataset.refused === 'true';
  $('run').disabled = !mayRun();
  showRunning(state);
  $('stop').hidden = busy === null;
  keys.show(free() || busy === 'key');
  $('continue').hidden = !(free() && session?.more === true);
  const stops = session?.stops ?? 0;
  const can = canStep();
  const slider = $('timeline');
  slider.disabled = !can;
  slider.max = String(stops);
  if (document.activeElement !== slider || !isAsking()) slider.value = String(session?.stop ?? 0);
  slider.setAttribute('aria-valuetext', session?.position ?? 'Nothing has run yet');
  for (const id of ['step-back', 'step-first']) $(id).disabled = !can || session.stop <= (id === 'step-first' ? 1 : 0);
  for (const id of ['step-forward', 'step-last']) $(id).disabled = !can || session.atEnd;
  if (session !== null && session !== before.run) {
    $('position').textContent = session.position;
    $('position').title = session.position;
    $('stops').value = session.by;
    $('levels').hidden = session.walk === null || session.reached !== null;
    drawTranslation(session);
    drawLooks(session);
    working.editor.showPlace(session.place, before.run !== null && session.at !== before.run.at && free());
    if (session.messages !== before.run?.messages) working.editor.showMessages(session.messages.map(forEditor));
  }
  if (session === null && before.run !== null) {
    $('position').textContent = 'Nothing has run yet';
    working.editor.showPlace(null, false);
    patch({ messages: '' });
  }
}

/** While a program runs the panels are those of before; after a mistake in the text, too. */
function showRunning({ busy, news, run: session }) {
  const going = busy !== null && busy !== 'slow' && busy !== 'tests';
  const older = !going && session?.stale === true;
  $('so-far').hidden = !going;
  $('position').hidden = going;
  $('so-far').textContent = going ? (news === null ? 'Compiling' : news.text) : '';
  $('older').hidden = !older;
  $('recorded').hidden = going || !session?.kept;
  $('recorded').textContent = session?.kept ?? '';
  root.dataset.panels = going ? 'busy' : older ? 'older' : 'current';
  for (const id of PANELS) $(id)?.closest('section').setAttribute('aria-busy', String(going));
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
  experiment: ({ name }) => working.chooseExperiment(name),
  seek: ({ at }) => askLatest({ action: 'seek', at: Number(at) }),
  ...looks,
  window: ({ to }) => ask({ action: 'window', to: Number(to) }),
  kind: ({ kind }) => toggleKind(kind),
  expand: ({ path }) => ask({ action: 'expand', path }),
  whatif: act,
  flip: ({ path }) => {
    front(['whatif']);
    toEntry(path);
  },
  reveal: async ({ path }) => {
    front(['tables']);
    if (free()) await ask({ action: 'look' });
    revealRow(path);
  },
  test: ({ path, test }) => run([], { path, ...(test === undefined ? {} : { test }) }),
  whole: () => front(['lab'], { focus: true }),
  go: ({ file, line, column }) => working.editor.goTo({ file, line: Number(line), column: column === undefined ? null : Number(column) }),
};

function reset() {
  resetArrangement();
  void resetHabits();
}

function turn(which) {
  const name = neighbour(which);
  if (name !== null) working.chooseExperiment(name);
}

const clicks = {
  reset: () => working.reset(), share: () => working.share(), embed: () => working.embed(),
  run: () => run(), stop, continue: goOn, theme: nextTheme, help: showHelp,
  'step-back': () => step(-1), 'step-forward': () => step(1), 'step-first': toFirst, 'step-last': toLast,
  'previous-experiment': () => turn('previous'), 'next-experiment': () => turn('next'),
  lecture: toggleLecture, arrange: reset, fold: toggleFold,
  play: togglePlaying,
  levels: () => ask({ action: 'stops', kind: 'levels', begin: true }),
  follow: () => ask({ action: 'translate', address: '' }),
};

document.addEventListener('click', ({ target }) => {
  const button = target.closest('button, [role=button][data-action]');
  if (button === null) return;
  if (button.dataset.action in actions) {
    const local = ['go', 'experiment', 'reveal', 'flip', 'whole'].includes(button.dataset.action);
    if (local || free()) void actions[button.dataset.action](button.dataset);
  } else if (button.id in clicks) void clicks[button.id]();
});

document.addEventListener('keydown', pressByKeys);

document.addEventListener('keydown', (event) => {
  const command = mac ? event.metaKey : event.ctrlKey;
  let act;
  if (command && event.key === 'Enter') act = run;
  else if (command && event.key === '.') act = stop;
  else if (event.key === 'F7') act = togglePlaying;
  else if (event.key === 'F8' && !command && event.target.closest?.('.cm-editor') && working.editor.hasMessages()) return; // the editor's: the next message
  else if (event.key === 'F8') act = event.shiftKey ? toFirst : () => step(-1);
  else if (event.key === 'F9') act = event.shiftKey ? toLast : () => step(1);
  else if (layout() === 'lecture' && event.key === 'PageUp') act = () => step(-1);
  else if (layout() === 'lecture' && event.key === 'PageDown') act = () => step(1);
  if (act === undefined || $('dialog').open) return;
  event.preventDefault();
  event.stopPropagation();
  void act();
}, true);

$('timeline').addEventListener('input', ({ target }) => seekStop(Number(target.value)));
$('timeline').addEventListener('keydown', ({ key, target }) => {
  // Before the first stop and behind the last the slider is at its end already, and tells of no input.
  const end = { Home: '0', End: target.max }[key];
  if (end !== undefined && target.value === end) void seekStop(Number(end));
});
$('stops').addEventListener('change', ({ target }) => ask({ action: 'stops', kind: target.value }));
$('lab')?.addEventListener('change', ({ target }) => {
  if (target.value === PLAYGROUND) location.assign('./playground.html');
  else working.chooseLab(target.value);
});
addEventListener('pageshow', () => {
  if ($('lab')?.value === PLAYGROUND) $('lab').value = store.get().lab;
});
$('experiment')?.addEventListener('change', ({ target }) => {
  working.chooseExperiment(target.value);
});
// -- beginning

store.listen(render);

if (embedded) checkPanels();
fitFrame();

oneStop();
trimCopies($('screen'));
fold();
showTheme();
showKept(storage.kept);
window.pagesim = {
  setSource: (files) => working.setSource(files),
  getSource: () => working.editor.files(),
};

const WARM_RUNS = 3; // runs after which a browser has made the most of Python's code
const GAP = 200; // milliseconds between them, for what is shown and what is asked

/** Run for nobody to see, so that the first run after an edit is as quick as later ones. */
async function warm() {
  for (let runs = 0; runs < WARM_RUNS; runs++) {
    await new Promise((done) => setTimeout(done, GAP));
    if (free()) await tell({ action: 'warm', files: working.editor.files() });
  }
}

/** Begin; `work` is what is worked on, see working.js. */
export async function start(work) {
  Object.assign(working, work);
  beginSplice();
  await working.begin();
  if (starting !== null) {
    try {
      connect(await starting);
      await working.open();
      void working.editor.ready();
      tellReady();
      void warm();
    } catch (error) {
      store.set({ broken: String(error), stage: 'failed' });
      $('status').textContent = 'Error: the simulated computer could not be started';
      showError({
        message: 'The simulated computer could not be started. Reload the page; if that does not help, use a current browser.',
        details: String((error instanceof Error && error.stack) || error),
        action: ['Reload', () => location.reload()],
      });
    }
  }
}
