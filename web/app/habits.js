// How the reader goes through recordings, kept from visit to visit: what a step goes to, and which kinds of steps the list
// of events shows. A frame in a course page keeps nothing.

import { ask } from './asking.js';
import { embedded, store } from './page.js';
import * as storage from './storage.js';
import { offerReset } from './workbench.js';

const KEPT = 'steps';
const GIVEN = { by: 'events', kinds: [] };
const isGiven = ({ by, kinds }) => by === GIVEN.by && kinds.length === 0;
let recalled = null; // once this visit's session is told what was kept: whether it knows by now

/** Tell the session what was kept; what it does not know is of another version. */
async function recall({ choices }) {
  const kept = storage.read(KEPT);
  const by = choices.by.includes(kept?.by) ? kept.by : GIVEN.by;
  const kinds = Array.isArray(kept?.kinds) ? kept.kinds.filter((kind) => choices.kinds.includes(kind)) : [];
  await tell({ by, kinds });
  recalled = true;
}

async function tell({ by, kinds }) {
  const now = store.get().run; // null between two labs: then nobody knows what the session has
  if (by !== now?.by) await ask({ action: 'stops', kind: by });
  if (kinds.join() !== now?.kinds.join()) await ask({ action: 'kinds', kinds });
}

/** Back to how everybody begins. */
export async function resetHabits() {
  if (recalled) await tell(GIVEN);
}

store.listen(({ ready, run }, before) => {
  if (embedded || !ready || run === null) return;
  if (recalled === null) {
    recalled = false;
    void recall(run);
  }
  if (!recalled || run === before.run) return;
  const now = { by: run.by, kinds: run.kinds };
  const kept = storage.read(KEPT);
  if (isGiven(now) ? kept === null : JSON.stringify(kept) === JSON.stringify(now)) return;
  storage.write(KEPT, isGiven(now) ? null : now);
  offerReset();
});
