// The line above the panels: what the page has to say.

const $ = (id) => document.getElementById(id);

/** What an error says, whatever was thrown. */
export const saidBy = (/** @type {unknown} */ error) => (error instanceof Error ? error.message : String(error));

/** A line above the panels; `action`, if given, is [label, function]. */
export function say(text, { kind = '', action = null } = {}) {
  const notice = $('notice');
  notice.replaceChildren(text);
  notice.dataset.kind = kind;
  if (action !== null) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = action[0];
    button.addEventListener('click', () => {
      notice.hidden = true;
      action[1]();
    });
    notice.append(button);
  }
  const close = document.createElement('button');
  close.type = 'button';
  close.textContent = 'Dismiss';
  close.addEventListener('click', () => (notice.hidden = true));
  notice.append(close);
  notice.hidden = false;
}

/** Take the line back: what it said is over. */
export function hush() {
  $('notice').hidden = true;
}

/** Whether edits survive a reload. */
export function showKept(kept) {
  $('kept').textContent = kept ? '' : 'Not saved here';
  $('kept').title = kept ? '' : 'The browser keeps nothing for this page, or has no room: a reload brings back what was kept last, or the lab’s text.';
}
