// The Translation panel's own controls: the address, what is wrong with it, following the program again, and telling
// the answer to those who do not see it.

import { ask } from './asking.js';
import { $, free } from './page.js';

const SYMBOLS_SHOWN = 400;

/** Show what the session says of the address. */
export function drawTranslation(session) {
  const error = $('address-error');
  error.hidden = session.addressError === null;
  error.textContent = session.addressError ?? '';
  const input = $('address');
  if (session.addressError === null) input.removeAttribute('aria-invalid');
  else input.setAttribute('aria-invalid', 'true');
  $('walk').classList.toggle('old', session.addressError !== null); // no answer to what was typed
  const typing = document.activeElement === input && session.following;
  if (session.addressError === null && session.address !== null && !typing) {
    if (session.following || !namesSame(input.value, session.address)) input.value = session.address;
  }
  if (session.address === null && session.addressError === null && document.activeElement !== input) input.value = '';
  $('follow').hidden = session.following;
  if (session.symbols !== null) {
    $('symbols').replaceChildren(...session.symbols.slice(0, SYMBOLS_SHOWN).map((name) => new Option('', name)));
  }
}

/** Keep what was typed (a name, other digits' grouping) as long as it stands for the address shown. */
let typed = { text: '', address: null };
function namesSame(text, address) {
  if (typed.text === text && typed.address === null) typed = { text, address };
  return typed.text === text && typed.address === address;
}

$('translate').addEventListener('submit', async (event) => {
  event.preventDefault();
  if (!free()) return;
  typed = { text: $('address').value, address: null };
  announce('');
  const answer = await ask({ action: 'translate', address: typed.text });
  if (answer !== null && answer.state.addressError === null) announce(answer.state.translation ?? '');
});

/** Told once, when Translate was pressed; a text that did not change would not be told again, so it is emptied first. */
function announce(text) {
  $('translated').textContent = text;
}
