// Lists that a button opens, beside that button: elements with popover, named in the buttons' popovertarget.

/**
 * Place `list` beside its button `opener` whenever it opens, and have its first link or button take the focus.
 *
 * @param {HTMLElement} list
 * @param {HTMLElement} opener
 */
function place(list, opener) {
  list.addEventListener('toggle', (/** @type {ToggleEvent} */ { newState }) => {
    opener.setAttribute('aria-expanded', String(newState === 'open'));
    if (newState !== 'open') return;
    const { left, top, bottom } = opener.getBoundingClientRect();
    const { width, height } = list.getBoundingClientRect();
    const below = innerHeight - bottom >= height + 8 || innerHeight - bottom > top;
    list.style.left = `${Math.max(8, Math.min(left, document.documentElement.clientWidth - width - 8))}px`;
    list.style.top = `${below ? bottom + 4 : Math.max(8, top - height - 4)}px`;
    list.style.maxHeight = `${(below ? innerHeight - bottom : top) - 12}px`;
    list.querySelector('a, button')?.focus();
  });
}

for (const opener of document.querySelectorAll('[popovertarget]')) {
  place(document.getElementById(opener.getAttribute('popovertarget')), opener);
}
