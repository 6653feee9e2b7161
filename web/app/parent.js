// What <page-sim> asks of the page in its frame, and what that tells: pagesim:run, seek, getState, setState, each with an id
// that its answer names; pagesim:ready, state, check. `working` says how the page's state is made and taken.

import { ask } from './asking.js';
import { framed, idOf, onHost, tellHost } from './host.js';
import { say, saidBy } from './notices.js';
import { free, store } from './page.js';
import { run } from './running.js';
import { report, reportSoon, settleSplice, tellEvent } from './splice.js';
import { working } from './working.js';

const LONGEST = 2_000_000; // characters of a state
const PAUSE = 400; // milliseconds without a change until the state is told

/** Resolves when Python can be asked. */
const whenFree = () =>
  new Promise((resolve) => {
    if (free()) resolve(true);
    else store.listen(() => free() && resolve(true));
  });

/** What the run has come to, for who asked for it. */
function outcome() {
  const { run: state } = store.get();
  return { phase: state?.phase ?? 'ready', status: state?.status ?? null, steps: state?.steps ?? 0, at: state?.at ?? 0 };
}

/** @type {Record<string, (request: any) => Promise<any>>} */
const doing = {
  async run() {
    await whenFree();
    await run();
    return outcome();
  },
  async seek({ moment }) {
    if (typeof moment !== 'string' || moment.length > 200) throw new Error('seek needs a moment: #PF, halt, write 0xb8000, a step’s number');
    await whenFree();
    if (!(store.get().run?.stops > 0)) throw new Error('Nothing has run yet: run first.');
    let why = 'Python could not answer';
    const answer = await ask({ action: 'seek', moment }, ({ message }) => (why = message));
    if (answer === null) throw new Error(why);
    return { found: answer.found, position: answer.state.position };
  },
  getState: async ({ most }) => working.state(Number.isSafeInteger(most) && most > 0 ? { most } : {}),
  async setState({ state }) {
    if (typeof state !== 'string' || state.length > LONGEST) throw new Error('setState needs the text that getState gave.');
    await whenFree();
    const refused = await working.takeState(state);
    if (refused !== null) {
      say(`What was kept of your work cannot be brought back: ${refused}. What is here stays as it is.`, { kind: 'bad' });
      throw new Error(refused);
    }
    return null;
  },
};

for (const [name, act] of Object.entries(doing)) {
  onHost('type', `pagesim:${name}`, async (request) => {
    const id = idOf(request.id);
    if (id === undefined) return;
    try {
      tellHost({ type: 'pagesim:answer', id, ok: true, value: await act(request) });
    } catch (error) {
      tellHost({ type: 'pagesim:answer', id, ok: false, error: saidBy(error) });
    }
  });
}

let telling = null;
let told = '';

async function tellState() {
  const { state, ran } = await working.state();
  if (state === '') return;
  const at = store.get().run?.at ?? null;
  const news = `${state} ${ran} ${at}`;
  if (news === told) return;
  told = news;
  tellHost({ type: 'pagesim:state', state, ran, at });
}

/** Something has changed that may belong to the state: tell it when there is a pause. */
export function stateChanged() {
  if (!framed) return;
  clearTimeout(telling);
  telling = setTimeout(tellState, PAUSE);
  reportSoon();
}

/** An answer was checked, for that part of its points; `more` is what a log says of it: {title, kind, points, response}. */
export function tellCheck(question, score, more) {
  tellHost({ type: 'pagesim:check', question, score, ok: score === 1 });
  tellEvent('check', { question, score, ...more });
  void report({ anew: true });
}

/** The file to hand in was made. */
export function tellHandIn() {
  tellEvent('hand-in', {});
  void report({ anew: true });
}

/** Python can answer: once. */
export function tellReady() {
  void settleSplice();
  tellHost({ type: 'pagesim:ready' });
  store.listen((state, before) => {
    if (['run', 'continue'].includes(before.busy) && state.busy === null) {
      const { phase, steps } = outcome();
      tellEvent('run', { phase, steps });
      if (working.scoresRuns) void report({ anew: true });
    }
    if (['files', 'run', 'pressed', 'busy'].some((name) => state[name] !== before[name]) && state.busy === null) stateChanged();
  });
}
