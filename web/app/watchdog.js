// Notices what does not get on.

/** Seconds of silence after which the reader is told, and after which something is done about it. */
const SOON = 6;
const LATE = 15;

/**
 * Watch: unless progress() is called in between, onSoon() comes after SOON seconds, onLate() after LATE. onBack() tells
 * that there was progress again after onSoon(). Counts beats of a clock that stands still while the computer sleeps.
 *
 * @param {{onSoon: () => void, onLate: () => void, onBack: () => void}} tell
 */
export function watch({ onSoon, onLate, onBack }) {
  let silent = 0;
  const clock = setInterval(() => {
    silent += 1;
    if (silent === SOON) onSoon();
    if (silent === LATE) onLate();
  }, 1000);
  const progress = () => {
    const told = silent >= SOON;
    silent = 0;
    if (told) onBack();
  };
  return {
    progress,
    end() {
      clearInterval(clock);
      progress();
    },
  };
}
