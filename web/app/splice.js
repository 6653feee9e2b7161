// SPLICE, the messages by which books and learning systems (Runestone, PreTeXt, OpenDSA) keep an activity's score and state:
//
//   to the page around    SPLICE.getState             once, at the start; answered by SPLICE.getState.response
//                         SPLICE.reportScoreAndState  when something was checked or run; later, the same score with a new state
//                         SPLICE.sendEvent            what was done, for a log
//   from it               SPLICE.flushState           report what there is now; answered
//                         SPLICE.submitAllAnswers     check what is there; answered
//
// Nothing waits for an answer: the page begins fresh, and takes the state when it comes. What comes is data: whoever takes
// it (working.takeState) looks at all of it.

import { framed, idOf, onHost, tellHost } from './host.js';
import { say } from './notices.js';
import { working } from './working.js';

const PATIENCE = 15_000; // milliseconds after which no state is coming
const LONGEST = 2_000_000; // characters of a state
const THROTTLE = 3000; // milliseconds between reports of changes
const mine = `pagesim-${crypto.randomUUID?.() ?? Math.random().toString(36).slice(2)}`;

let messages = 0;
let score = null; // what was reported last, or came with the state; null: nothing was checked yet
let reported = null; // the state that was reported last, or was there before anything was done; null: nothing is there yet
let hadState = false; // whether anything was reported
let soon = null; // the timer of a report

function send(subject, more = {}) {
  messages += 1;
  const id = `${mine}-${messages}`;
  tellHost({ subject: `SPLICE.${subject}`, message_id: id, ...more });
  return id;
}

/** The text in an answer's state: some hosts wrap it in JSON once more. null if there is none. */
function textOf(state) {
  let found = state;
  for (let wraps = 0; wraps < 3; wraps += 1) {
    if (typeof found === 'string' && found.length <= LONGEST && /^\s*["{]/.test(found)) {
      try {
        found = JSON.parse(found);
      } catch {
        return found;
      }
    } else if (typeof found === 'object' && found !== null && 'state' in found) found = found.state;
    else break;
  }
  return typeof found === 'string' && found !== '' && found.length <= LONGEST ? found : null;
}

/** Ask the page around for the state that it keeps. */
export function beginSplice() {
  if (!framed) return;
  const asked = send('getState');
  let over = false;
  setTimeout(() => (over = true), PATIENCE);
  onHost('subject', 'SPLICE.getState.response', async ({ message_id: id, state, error }) => {
    if (over || id !== asked) return;
    over = true;
    if (error || state === null || state === undefined) return;
    const text = textOf(state);
    const refused = text === null ? 'it is no text that was made here' : await working.takeState(text);
    if (refused !== null) {
      say(`The page around has kept work that cannot be brought back: ${refused}. You begin with what is here.`, { kind: 'bad' });
      return;
    }
    score = Math.max(working.score(), score ?? 0);
    reported = (await working.state()).state; // what came from there is no news
  });
}

/** What is there now is what the page begins with: whoever only looks reports nothing. */
export async function settleSplice() {
  reported ??= (await working.state()).state;
}

/** Report the state; the score as it was last, or `anew` if something was checked. Whether there was anything to report. */
export async function report({ anew = false } = {}) {
  clearTimeout(soon);
  soon = null;
  const { state } = await working.state();
  if (!framed || state === '' || reported === null) return false;
  if (anew) score = working.score();
  if (!anew && state === reported) return hadState;
  reported = state;
  hadState = true;
  send('reportScoreAndState', { activity_id: working.activity(), score: score ?? 0, state });
  return true;
}

/** Report the state within a few seconds, with whatever else changes until then. */
export function reportSoon() {
  if (framed) soon ??= setTimeout(report, THROTTLE);
}

/** Tell what was done, for a log. */
export const tellEvent = (name, data) => framed && send('sendEvent', { name, data });

onHost('subject', 'SPLICE.flushState', async ({ message_id: id }) => {
  const had = await report();
  if (idOf(id) !== undefined) tellHost({ subject: 'SPLICE.flushState.response', message_id: id, success: true, hadState: had });
});

onHost('subject', 'SPLICE.submitAllAnswers', async ({ message_id: id }) => {
  const success = await working.submit();
  if (idOf(id) !== undefined) tellHost({ subject: 'SPLICE.submitAllAnswers.response', message_id: id, success });
});

document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && soon !== null && report());
