// Which of the labs on a page are live: each has a Python of its own, so there are two at most. The others are parked, their
// state kept and their picture shown. All elements of a page share one list, from whatever script they come.

const MOST = 2;
const SHARED = Symbol.for('pagesim');

/** `live`: least recently used first. `waiting`: those in sight that would start if there were room. */
window[SHARED] ??= { live: [], waiting: new Set() };
const { live, waiting } = window[SHARED];

/** Have `element` be the last that is parked for another. */
export function used(element) {
  const at = live.indexOf(element);
  if (at >= 0) live.push(...live.splice(at, 1));
}

/**
 * A place among those that are live; whoever is parked for it is so when this resolves. `asked`: the reader pressed Start,
 * so that one in sight may have to go; else only one out of sight.
 *
 * @returns {Promise<boolean>} whether there is one
 */
export async function enter(element, asked) {
  waiting.delete(element);
  if (live.includes(element)) return true;
  const away = live.length < MOST ? null : (live.find((one) => !one.inSight) ?? (asked ? live[0] : undefined));
  if (away === undefined) {
    waiting.add(element);
    return false;
  }
  if (away !== null) live.splice(live.indexOf(away), 1);
  live.push(element);
  await away?.park();
  return true;
}

export function leave(element) {
  waiting.delete(element);
  const at = live.indexOf(element);
  if (at >= 0) live.splice(at, 1);
  look();
}

/** There may be room now: somebody has left, or is out of sight. */
export function look() {
  for (const element of [...waiting]) element.appear();
}
