// What is worked on: which lab, which experiment, which version of its text; and the links that carry them.

import * as address from './address.js';
import { ask } from './asking.js';
import { showLink } from './dialogs.js';
import * as drafts from './drafts.js';
import { createEditor } from './editor.js';
import { showEmbed } from './embedding.js';
import { normal, packageOf, withNeeded } from './files.js';
import { showExperiment } from './experiment.js';
import { showChoices, showLab } from './lab.js';
import { hush, say, showKept } from './notices.js';
import { $, embedded, first, free, labNow, labs, root, store } from './page.js';
import { blank, pictured, showCurrentEvent } from './panels.js';
import { run } from './running.js';
import { apply, decode, encode, isPlace, LinkError } from './share.js';
import { unfold } from './screen.js';
import * as storage from './storage.js';
import { beginTests } from './tests.js';
import { front } from './workbench.js';

let saving = null; // the timer until the text is kept
let typed = false; // whether the reader has changed the text since it came into the editor
let everTyped = false;
let split = false; // whether the next change begins a new version, because another tab goes on with this one
let from = null; // the link that the version was made from
let linked = null; // what the last link brought: {lab, experiment, files, hash}

export const editor = createEditor({ parent: $('source'), tabs: $('files'), onChange: changed });

/** Tell the session which lab and files there are. */
export async function open() {
  const { lab, experiment } = store.get();
  const files = editor.files();
  const answer = await ask({ action: 'open', lab, experiment, files, shown: pictured });
  if (answer === null) return;
  if (store.get().lab !== lab) {
    await open(); // another was chosen meanwhile
    return;
  }
  const hasRun = answer.state.stops > 0;
  // The text in the editor may be another by now: the store's files are not these.
  store.set({ ready: true, ranFiles: hasRun ? files : null, pressed: false });
  root.dataset.ready = 'true';
}

// -- what is in the editor: {lab, experiment, version}, where version 0 is the lab's text, null that of a link

const here = () => {
  const { lab, experiment, version } = store.get();
  return { lab, experiment, version };
};
const textOf = ({ lab, experiment, version }) =>
  version === null ? linked.files : (drafts.read(labs.get(lab), experiment, version) ?? drafts.given(labs.get(lab), experiment));
const labelOf = ({ lab, experiment, version }) => drafts.label(labs.get(lab), experiment, version);
/** @param {{version?: number | null}} what */
const isOwn = ({ version }) => version !== null && version > 0;

/**
 * Bring a text into the editor, and have the page, the address and the title say what it is.
 *
 * @param {any} what
 * @param {{files?: Record<string, string>, push?: boolean, hash?: string}} [how] see address.show
 */
function put(what, { files: text = textOf(what), ...how } = {}) {
  if (saving !== null) save();
  const before = store.get();
  const another = before.files === null || before.lab !== what.lab;
  const files = normal(text);
  const lab = labs.get(what.lab);
  typed = false;
  split = false;
  from = isOwn(what) ? drafts.about(lab, what.experiment, what.version).from : null;
  store.set({ ...what, files, ...(another ? { ranFiles: null, run: null, stopped: false } : {}) });
  editor.setFiles(files, { undoable: !another && before.experiment === what.experiment });
  const experiment = lab.experiments.find(({ name }) => name === what.experiment);
  const own = Object.keys(experiment?.files ?? {});
  if (own.length > 0 && (another || before.experiment !== what.experiment)) {
    editor.show(own.includes('src/main.rs') ? 'src/main.rs' : own[0]);
  }
  if (another) unfold();
  if (another) showLab(lab, first.labs, embedded);
  showExperiment(lab, what.experiment);
  front(frontsOf(lab, what.experiment));
  const isPicture = what.lab === first.lab && pictured && storage.sameFiles(files, labs.get(first.lab).files);
  if (before.files === null && isPicture) {
    editor.showPlace(first.state.place, false);
    showCurrentEvent();
  } else if (another || (!before.ready && !isPicture)) blank();
  tell(how);
  if (another && before.ready && !['run', 'continue'].includes(before.busy)) void open(); // else it is done when that has ended
}

/** The panels that an experiment, or the lab's own text, is about. */
export function frontsOf(lab, experiment) {
  return lab.experiments.find(({ name }) => name === experiment)?.fronts ?? lab.fronts;
}

/** Have menu, address, title and memory say what is in the editor. */
function tell(how = {}) {
  const what = here();
  if (what.version !== null) drafts.choose(labNow(), what.experiment, what.version);
  const isLinked = linked !== null && linked.lab === what.lab && linked.experiment === what.experiment;
  showChoices(labNow(), { ...what, linked: isLinked, embedded });
  showKept(drafts.isKept(labNow(), what.experiment, what.version));
  address.show(what, { name: packageOf(store.get().files), ...(what.version === null ? { hash: linked.hash } : {}), ...how });
}

/** The reader changed the text: it is theirs now, and is kept. */
function changed(files) {
  typed = true;
  everTyped = true;
  const before = here();
  const lab = labNow();
  let { version } = before;
  if (storage.sameFiles(files, drafts.given(lab, before.experiment))) version = 0;
  else if (!isOwn(before) || split) version = drafts.find(lab, before.experiment, files) ?? drafts.next(lab, before.experiment);
  store.set({ files, version });
  if (version !== before.version) {
    if (before.version === null) from = linked.hash;
    if (isOwn(before) && version === 0 && !split) drafts.drop(lab, before.experiment, before.version);
    split = false;
    storage.write('lab', lab.name);
    if (isOwn(here())) save(); // so that no other version gets its number
    tell();
  }
  clearTimeout(saving);
  saving = setTimeout(save, 300);
}

function save() {
  const { files, ...what } = store.get();
  clearTimeout(saving);
  saving = null;
  if (!isOwn(what)) return;
  const before = drafts.areKept();
  const about = drafts.about(labNow(), what.experiment, what.version);
  drafts.write(labNow(), what.experiment, what.version, files, { typed: typed || about.typed, from });
  showKept(drafts.isKept(labNow(), what.experiment, what.version));
  if (!drafts.areKept()) addEventListener('beforeunload', askToStay);
  if (before && !drafts.areKept() && storage.kept) {
    say('The browser has no more room for this page: what you type now is kept only while the page is open. Share makes a link that carries it.', { kind: 'bad' });
  }
}

addEventListener('pagehide', () => saving !== null && save());

/** Ask before text is lost with the page. Listened to only if there is such text: browsers keep no page that listens. */
function askToStay(event) {
  if (saving !== null) save();
  if (everTyped && !embedded && !drafts.areKept()) event.preventDefault();
}

/** Bring a text, and say where the reader's own is if that leaves the editor; the way back is said with it. */
function replace(what, { say: words = '', ...how } = {}) {
  if (saving !== null) save();
  const before = here();
  const isSame = before.lab === what.lab && before.experiment === what.experiment && before.version === what.version;
  if (!store.get().lost) hush();
  put(what, { push: !isSame, ...how });
  const last = drafts.versions(labNow(), what.experiment).at(-1);
  const mine = { ...what, version: last ?? 0 };
  if (isOwn(before) && !isSame) say(`${words}Your text is kept under “${labelOf(before)}”.`, { action: ['Bring my files back', () => replace(before)] });
  else if (what.version === 0 && last !== undefined) {
    say(`${words}You have worked on this before: your text is kept under “${labelOf(mine)}”.`, { action: ['Bring my files back', () => replace(mine)] });
  } else if (words !== '') say(words);
}

// -- choosing

export function chooseLab(name) {
  if (saving !== null) save();
  if (!store.get().lost) hush();
  storage.write('lab', name);
  put({ lab: name, ...drafts.last(labs.get(name)) }, { push: true });
}

/** An experiment as the lab gives it, by its name ('' is the lab's own text); a version "2:name"; or "link". */
export function chooseExperiment(value) {
  const { lab } = store.get();
  if (value === 'link') return replace({ lab, experiment: linked.experiment, version: null });
  const [, version = '0', name] = /^(?:(\d+):)?(.*)$/s.exec(value);
  const experiment = name === '' ? null : name;
  if (experiment !== null && !labNow().experiments.some((one) => one.name === experiment)) return;
  replace({ lab, experiment, version: Number(version) });
}

/** Back to the text as it was given: by the lab, or by the link of a frame. */
export function reset() {
  const { lab, experiment } = store.get();
  const isLinks = embedded && linked !== null && linked.lab === lab && linked.experiment === experiment;
  const words = isLinks ? 'The text that this page came with is back. ' : 'The lab’s own text is back. ';
  replace({ lab, experiment, version: isLinks ? null : 0 }, { say: words });
  editor.focus();
}

/** window.pagesim.setSource: these files take the place of those there are (see files.js); what was typed is kept. */
export function setSource(given) {
  if (storage.asFiles(given) === null) throw new TypeError('setSource needs files: {path: text}');
  if (saving !== null) save();
  const before = here();
  const lab = labNow();
  const files = normal(withNeeded(editor.files(), given, lab.package));
  const isTheirs = isOwn(before) && !drafts.about(lab, before.experiment, before.version).typed;
  const found = drafts.find(lab, before.experiment, files);
  const version = found ?? (isTheirs ? before.version : drafts.next(lab, before.experiment));
  if (found === null) drafts.write(lab, before.experiment, version, files, { typed: false });
  put({ ...before, version });
  if (isOwn(before) && version !== before.version) {
    say(`Your text is kept under “${labelOf(before)}”.`, { action: ['Bring my files back', () => replace(before)] });
  }
}

/** A kernel that the reader has brought takes the place of what is in the editor, as a version of its own. */
export function bring(given, words) {
  const { lab } = store.get();
  const files = normal(given);
  const version = drafts.find(labNow(), null, files) ?? drafts.next(labNow(), null);
  if (saving !== null) save();
  if (drafts.read(labNow(), null, version) === null) drafts.write(labNow(), null, version, files);
  replace({ lab, experiment: null, version }, { say: words });
}

// -- links

export async function share() {
  const url = address.withLab(new URL(location.href), store.get().lab, store.get().experiment);
  showLink(new URL(await linkHash(), url.href.replace(/#.*/s, '')).href);
}

async function linkHash(ran = false) {
  const { lab, experiment, run: state, ranFiles, files } = store.get();
  const current = ranFiles !== null && !state?.trial && storage.sameFiles(ranFiles, files);
  const shown = current ? state : null;
  return encode({ lab, experiment, files, original: labs.get(lab).files, at: shown?.at ?? null, whatIf: shown?.whatIf ?? null, ran });
}

export async function embed() {
  const { files, ...what } = store.get();
  const plain = storage.sameFiles(files, drafts.given(labNow(), what.experiment));
  const { title, experiments } = labNow();
  const titles = [title, experiments.find(({ name }) => name === what.experiment)?.title];
  showEmbed({ lab: what.lab, experiment: what.experiment, title: titles.filter(Boolean).join(': '), code: plain ? null : (await linkHash()).slice(1) });
}

/** What the address's link carries; null if there is none; undefined if it cannot be opened: then the reader is told. */
async function readLink() {
  try {
    const link = await decode(location.hash, new URLSearchParams(location.search).get('lab') ?? first.lab);
    if (link !== null && !labs.has(link.lab)) throw new LinkError(`there is no lab called ${link.lab}`);
    return link;
  } catch (error) {
    if (!(error instanceof LinkError)) throw error;
    say(`The link cannot be opened: ${error.message}. Your own files are as they were.`, { kind: 'bad' });
    return undefined;
  }
}

/** Bring what a link carries; what the reader had is kept, and they are told how to get back to it. */
function follow(link) {
  const lab = labs.get(link.lab);
  const experiment = lab.experiments.some(({ name }) => name === link.experiment) ? link.experiment : null;
  const what = { lab: lab.name, experiment };
  const own = { ...what, ...drafts.last(lab, experiment) };
  linked = { ...what, files: normal(apply(lab.files, link.changed)), hash: location.hash };
  // A frame that is loaded anew has its link again, although the reader went on from there.
  const goneOn = embedded ? drafts.madeFrom(lab, experiment, linked.hash) : null;
  const version = goneOn ?? drafts.find(lab, experiment, linked.files);
  store.set(goneOn === null ? { linkAt: link.at, linkWhatIf: link.whatIf } : { linkAt: null, linkWhatIf: null });
  put({ ...what, version }, goneOn === null ? { hash: linked.hash } : {});
  const back = { action: ['Bring my files back', () => replace(own)] };
  const brought = Object.keys(link.changed).length > 0 ? 'This link brought its own files.' : 'This is the lab’s own text.';
  if (goneOn !== null) return;
  if (isOwn(own) && own.version !== version) say(`${brought} Yours are kept under “${labelOf(own)}”.`, back);
  else if (version === null) say('This link brought its own files. Read them, then press Run.');
}

// -- the page around, see parent.js

let everRan = false; // whether the reader has run a program here
store.listen(({ pressed }) => (everRan ||= pressed));

/** What setState goes on from, elsewhere or later: {state, ran}. */
export async function state() {
  return { state: (await linkHash(everRan)).slice(1), ran: everRan };
}

/** A lab has nothing to be graded: who has run a program has done what there is to do. */
export const score = () => (everRan ? 1 : 0);
export const scoresRuns = true;
/** What is worked on, in the course's own words. */
export const activity = () => [store.get().lab, store.get().experiment].filter(Boolean).join('/');
/** What the page around asks to be checked: in a lab, to be run. */
export async function submit() {
  if (!free()) return false;
  await run();
  return everRan;
}

/** Go on from what `state` told, which may be anything by now; null, or why that cannot be, as a clause. */
export async function takeState(text) {
  try {
    const link = await decode(`#${text}`);
    const { lab: name, experiment } = here();
    if (link === null) throw new LinkError('it is empty');
    if (link.lab !== name || link.experiment !== experiment) throw new LinkError('it belongs to another lab or experiment');
    const lab = labNow();
    const files = normal(apply(lab.files, link.changed));
    const version = drafts.find(lab, experiment, files) ?? drafts.next(lab, experiment);
    if (saving !== null) save();
    if (drafts.read(lab, experiment, version) === null) drafts.write(lab, experiment, version, files, { typed: true, from: linked?.hash ?? null });
    store.set({ linkAt: link.at, linkWhatIf: link.whatIf });
    everRan ||= link.ran;
    replace({ lab: name, experiment, version });
    return null;
  } catch (error) {
    if (!(error instanceof LinkError)) throw error;
    return error.message;
  }
}

/** Begin with what the address says, or go where it has come to say: a link's text, or the student's own, or the lab's. */
async function arrive() {
  const begins = store.get().files === null;
  if (!begins && !address.hasMoved()) return;
  address.look();
  if (saving !== null) save();
  const isElsewhere = isPlace(location.hash) && history.state === null;
  if (!begins && isElsewhere) return address.show(here()); // to a heading of this page
  const link = await readLink();
  if (link) follow(link);
  else if (begins || link === null) put(address.asked(), link === null ? {} : { hash: location.hash });
}

export async function begin() {
  for (const lab of labs.values()) drafts.adopt(lab);
  await arrive();
  beginTests();
  addEventListener('popstate', arrive);
  addEventListener('hashchange', arrive);
}

// -- other tabs

let toldOf = null; // the version of another tab that the reader was told of

drafts.onOtherTab((lab, experiment, version) => {
  const mine = here();
  if (lab !== mine.lab || experiment !== mine.experiment) return;
  showChoices(labNow(), { ...mine, linked: linked?.lab === lab && linked.experiment === experiment, embedded });
  const theirs = drafts.read(labNow(), experiment, version);
  if (theirs === null || storage.sameFiles(theirs, editor.files())) return;
  if (version === mine.version) {
    split = true; // what is typed here goes on from another text than theirs
    if (typed) changed(editor.files());
  }
  const name = labelOf({ ...mine, version });
  if (toldOf === name) return;
  toldOf = name;
  const show = () => {
    toldOf = null;
    replace({ lab, experiment, version });
  };
  say(`These files were changed in another tab. What is typed there is kept under “${name}”.`, { action: ['Show what is there', show] });
});
