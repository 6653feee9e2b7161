// What of the page belongs to the lab itself: the pickers, which panels there are, the text about it.

import * as drafts from './drafts.js';
import { arrange } from './workbench.js';

/** Of the picker: the lab that has a page of its own, as it has no kernel. */
export const PLAYGROUND = 'playground';

const $ = (id) => document.getElementById(id);

/** Show `lab`, one of `labs`; embedded, the panels are those that the address names. */
export function showLab(lab, labs, embedded) {
  const options = labs.map(({ name, title }) => new Option(title, name, name === lab.name, name === lab.name));
  $('lab')?.replaceChildren(...options, new Option('Playground: no kernel', PLAYGROUND));
  if (!embedded) {
    arrange(lab.groups);
    for (const panel of document.querySelectorAll('main section:not(#panel-lab, #panel-experiment, #panel-tests)')) {
      panel.hidden = !lab.panels.includes(panel.id.replace('panel-', ''));
    }
  }
  $('about').innerHTML = lab.about;
  if (!embedded) $('panel-lab').hidden = lab.about === '';
}

/**
 * The menu of experiments, with what is in the editor chosen: an experiment as the lab gives it, a version of the
 * student's own, or the text of a link. In a frame it has the texts of the one experiment, if there are several.
 */
export function showChoices(lab, { experiment, version, linked, embedded }) {
  const menu = $('experiment');
  const value = (name, number) => (number > 0 ? `${number}:${name ?? ''}` : (name ?? ''));
  const option = (name, number) => new Option(drafts.label(lab, name, number), value(name, number));
  const names = embedded ? [experiment] : [null, ...lab.experiments.map(({ name }) => name)];
  const own = names.flatMap((name) => drafts.versions(lab, name).map((number) => option(name, number)));
  /** @type {HTMLElement[]} */
  const options = names.map((name) => option(name, 0));
  if (linked) options.push(new Option('From the link', 'link'));
  if (own.length > 0) {
    const group = document.createElement('optgroup');
    group.label = 'Kept in this browser';
    group.append(...own);
    options.push(group);
  }
  menu.replaceChildren(...options);
  menu.value = version === null ? 'link' : value(experiment, version);
  menu.title = menu.selectedOptions[0]?.text ?? '';
  menu.closest('.pick').hidden = menu.options.length < 2;
  const whole = $('whole');
  if (whole !== null) {
    const at = new URLSearchParams({ lab: lab.name, ...(experiment === null ? {} : { experiment }) });
    whole.href = `./index.html?${at}${version === null ? location.hash : ''}`;
  }
}
