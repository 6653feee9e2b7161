// Whose work it is: from the link's part behind #, from what this browser keeps, or asked for.

import { $ } from './page.js';
import * as storage from './storage.js';

const query = new URLSearchParams(location.search);
/** The name of the assignment that the address asks for. */
export const wanted = query.get('a') ?? '';
/** The question that it asks for: then there is nothing else; null if there is none. */
export const single = query.get('q');
export const practising = query.has('practice');
/** Work that is over is looked at in a learning system: nothing is changed, kept or told. */
export const looking = query.has('look');
if (looking) document.documentElement.dataset.look = 'true';

/** A seed that nobody has had. */
const fresh = () => `practice-${[...crypto.getRandomValues(new Uint32Array(2))].map((one) => one.toString(36)).join('')}`;

/** The student of the link behind #: {student, tag, reroll}; null if there is none; a text that says what is wrong with it. */
function fromLink() {
  if (!location.hash.startsWith('#s=')) return null;
  const [, name, tag, reroll = '0'] = /^#s=(.+?)\.([0-9a-f]{20})(?:\.(\d{1,4}))?$/.exec(location.hash) ?? [];
  try {
    if (name !== undefined) return { student: decodeURIComponent(name), tag, reroll: Number(reroll) };
  } catch {} // told below
  return 'This link is not whole: copy all of it, also what comes after the last point.';
}

/** Who a learning system says is at work (scorm.js): {student, title}; null if it does not. */
function fromCourse() {
  if (!location.hash.startsWith('#learner=')) return null;
  const told = new URLSearchParams(location.hash.slice(1));
  const student = (told.get('learner') ?? '').trim();
  return student === '' ? null : { student, title: (told.get('name') ?? '').trim() };
}

/** {student, title, tag, reroll}; null if it has to be asked for; a text if a link was meant and is damaged. */
export function known() {
  if (practising) return { student: query.get('seed') ?? fresh(), practice: true };
  const linked = fromLink();
  if (linked !== null) return linked;
  const learner = fromCourse();
  document.documentElement.dataset.learner = String(learner !== null);
  if (learner !== null) return learner;
  const kept = storage.read('hw-student');
  return typeof kept?.student === 'string' ? { student: kept.student, title: kept.title ?? '' } : null;
}

let become = null; // who is asked for has turned up

/** The page around knows who is at work: if that is being asked for, it is answered. */
export const offer = (who) => become?.(who);

/** Ask for the student's id; resolves when it was given. */
export function asked() {
  $('hw-work').hidden = true;
  $('hw-sign').hidden = false;
  return new Promise((resolve) => {
    become = resolve;
    $('hw-sign').addEventListener('submit', (event) => {
      event.preventDefault();
      const student = $('hw-id').value.trim();
      if (student === '') return;
      const who = { student, title: $('hw-name').value.trim() };
      storage.write('hw-student', who);
      resolve(who);
    }, { once: false });
  });
}

/** This browser forgets who is at work; the work itself stays. */
export function forget() {
  storage.write('hw-student', null);
  if (location.hash.startsWith('#learner=')) history.replaceState(history.state, '', location.pathname + location.search);
}
