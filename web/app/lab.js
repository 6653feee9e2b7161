// What of the page belongs to the lab itself: the pickers, which panels there are, the text about it.

const $ = (id) => document.getElementById(id);

/** Show `lab`, one of `labs`; embedded, the panels are those that the address names. */
export function showLab(lab, labs, embedded) {
  const whole = $('whole');
  if (whole !== null) whole.href = `./index.html?lab=${encodeURIComponent(lab.name)}${location.hash}`;
  $('lab')?.replaceChildren(...labs.map(({ name, title }) => new Option(title, name, name === lab.name, name === lab.name)));
  const experiments = $('experiment');
  if (experiments !== null) {
    experiments.closest('.pick').hidden = lab.experiments.length === 0;
    experiments.replaceChildren(new Option('Choose…', ''), ...lab.experiments.map(({ name, title }) => new Option(title, name)));
  }
  if (!embedded) {
    for (const panel of document.querySelectorAll('main > section:not(#panel-lab)')) {
      panel.hidden = !lab.panels.includes(panel.id.replace('panel-', ''));
    }
  }
  $('about').innerHTML = lab.about;
  $('about').closest('section').hidden = lab.about === '';
}
