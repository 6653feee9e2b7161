// The student's own versions of a text: of each experiment, and of the lab without one, as many as there came to be.
//
// Text is never written over by a click. The first change to a text that isn't the student's own (the lab's, a link's)
// begins a new version; it has a number, which is its name too, and a key of its own in storage, so that no tab writes
// over what another has. Version 0 is the text as the lab gives it.

import { packageOf } from './files.js';
import * as storage from './storage.js';

const key = (lab, experiment, version) => `draft:${lab}:${experiment ?? ''}:${version}`;

/** The text as the lab gives it; `experiment` is null for the lab's own. */
export function given(lab, experiment) {
  return { ...lab.files, ...lab.experiments.find(({ name }) => name === experiment)?.files };
}

/** The numbers of the student's versions, oldest first. */
export function versions(lab, experiment) {
  const start = key(lab.name, experiment, '');
  const numbers = storage.names(start).map((name) => Number(name.slice(start.length)));
  return numbers.filter((number) => Number.isSafeInteger(number) && number > 0).sort((one, other) => one - other);
}

/** The text of a version; null if there is none. */
export function read(lab, experiment, version) {
  if (version === 0) return given(lab, experiment);
  return storage.asFiles(storage.read(key(lab.name, experiment, version))?.files ?? null);
}

/** The number that the next version gets. */
export const next = (lab, experiment) => (versions(lab, experiment).at(-1) ?? 0) + 1;

/** Which version has just these files; null if none has. */
export function find(lab, experiment, files) {
  const has = (version) => {
    const text = read(lab, experiment, version);
    return text !== null && storage.sameFiles(text, files);
  };
  return [0, ...versions(lab, experiment)].find(has) ?? null;
}

/**
 * Keep a version.
 *
 * @param {any} lab
 * @param {string | null} experiment
 * @param {number} version
 * @param {Record<string, string>} files
 * @param {{typed?: boolean, from?: string | null}} [how] whether any of it was typed, and the link that it was made from
 * @returns {boolean} whether it will survive the page
 */
export function write(lab, experiment, version, files, { typed = true, from = null } = {}) {
  return storage.write(key(lab.name, experiment, version), { files, typed, ...(from === null ? {} : { from }) });
}

/** What a version was kept with: {typed, from}. */
export function about(lab, experiment, version) {
  const { typed = true, from = null } = storage.read(key(lab.name, experiment, version)) ?? {};
  return { typed, from };
}

/** Whether all versions survive the page. */
export const areKept = () => storage.isAllKept('draft:');

/** Whether one of them does. */
export const isKept = (lab, experiment, version) => storage.kept && !(version > 0 && storage.isUnsaved(key(lab.name, experiment, version)));

export function drop(lab, experiment, version) {
  storage.write(key(lab.name, experiment, version), null);
}

/** The newest version that was made from the text of a link; null if there is none. */
export function madeFrom(lab, experiment, link) {
  return versions(lab, experiment).findLast((version) => about(lab, experiment, version).from === link) ?? null;
}

/** What was chosen last in a lab, or of one of its experiments: {experiment, version}. */
export function last(lab, experiment = storage.read(`chosen:${lab.name}`)?.experiment ?? null) {
  if (experiment !== null && !lab.experiments.some(({ name }) => name === experiment)) return last(lab, null);
  const all = versions(lab, experiment);
  const version = storage.read(`chosen:${lab.name}`)?.versions?.[experiment ?? ''];
  return { experiment, version: version === 0 || all.includes(version) ? version : (all.at(-1) ?? 0) };
}

/** Remember what is chosen. */
export function choose(lab, experiment, version) {
  const before = storage.read(`chosen:${lab.name}`)?.versions ?? {};
  storage.write(`chosen:${lab.name}`, { experiment, versions: { ...before, [experiment ?? '']: version } });
}

/** What a version is called: "My version", "My version 2: Write to the kernel's own code", "My version 3: blog_os". */
export function label(lab, experiment, version) {
  const title = lab.experiments.find(({ name }) => name === experiment)?.title;
  if (version === 0) return title ?? 'As the lab gives it';
  const own = version === 1 ? 'My version' : `My version ${version}`;
  const about = title ?? packageOf(read(lab, experiment, version) ?? {});
  return about === null ? own : `${own}: ${about}`;
}

/** Tell `listen` of the versions that another tab writes: (lab's name, experiment, version). */
export function onOtherTab(listen) {
  storage.onOtherTab((name) => {
    const [, lab, experiment, version] = /^draft:([^:]+):([^:]*):(\d+)$/.exec(name) ?? [];
    if (lab !== undefined) listen(lab, experiment === '' ? null : experiment, Number(version));
  });
}

/**
 * Take over what is kept under other names: by older pages, which had one text a lab and one that a link had replaced,
 * and for experiments that the lab no longer has.
 */
export function adopt(lab) {
  for (const old of [`replaced:${lab.name}`, `files:${lab.name}`]) {
    const files = storage.asFiles(storage.read(old));
    if (files === null) continue;
    const untouched = lab.experiments.find(({ name }) => storage.sameFiles(files, given(lab, name)));
    const version = find(lab, null, files) ?? (untouched === undefined ? next(lab, null) : 0);
    const isKept = version === 0 || write(lab, null, version, files) || !storage.kept;
    if (old.startsWith('files')) choose(lab, version === 0 ? (untouched?.name ?? null) : null, version);
    if (isKept) storage.write(old, null); // else there is no room for both: it stays where it is
  }
  for (const name of storage.names(`draft:${lab.name}:`)) {
    const experiment = name.split(':')[2];
    if (experiment === '' || lab.experiments.some((one) => one.name === experiment)) continue;
    const kept = storage.read(name);
    const files = storage.asFiles(kept?.files ?? null);
    if (files === null) continue;
    const isKept = find(lab, null, files) !== null || write(lab, null, next(lab, null), files) || !storage.kept;
    if (isKept) storage.write(name, null);
  }
}
