// A learning system's API as strict as the books: scorm-again's, which takes more than they allow, wrapped in what SCORM 1.2
// (RTE 3.4) and SCORM 2004 4th edition (RTE 4.2) say of each element that may be written. Whatever is written otherwise is
// refused and noted.

const decimal = /^-?\d+(\.\d+)?$/;
const between = (low, high) => (text) => decimal.test(text) && Number(text) >= low && Number(text) <= high;
const words = (...known) => (text) => known.includes(text);
const upTo = (most) => (text) => text.length <= most;
const either = (...tests) => (text) => tests.some((test) => test(text));
const like = (pattern) => (text) => pattern.test(text);
const id = (most) => (text) => text.length <= most && /^[\w.:-]+$/.test(text);

const RULES = {
  '1.2': {
    'cmi.core.lesson_status': words('passed', 'completed', 'failed', 'incomplete', 'browsed'),
    'cmi.core.exit': words('time-out', 'suspend', 'logout', ''),
    'cmi.core.session_time': like(/^\d{4}:\d\d:\d\d(\.\d{1,2})?$/),
    'cmi.core.score.raw': between(0, 100), 'cmi.core.score.min': between(0, 100), 'cmi.core.score.max': between(0, 100),
    'cmi.suspend_data': (text) => text.length <= 4096 && /^[\x20-\x7e]*$/.test(text),
    'cmi.objectives.n.id': id(255),
    'cmi.objectives.n.score.raw': between(0, 100), 'cmi.objectives.n.score.min': between(0, 100), 'cmi.objectives.n.score.max': between(0, 100),
    'cmi.objectives.n.status': words('passed', 'completed', 'failed', 'incomplete', 'browsed', 'not attempted'),
    'cmi.interactions.n.id': id(255), 'cmi.interactions.n.objectives.n.id': id(255),
    'cmi.interactions.n.time': like(/^([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,2})?$/),
    'cmi.interactions.n.type': words('true-false', 'choice', 'fill-in', 'matching', 'performance', 'sequencing', 'likert', 'numeric'),
    'cmi.interactions.n.weighting': like(decimal),
    'cmi.interactions.n.student_response': upTo(255),
    'cmi.interactions.n.result': either(words('correct', 'wrong', 'unanticipated', 'neutral'), like(decimal)),
  },
  2004: {
    'cmi.completion_status': words('completed', 'incomplete', 'not attempted', 'unknown'),
    'cmi.success_status': words('passed', 'failed', 'unknown'),
    'cmi.exit': words('timeout', 'suspend', 'logout', 'normal', ''),
    'cmi.session_time': like(/^PT(?=\d)(\d+H)?(\d+M)?(\d+(\.\d{1,2})?S)?$/),
    'cmi.score.scaled': between(-1, 1), 'cmi.score.raw': like(decimal), 'cmi.score.min': like(decimal), 'cmi.score.max': like(decimal),
    'cmi.progress_measure': between(0, 1),
    'cmi.suspend_data': upTo(64_000),
    'cmi.objectives.n.id': id(4000),
    'cmi.objectives.n.score.scaled': between(-1, 1), 'cmi.objectives.n.score.raw': like(decimal), 'cmi.objectives.n.score.min': like(decimal), 'cmi.objectives.n.score.max': like(decimal),
    'cmi.objectives.n.success_status': words('passed', 'failed', 'unknown'),
    'cmi.objectives.n.completion_status': words('completed', 'incomplete', 'not attempted', 'unknown'),
    'cmi.interactions.n.id': id(4000), 'cmi.interactions.n.objectives.n.id': id(4000),
    'cmi.interactions.n.type': words('other', 'fill-in', 'long-fill-in', 'performance', 'choice', 'numeric'),
    'cmi.interactions.n.timestamp': like(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,2}(Z|[+-]\d\d(:\d\d)?)?)?$/),
    'cmi.interactions.n.weighting': like(decimal),
    'cmi.interactions.n.learner_response': upTo(4000),
    'cmi.interactions.n.result': either(words('correct', 'incorrect', 'unanticipated', 'neutral'), like(decimal)),
    'cmi.interactions.n.description': upTo(250),
  },
}; // prettier-ignore

/** What each version calls its functions. */
export const CALLS = {
  '1.2': { begin: 'LMSInitialize', get: 'LMSGetValue', set: 'LMSSetValue', keep: 'LMSCommit', end: 'LMSFinish' },
  2004: { begin: 'Initialize', get: 'GetValue', set: 'SetValue', keep: 'Commit', end: 'Terminate' },
};

/** `api` of that version, strictly; `log` gets every call as [name, ...values], `refused` what was written against the rules. */
export function strict(api, version, log, refused) {
  const names = CALLS[version];
  let running = false;
  const note = (name, ...values) => void log.push([name, ...values]);
  const inOrder = (name, values) => {
    note(name, ...values);
    if (!running) refused.push([name, ...values, 'not between begin and end']);
    return running;
  };
  return {
    [names.begin](text) {
      note(names.begin, text);
      if (running || text !== '') refused.push([names.begin, text]);
      running = true;
      return api[names.begin](text);
    },
    [names.get]: (element) => (inOrder(names.get, [element]) ? api[names.get](element) : ''),
    [names.set](element, value) {
      if (!inOrder(names.set, [element, value])) return 'false';
      const rule = RULES[version][element.replaceAll(/\.\d+(?=\.)/g, '.n')];
      const isFine = typeof value === 'string' && rule?.(value) === true;
      if (!isFine) refused.push([element, value]);
      const answer = isFine ? String(api[names.set](element, value)) : 'false';
      if (answer !== 'true') refused.push([element, value, 'by scorm-again']);
      return answer;
    },
    [names.keep]: (text) => (inOrder(names.keep, [text]) ? String(api[names.keep](text)) : 'false'),
    [names.end](text) {
      if (!inOrder(names.end, [text])) return 'false';
      running = false;
      return String(api[names.end](text));
    },
  };
}
