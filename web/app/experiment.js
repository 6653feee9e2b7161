// The experiment at hand: which one it is, what to do and to look for, and the ones before and after it.

import { $, embedded } from './page.js';

let neighbours = { previous: null, next: null };

/** Show what `lab` says of its experiment called `name`; null is the lab's own text. */
export function showExperiment(lab, name) {
  const { experiments } = lab;
  const at = experiments.findIndex((one) => one.name === name);
  const count = experiments.length;
  $('title-experiment').textContent = at >= 0 ? `Experiment ${at + 1} of ${count}` : `Lab: ${lab.title}`;
  const html = at >= 0 ? experiments[at].task : lab.begin;
  if ($('task').innerHTML !== html) $('task').innerHTML = html;
  neighbours = {
    previous: at > 0 ? experiments[at - 1].name : at === 0 ? '' : null,
    next: at + 1 < count ? experiments[at + 1].name : null,
  };
  $('panel-experiment').hidden = embedded && at < 0;
  turn('previous-experiment', neighbours.previous, experiments, lab);
  turn('next-experiment', neighbours.next, experiments, lab);
}

function turn(id, name, experiments, lab) {
  const button = $(id);
  button.hidden = embedded;
  button.disabled = name === null;
  const title = name === '' ? lab.title : experiments.find((one) => one.name === name)?.title;
  if (title === undefined) button.removeAttribute('title');
  else button.title = title;
}

/** The experiment before or after the one at hand: its name, '' for the lab's own text; null if there is none. */
export const neighbour = (which) => neighbours[which];
