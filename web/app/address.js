// The address bar and the title: they follow what is worked on, and each choice is an entry of the browser's history.

import { embedded, first, labs } from './page.js';
import { say } from './notices.js';
import { isPlace } from './share.js';
import * as drafts from './drafts.js';
import * as storage from './storage.js';

/** What the page has last made of the address; what asks for the same again is no news. */
let seen = '';
const now = () => location.href + JSON.stringify(history.state);

/** Whether the address, or its entry in the history, has changed since the page looked. */
export const hasMoved = () => now() !== seen;
export const look = () => {
  seen = now();
};

/** The part of an address that names a lab and an experiment. */
export function withLab(url, lab, experiment) {
  url.searchParams.set('lab', lab);
  url.searchParams.delete('step'); // says the same, see askedOf
  if (experiment === null) url.searchParams.delete('experiment');
  else url.searchParams.set('experiment', experiment);
  return url;
}

/**
 * Let address and title say what is worked on.
 *
 * @param {{lab: string, experiment: string | null, version: number | null}} what
 * @param {{push?: boolean, hash?: string, name?: string | null}} how `push` makes an entry of the history (never in a frame, whose entries
 *   would be the page's around it); `hash` is the link behind #, if the text is a link's; `name`: of a package, which
 *   has nothing of the lab but its panels
 */
export function show({ lab, experiment, version }, { push = false, hash = '', name = null } = {}) {
  const url = new URL(location.href);
  if (push || url.searchParams.has('lab') || lab !== first.lab || experiment !== null) withLab(url, lab, experiment);
  if (hash !== '' || push || !isPlace(url.hash)) url.hash = hash;
  const way = push && !embedded ? 'pushState' : 'replaceState';
  history[way]({ lab, experiment, version }, '', url);
  look();
  const { title, experiments } = labs.get(lab);
  const chosen = experiments.find(({ name }) => name === experiment)?.title;
  document.title = [...(name === null ? [chosen, title] : [name]), 'pagesim'].filter(Boolean).join(' · ');
}

/** Tell of a name in the address that there is none of. */
const unknown = (kind, name, known) => say(`There is no ${kind} called ${name}. The ${kind}s are: ${known.join(', ')}.`, { kind: 'bad' });

/** What the address asks for, or the reader had last: {lab, experiment, version}. A link behind # is not looked at. */
export function asked() {
  const { lab: before, experiment: chosen, version } = history.state ?? {};
  if (labs.has(before)) {
    const lab = labs.get(before);
    if (chosen === null || lab.experiments.some(({ name }) => name === chosen)) {
      const is = version !== null && drafts.read(lab, chosen, version) !== null;
      return { lab: before, experiment: chosen, version: is ? version : drafts.last(lab, chosen).version };
    }
  }
  const query = new URLSearchParams(location.search);
  const name = query.get('lab');
  const isKnown = name === null || labs.has(name);
  if (!isKnown) unknown('lab', name, [...labs.keys()]);
  const lab = labs.get([name, embedded ? null : storage.read('lab'), first.lab].find((one) => labs.has(one)));
  return { lab: lab.name, ...askedOf(lab, isKnown ? experimentOf(query) : null) };
}

/** The experiment that an address names; lab.toml's word for it, step, does as well. */
const experimentOf = (query) => query.get('experiment') ?? query.get('step');

/** What the address asks for of `lab`: {experiment, version}. */
export function askedOf(lab, experiment = experimentOf(new URLSearchParams(location.search))) {
  const names = lab.experiments.map(({ name }) => name);
  if (names.includes(experiment)) return drafts.last(lab, experiment);
  if (experiment !== null && experiment !== '') unknown('experiment', experiment, names);
  return embedded ? drafts.last(lab, null) : drafts.last(lab);
}
