// Boxes of drawings are buttons: Enter and Space press them too.

/** @param {KeyboardEvent & {target: any}} event */
export function pressByKeys(event) {
  const box = event.target.closest?.('svg [role=button]');
  if (box === null || box === undefined || !(event.key === 'Enter' || event.key === ' ')) return;
  event.preventDefault();
  box.dispatchEvent(new MouseEvent('click', { bubbles: true }));
}
