// The decoder: what is pasted is explained while it stands there; where it suffices, the playground goes on with it.

import { examples } from './examples.js';
import { say } from './notices.js';
import { LinkError, pack } from './pack.js';
import { $, ask, begin, copy, isReady, linked, tell } from './room.js';

const PAUSE = 250; // milliseconds without a key
const LONGEST_LINK = 200_000; // characters of a paste that an address carries
const text = $('text');
let timer = null;
let told = null; // the text that is explained

async function explain() {
  clearTimeout(timer);
  timer = null;
  if (!isReady() || text.value === told) return;
  told = text.value;
  const answer = await ask({ action: 'decode', text: text.value });
  if (answer === null || text.value !== told) return;
  tell('Ready');
  const link = $('rebuild');
  if (link !== null) link.href = `./playground.html#${await pack([{ do: 'start', from: 'paste', text: told }])}`;
}

text.addEventListener('input', () => {
  clearTimeout(timer);
  timer = setTimeout(explain, PAUSE);
});
text.addEventListener('paste', () => setTimeout(explain));

for (const { title } of examples) $('example').append(new Option(title));
$('example').addEventListener('change', ({ target }) => {
  const chosen = examples.find(({ title }) => title === target.value);
  if (chosen === undefined) return;
  // As if it were typed, so that the browser's own Undo brings back what stood there.
  text.focus();
  text.select();
  if (!document.execCommand('insertText', false, chosen.text)) text.value = chosen.text;
  void explain();
});

$('copy-link').addEventListener('click', async () => {
  if (text.value.length > LONGEST_LINK) {
    say('This paste is too long for a link: give the part that matters.', { kind: 'bad' });
    return;
  }
  const url = new URL(location.href);
  url.hash = text.value === '' ? '' : await pack(text.value);
  void copy(url.href, 'The link', 'This link carries the paste.');
});

async function open() {
  try {
    const found = await linked();
    if (typeof found === 'string') text.value = found;
    else if (found !== null) throw new LinkError('it carries no text');
  } catch (error) {
    if (!(error instanceof LinkError)) throw error;
    say(`This link cannot be used: ${error.message}.`, { kind: 'bad' });
  }
  told = null;
  await explain();
}

addEventListener('hashchange', () => {
  if (location.hash !== '' && $(location.hash.slice(1)) === null) void open();
});

await begin(open);
