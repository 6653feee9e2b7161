// The work of a student, looked at by whoever grades it: grade.html opens this page in a window of its own and hands it over.

const PATIENCE = 10_000; // milliseconds

/** Whether this page was opened for that. */
export const reviewing = new URLSearchParams(location.search).has('review');

/** What grade.html hands over: {assignment, who, saved?, program?, question, check}; null if it is not there any more. */
export function handedOver() {
  const { opener } = window;
  if (opener === null) return Promise.resolve(null);
  return new Promise((resolve) => {
    const over = (value) => {
      removeEventListener('message', hear);
      clearTimeout(late);
      resolve(value);
    };
    const hear = ({ data, source, origin }) => {
      if (source === opener && origin === location.origin && data?.type === 'pagesim:review') over(data);
    };
    const late = setTimeout(over, PATIENCE, null);
    addEventListener('message', hear);
    opener.postMessage({ type: 'pagesim:review?' }, location.origin === 'null' ? '*' : location.origin);
  });
}
