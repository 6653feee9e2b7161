// The theme: what the system has, light or dark; a button goes through them.

const THEMES = ['auto', 'light', 'dark'];
const root = document.documentElement;
const button = document.getElementById('theme');

/** Write the theme on its button; the page's head has set it before anything was drawn. */
export function showTheme() {
  if (button !== null) button.textContent = `Theme: ${root.dataset.theme ?? 'auto'}`;
}

export function nextTheme() {
  const theme = THEMES[(THEMES.indexOf(root.dataset.theme ?? 'auto') + 1) % THEMES.length];
  try {
    localStorage.setItem('pagesim:theme', theme);
  } catch {} // for this visit, then
  if (theme === 'auto') delete root.dataset.theme;
  else root.dataset.theme = theme;
  showTheme();
}
