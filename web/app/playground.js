// The playground: a list of operations, which the page holds and Python turns into a machine, its panels and a script.
//
// Every request carries the whole list: so a lost worker, a reload, Undo and a link all come to the same machine.

import { hush, say } from './notices.js';
import { LinkError, pack } from './pack.js';
import { $, ask, begin, copy, isReady, linked, tell } from './room.js';

const EMPTY = [{ do: 'start', from: 'empty', levels: 4 }];
let operations = EMPTY;
let script = '';
let address = null; // what is looked at, in hexadecimal
let frame = null; // the physical address whose linear addresses are shown; null: that of `address`
const past = []; // lists before this one, with the address that was looked at
let future = []; // lists that were undone
let hash = ''; // what the page has put behind # itself
const opened = new Set();
const folded = new Set();

/** @returns {Record<string, any>} */
const form = (id) => Object.fromEntries(new FormData($(id)));

/**
 * Do things one after the other: each begins with the list that the one before has left.
 *
 * @template T
 * @param {() => Promise<T>} act
 * @returns {Promise<T>}
 */
function inTurn(act) {
  const done = turn.then(act);
  turn = done.catch(() => {});
  return done;
}
/** @type {Promise<any>} */
let turn = Promise.resolve();

const request = (asked) => inTurn(() => answer(asked));

/**
 * Ask for the list as it is, or with one operation more.
 *
 * @returns {Promise<any>} whether it could be done
 */
async function answer({ more = null, look = null } = {}) {
  const before = { operations, address };
  const got = await ask({
    action: 'playground',
    operations,
    ...(more === null ? {} : { do: more }),
    ...((look ?? address) === null ? {} : { address: look ?? address }),
    ...(frame === null ? {} : { frame }),
    opened: [...opened],
    folded: [...folded],
  });
  if (got === null) return false;
  const { state } = got;
  $('wrong').textContent = state.error ?? '';
  $('wrong').hidden = state.error === null;
  if (state.error !== null) $('wrong').scrollIntoView({ block: 'nearest' });
  ({ operations, script } = state);
  address = state.address;
  if (state.error === null && document.activeElement !== $('address')) $('address').value = address;
  if (more !== null && state.error === null) {
    past.push(before);
    future = [];
    frame = null;
  }
  if (more !== null) tell('Ready');
  show();
  const list = $('steps').firstElementChild;
  if (more !== null && list !== null) list.scrollTop = list.scrollHeight;
  await keep();
  return state.error === null;
}

/** The list goes into the address: a reload, and a link, bring it back. */
async function keep() {
  const plain = JSON.stringify(operations) === JSON.stringify(EMPTY);
  hash = plain ? '' : `#${await pack(operations)}`;
  history.replaceState(null, '', plain ? location.pathname + location.search : hash);
}

function show() {
  $('undo').disabled = past.length === 0;
  $('redo').disabled = future.length === 0;
  const [start] = operations;
  $('levels').disabled = $('from').value !== 'empty';
  $('paste').hidden = $('from').value !== 'paste';
  $('begun').textContent = { empty: `Empty tables, ${start.levels} levels`, boot: 'The boot loader’s tables', paste: 'A paste' }[start.from];
}

const travel = (from, to) => inTurn(async () => {
  const next = from().pop();
  if (next === undefined) return;
  to().push({ operations, address });
  ({ operations, address } = next);
  if (await answer()) tell(`${operations.length - 1} ${operations.length === 2 ? 'operation' : 'operations'} since the start`);
});

// -- what is clicked

const target = () => $('address').value.trim();
const by = () => ($('by').value === 'memory' ? {} : { by: $('by').value });

/** One more operation. */
const operate = (more) => request({ more });

const clicks = {
  undo: () => travel(() => past, () => future),
  redo: () => travel(() => future, () => past),
  unmap: () => operate({ do: 'unmap', page: target(), ...by() }),
  invlpg: () => operate({ do: 'invlpg', address: target() }),
  cr3: () => operate({ do: 'cr3' }),
  'copy-link': () => copy(location.href, 'The link', 'This link carries what you did. Whoever opens it can go on.'),
  'copy-script': () => copy(script, 'The script', 'This Python program makes the same machine.'),
};

const forms = {
  aiming: () => request({ look: target() }),
  mapping: () => {
    const { size, frame: given, ...chosen } = form('mapping');
    const flags = ['RW', 'US', 'XD', 'G'].filter((name) => name in chosen);
    return operate({ do: 'map', page: target(), ...(given.trim() === '' ? {} : { frame: given.trim() }), size, flags, ...by() });
  },
  beginning: () => {
    const { from, text } = form('beginning');
    const more = { empty: { levels: Number($('levels').value) }, paste: { text } }[from];
    return operate({ do: 'start', from, ...more });
  },
  protecting: () => operate({ do: 'pkru', value: form('protecting').value }),
  edit: ({ dataset, elements }) => operate({ do: 'edit', address, level: Number(dataset.level), entry: elements.entry.value, ...by() }),
};

const access = (kind) => {
  const { cpl, value } = form('accessing');
  return operate({ do: kind, address: target(), cpl: Number(cpl), ...(kind === 'write' ? { value } : {}) });
};

const actions = {
  flip: ({ level, entry }) => operate({ do: 'edit', address, level: Number(level), entry, ...by() }),
  set: ({ bit, on }) => operate({ do: 'set', bit, on: on === 'true' }),
  reach: ({ by: way }) => operate({ do: 'reach', by: way }),
  remedy: async ({ operations: listed }) => {
    for (const more of JSON.parse(listed)) if (!(await operate(more))) return;
  },
  translate: ({ address: at }) => {
    frame = null;
    return request({ look: at });
  },
  frame: ({ address: at }) => {
    frame = at === '' ? null : at;
    return request();
  },
  expand: ({ path }, button) => {
    const isOpen = button.getAttribute('aria-expanded') === 'true';
    (isOpen ? folded : opened).add(path);
    (isOpen ? opened : folded).delete(path);
    return request();
  },
  reveal: ({ path }) => {
    const row = document.querySelector(`#tables tr[data-path="${CSS.escape(path)}"], #tables tr.marked.absent`);
    if (row === null) return;
    row.scrollIntoView({ block: 'center' });
    row.tabIndex = -1;
    row.focus({ preventScroll: true });
  },
};

document.addEventListener('click', ({ target: clicked }) => {
  const button = clicked.closest('button, [role=button][data-action]');
  if (button === null || !isReady()) return;
  if (button.dataset.action in actions) void actions[button.dataset.action](button.dataset, button);
  else if (button.dataset.kind !== undefined) void access(button.dataset.kind);
  else if (button.id in clicks) void clicks[button.id]();
});

document.addEventListener('submit', (event) => {
  const { id, dataset } = event.target;
  const act = forms[dataset.action ?? id];
  if (act === undefined) return; // the dialog's own
  event.preventDefault();
  if (isReady()) void act(event.target);
});

$('from').addEventListener('change', show);

document.addEventListener('keydown', (event) => {
  const command = /Mac|iPhone|iPad/.test(navigator.platform) ? event.metaKey : event.ctrlKey;
  const typing = event.target.closest?.('input:not([type=checkbox], [type=radio]), textarea') !== null;
  if (!command || typing || event.key.toLowerCase() !== 'z' || $('dialog').open) return;
  event.preventDefault();
  void (event.shiftKey ? clicks.redo() : clicks.undo());
});

/** Take the list of operations that the address carries, if it carries one. */
async function open() {
  let found = null;
  let wrong = null;
  try {
    found = await linked();
  } catch (error) {
    if (!(error instanceof LinkError)) throw error;
    wrong = error.message;
  }
  if (found !== null) {
    operations = found;
    address = null;
  }
  hush();
  const asked = operations;
  const could = await request();
  if (!could && found !== null) {
    say($('wrong').textContent, { kind: 'bad' });
    $('wrong').hidden = true;
    operations = EMPTY;
    await request();
  } else if (wrong !== null) say(`This link cannot be used: ${wrong}. Empty tables are shown.`, { kind: 'bad' });
  else if (asked === EMPTY) tell('Ready');
}

addEventListener('hashchange', () => {
  if (location.hash === hash) return;
  if (location.hash !== '' && $(location.hash.slice(1)) !== null) {
    history.replaceState(null, '', hash === '' ? location.pathname + location.search : hash); // a place in the page: the list stays
    return;
  }
  past.push({ operations, address });
  if (location.hash === '') operations = EMPTY;
  void open();
});

show();
await begin(open);
