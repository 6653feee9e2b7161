// A learning system's grade book, as SCORM 1.2 and SCORM 2004 (4th edition) have it: found, asked and told.
//
//   const book = openBook('2004');       // null: there is none, or it is hidden
//   book.learner, .name, .reviews, .state, .completed     // what it said at the start
//   book.tell({ score, state, completed, passed, done }); // 0..1, text or null, ...; true if it took all of it
//   book.answer({ id, title, kind, response, ok, points, score });
//   book.close();                        // once, when the page is left
//
// Nobody's answers are relied on: some systems say "true" to everything, some lack functions, some throw. Error codes are
// never asked for.

const DEEPEST = 500; // windows between this one and the learning system's
const MOST_ANSWERS = 250; // that a system of 2004 has to have room for

const WORDS = {
  '1.2': {
    api: 'API', begin: 'LMSInitialize', get: 'LMSGetValue', set: 'LMSSetValue', keep: 'LMSCommit', end: 'LMSFinish',
    learner: 'cmi.core.student_id', name: 'cmi.core.student_name', mode: 'cmi.core.lesson_mode', exit: 'cmi.core.exit',
    time: 'cmi.core.session_time', score: 'cmi.core.score', status: 'cmi.core.lesson_status', room: 4096, response: 255,
  },
  2004: {
    api: 'API_1484_11', begin: 'Initialize', get: 'GetValue', set: 'SetValue', keep: 'Commit', end: 'Terminate',
    learner: 'cmi.learner_id', name: 'cmi.learner_name', mode: 'cmi.mode', exit: 'cmi.exit',
    time: 'cmi.session_time', score: 'cmi.score', status: 'cmi.completion_status', room: 64_000, response: 4000,
  },
}; // prettier-ignore

/** A window of another origin throws when it is looked into. */
function look(act) {
  try {
    return act() ?? null;
  } catch {
    return null;
  }
}

/** The object `name` in this window's parents, or in those of the window that opened it. */
export function findApi(name, from = window) {
  for (const start of [from, look(() => from.top.opener) ?? look(() => from.opener)]) {
    let at = start;
    for (let depth = 0; at !== null && depth <= DEEPEST; depth += 1) {
      const found = look(() => at[name]);
      if (found !== null) return found;
      const parent = look(() => at.parent);
      if (parent === at) break;
      at = parent;
    }
  }
  return null;
}

const two = (number) => String(number).padStart(2, '0');
const rounded = (number, digits) => String(Number(number.toFixed(digits)));

/** Seconds as 1.2 writes them, HHHH:MM:SS.SS, and as 2004 does, PT1H2M3.45S. */
export function timespan(seconds, version) {
  const hundredths = Math.max(0, Math.round(seconds * 100));
  const [hours, minutes] = [Math.floor(hundredths / 360_000), Math.floor(hundredths / 6000) % 60];
  const rest = (hundredths % 6000) / 100;
  if (version === '1.2') return `${String(Math.min(hours, 9999)).padStart(4, '0')}:${two(minutes)}:${rest.toFixed(2).padStart(5, '0')}`;
  return `PT${hours}H${minutes}M${rounded(rest, 2)}S`;
}

/** The time of day for 1.2; date and time for 2004, where a zone may follow fractions of a second only. */
export function timestamp(date, version) {
  if (version === '1.2') return [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':');
  return `${date.toISOString().slice(0, 19)}.0Z`;
}

/** `text` on one line of printable characters, at most `most` of them. */
const plain = (text, most) => String(text ?? '').replaceAll(/[\s\p{C}]+/gu, ' ').trim().slice(0, most);
const identifier = (text) => String(text).replaceAll(/[^\w.-]/g, '-').slice(0, 250);

export function openBook(version, api = findApi(WORDS[version].api)) {
  const words = WORDS[version];
  const old = version === '1.2';
  if (api === null) return null;

  const call = (name, ...values) => {
    try {
      return typeof api[name] === 'function' ? String(api[name](...values) ?? '') : null;
    } catch {
      return null;
    }
  };
  const get = (element) => call(words.get, element) ?? '';
  const set = (element, value) => call(words.set, element, String(value)) === 'true';
  const setAll = (pairs) => pairs.map(([element, value]) => set(element, value)).every(Boolean);
  const count = (list) => Math.max(0, Number.parseInt(get(`${list}._count`), 10) || 0);

  if (call(words.begin, '') === null) return null; // without it, nothing else can work
  const began = Date.now();
  const before = get(words.status);
  const objectives = new Map(); // id: its number
  let answers = count('cmi.interactions');
  let exit = 'suspend';
  let over = false;

  function objective(id) {
    if (objectives.size === 0) for (let n = count('cmi.objectives') - 1; n >= 0; n -= 1) objectives.set(get(`cmi.objectives.${n}.id`), n);
    if (!objectives.has(id)) {
      const n = objectives.size;
      objectives.set(id, n);
      set(`cmi.objectives.${n}.id`, id);
    }
    return `cmi.objectives.${objectives.get(id)}`;
  }

  const scored = (at, score, digits = 2) => [
    ...(old ? [] : [[`${at}.scaled`, rounded(score, 4)]]),
    [`${at}.raw`, rounded(score * 100, digits)], [`${at}.min`, '0'], [`${at}.max`, '100'],
  ]; // prettier-ignore

  const book = {
    /** What of a state there is room for, in characters. */
    room: words.room,
    learner: get(words.learner).trim(),
    name: get(words.name).trim(),
    /** Whether this is a look at something, of which nothing is kept: a review, or an instructor's preview. */
    reviews: ['review', 'browse'].includes(get(words.mode).trim()),
    state: get('cmi.suspend_data'),
    /** Whether it was handed in before. */
    completed: ['completed', 'failed'].includes(before),

    /** Tell how things stand; `done`: handed in, nothing has changed since. Whether all of it was taken. */
    tell({ score, state, completed, passed, done }) {
      if (book.reviews || over) return false;
      exit = done ? 'normal' : 'suspend';
      const pairs = score === null ? [] : scored(words.score, score);
      if (old) pairs.push([words.status, passed ? 'passed' : completed ? 'failed' : 'incomplete']);
      else {
        pairs.push([words.status, completed ? 'completed' : 'incomplete']);
        if (passed || completed) pairs.push(['cmi.success_status', passed ? 'passed' : 'failed']);
        if (score !== null) pairs.push(['cmi.progress_measure', rounded(score, 4)]);
      }
      if (state !== null) pairs.push(['cmi.suspend_data', state]);
      return setAll(pairs);
    },

    /** Note an answer to a question, and how the question stands. */
    answer({ id, title, kind, response, ok, points, score }) {
      if (book.reviews || over) return;
      const objectiveId = identifier(id);
      const at = objective(objectiveId);
      if (old) setAll([...scored(`${at}.score`, score), [`${at}.status`, ok ? 'passed' : 'incomplete']]);
      else setAll([...scored(`${at}.score`, score), [`${at}.completion_status`, 'completed'], [`${at}.success_status`, ok ? 'passed' : 'failed']]);
      if (answers >= MOST_ANSWERS) return;
      const n = `cmi.interactions.${answers}`;
      const now = new Date();
      const own = [
        [`${n}.id`, identifier(`${id}.${answers + 1}`)],
        [`${n}.type`, !old ? 'other' : ['rust', 'parsons'].includes(kind) ? 'performance' : 'fill-in'],
        [`${n}.objectives.0.id`, objectiveId],
        [`${n}.${old ? 'time' : 'timestamp'}`, timestamp(now, version)],
        [`${n}.weighting`, rounded(points, 4)],
        [`${n}.${old ? 'student_response' : 'learner_response'}`, plain(response, words.response)],
        [`${n}.result`, ok ? 'correct' : old ? 'wrong' : 'incorrect'],
        ...(old ? [] : [[`${n}.description`, plain(title, 250)]]),
      ]; // prettier-ignore
      if (set(...own[0])) answers += 1;
      setAll(own.slice(1));
    },

    /** Have the system keep what it was told; whether it says that it has. */
    commit: () => !book.reviews && !over && call(words.keep, '') === 'true',

    /** The page is left. */
    close() {
      if (over) return;
      if (!book.reviews) {
        set(words.time, timespan((Date.now() - began) / 1000, version));
        set(words.exit, old && exit === 'normal' ? '' : exit);
        call(words.keep, '');
      }
      over = true;
      call(words.end, '');
    },
  };
  if (!book.reviews && ['', 'not attempted', 'unknown'].includes(before)) set(words.status, 'incomplete');
  return book;
}
