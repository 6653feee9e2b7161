// Where the address has the page look after a run: at=#PF goes to a moment, address=0xb8000 has Translation show it.

import { ask } from './asking.js';
import { say } from './notices.js';

const query = new URLSearchParams(location.search);
const moment = query.get('at');
const address = query.get('address');

/** Look there; `elsewhere`: a link has said to which moment to go. */
export async function aim(elsewhere) {
  if (moment !== null && moment !== '' && !elsewhere) {
    const answer = await ask({ action: 'seek', moment }, ({ message }) => say(message, { kind: 'bad' }));
    if (answer?.found === false) say(`This run never comes to ${moment}, which the page’s address asks for: the panels show its end.`);
  }
  if (address !== null && address !== '') await ask({ action: 'translate', address });
}
