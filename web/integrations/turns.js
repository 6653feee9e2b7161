// Which of the labs on a page are live: each has a Python of its own, so there are two at most. The others are parked, their
// state kept and their picture shown. What is told apart here is a Lab of element.js.

const MOST = 2;

/** @typedef {{seen: boolean, appear: () => void, park: () => Promise<void>}} Lab */

/** @type {Set<Lab>} */
const live = new Set(); // least recently used first
/** @type {Set<Lab>} */
const waiting = new Set(); // those in sight that would start if there were room

/** Have `lab` be the last that is parked for another. */
export function used(/** @type {Lab} */ lab) {
  if (live.delete(lab)) live.add(lab);
}

/**
 * A place among those that are live; whoever is parked for it is so when this resolves. `asked`: the reader pressed Start,
 * so that one in sight may have to go; else only one out of sight.
 *
 * @param {Lab} lab
 * @param {boolean} asked
 * @returns {Promise<boolean>} whether there is one
 */
export async function enter(lab, asked) {
  let away;
  waiting.delete(lab);
  if (live.size === MOST && !live.has(lab)) {
    const labs = [...live];
    away = labs.find((one) => !one.seen) ?? (asked && labs[0]);
    if (!away) {
      waiting.add(lab);
      return false;
    }
    live.delete(away);
  }
  live.add(lab);
  await away?.park();
  return true;
}

export function leave(/** @type {Lab} */ lab) {
  waiting.delete(lab);
  live.delete(lab);
  look();
}

/** There may be room now: somebody has left, or is out of sight. */
export function look() {
  for (const lab of [...waiting]) lab.appear();
}
