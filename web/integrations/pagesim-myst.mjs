// A plugin of MyST (mystmd, Jupyter Book 2): the directive {pagesim}, for those who write many.
//
//   project:
//     plugins:
//       - https://example.org/pagesim/pagesim-myst.mjs
//
//   ```{pagesim} page-fault
//   :experiment: store
//   :panels: source,screen
//   ```

const NAMES = ['experiment', 'step', 'panels', 'theme', 'address', 'at', 'question', 'mode', 'code', 'title', 'height', 'fit', 'base'];
/** The site's folder: the build writes it nowhere, so it is where this file came from, unless PAGESIM_URL or :base: say so. */
const home = /** @type {any} */ (globalThis).process?.env?.PAGESIM_URL ?? (import.meta.url.startsWith('http') ? new URL('.', import.meta.url).href : null);

let count = 0;

const pagesim = {
  name: 'pagesim',
  doc: 'A lab of pagesim: its name, or with :assignment: an assignment’s; the options are the attributes of <page-sim>.',
  arg: { type: String, doc: 'The lab’s or the assignment’s name' },
  options: {
    ...Object.fromEntries(NAMES.map((name) => [name, { type: String }])),
    assignment: { type: Boolean },
  },
  body: { type: String, doc: 'Rust: the text of src/main.rs' },
  run(/** @type {any} */ { arg, options = {}, body }, /** @type {any} */ vfile) {
    const { assignment = false, ...others } = options;
    const base = (others.base ?? home)?.replace(/\/*$/, '/');
    if (base === undefined) {
      vfile?.message?.('pagesim: say where the site is: :base: https://…/pagesim/, or PAGESIM_URL in the environment.');
      return [];
    }
    const model = { ...(arg ? { [assignment ? 'assignment' : 'lab']: arg } : {}), ...others, ...(body ? { code: body } : {}), base };
    count += 1;
    return [{ type: 'anywidget', esm: `${base}page-sim.mjs`, model, id: `pagesim-${count}` }];
  },
};

export default { name: 'pagesim', directives: [pagesim] };
