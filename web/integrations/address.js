// The address of a frame, from what an author wrote at the element: the URL grammar (docs/url-grammar.md).

/** What an author may write at <page-sim>. All but the first group decide what the frame shows. */
export const OUTSIDE = ['title', 'height', 'fit', 'eager', 'base'];
export const INSIDE = ['lab', 'experiment', 'step', 'panels', 'theme', 'address', 'at', 'assignment', 'question', 'mode', 'code'];

/** A link's text, or a student's signed link, as it stands behind #; anything else is Rust, the text of src/main.rs. */
const behindHash = (code) => (/^(1\.[\w-]+|s=\S+)$/.test(code) ? code : `main=${encodeURIComponent(code)}`);

/**
 * @param {string} base the address of the site's folder
 * @param {(name: string) => string | null} get an attribute; null if it isn't there
 * @param {string} [page] another page of the site than the one for frames
 * @returns {URL}
 */
export function frameAddress(base, get, page) {
  const assignment = get('assignment');
  const url = new URL(page ?? (assignment === null ? 'embed.html' : 'homework.html'), base);
  const add = (name, value) => value !== null && value !== '' && url.searchParams.set(name, value);
  if (assignment === null) {
    add('lab', get('lab'));
    add('experiment', get('experiment') ?? get('step'));
    add('panels', get('panels')?.replaceAll(/[\s,]+/g, ',') ?? null);
    for (const name of ['address', 'at']) add(name, get(name));
  } else {
    add('a', assignment);
    add('q', get('question'));
  }
  for (const name of ['theme', 'mode']) add(name, get(name));
  url.search = url.search.replaceAll('%2C', ',');
  const code = get('code');
  if (code !== null && code !== '') url.hash = behindHash(code);
  return url;
}
