// gallery.html: each card's button opens the code that puts it into a page.

import { showEmbed } from './embedding.js';
import { nextTheme, showTheme } from './theme.js';

showTheme();
document.getElementById('theme').addEventListener('click', nextTheme);
document.getElementById('gallery').addEventListener('click', ({ target }) => {
  const button = target.closest('button[data-lab]');
  if (button === null) return;
  const { lab, experiment = null, title, panels } = button.dataset;
  showEmbed({ lab, experiment, title, code: null, panels });
});
