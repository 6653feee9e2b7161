// The keyboard of the simulated computer: while a kernel listens, keys pressed at the screen go to it. Tab never does,
// nor does anything with Ctrl, Alt or the command key: the reader can always get away.

/**
 * @param {object} options
 * @param {HTMLElement} options.screen takes the keys while it has the focus
 * @param {HTMLButtonElement} options.hint tells of it, and leads there
 * @param {() => boolean} options.listens whether the kernel would notice a key
 * @param {(key: string) => boolean} options.has whether the keyboard has a key, by the name that browsers give it
 * @param {() => boolean} options.idle whether keys can be sent now
 * @param {(keys: string[]) => Promise<void>} options.send
 */
export function createKeys({ screen, hint, listens, has, idle, send }) {
  /** @type {string[]} */
  let pressed = [];
  let sending = false;

  async function flush() {
    if (sending) return;
    sending = true;
    while (pressed.length > 0 && listens() && idle()) {
      const some = pressed;
      pressed = [];
      await send(some);
    }
    pressed = [];
    sending = false;
  }

  screen.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (!has(event.key)) return;
    if (!listens() || !(idle() || sending)) return;
    event.preventDefault();
    pressed.push(event.key);
    void flush();
  });

  const name = () => {
    const here = document.activeElement === screen;
    hint.textContent = here ? 'Keys go to the kernel; Tab leads on' : 'Click here to type to the kernel';
  };
  screen.addEventListener('focus', name);
  screen.addEventListener('blur', name);
  hint.addEventListener('click', () => screen.focus());

  return {
    /** Show the hint if the kernel listens. */
    show(/** @type {boolean} */ can) {
      const hidden = !(can && listens());
      if (hint.hidden !== hidden) hint.hidden = hidden;
      name();
    },
  };
}
