// The address of a frame, from what an author wrote at the element: the URL grammar (docs/url-grammar.md).

/** What an author may write at <page-sim>. The first AROUND of them don't change what the frame shows. */
export const NAMES =
  'title height fit eager base lab experiment step panels theme address at assignment question mode code'.split(' ');
export const AROUND = 4;

/** A link's text, or a student's signed link, as it stands behind #; anything else is Rust, the text of src/main.rs. */
const behindHash = (/** @type {string} */ code) => (/^(1\.[\w-]+|s=\S+)$/.test(code) ? code : `main=${encodeURIComponent(code)}`);

/**
 * @param {{toString: () => string}} base the address of the site's folder
 * @param {(name: string) => string | null} get an attribute; null if it isn't there
 * @param {string} [page] the page for a lab
 * @returns {URL}
 */
export function frameAddress(base, get, page = 'embed.html') {
  const assignment = get('assignment');
  const url = new URL(assignment ? 'homework.html' : page, /** @type {string} */ (base));
  const add = (/** @type {string} */ name, value = get(name)) => value && url.searchParams.set(name, value);
  if (assignment) {
    add('a', assignment);
    add('q', get('question'));
  } else {
    add('lab');
    add('experiment', get('experiment') || get('step'));
    add('panels', get('panels')?.replace(/[\s,]+/g, ','));
    add('address');
    add('at');
  }
  add('theme');
  add('mode');
  url.search = url.search.replaceAll('%2C', ',');
  const code = get('code');
  if (code) url.hash = behindHash(code);
  return url;
}
