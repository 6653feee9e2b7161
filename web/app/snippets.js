// What an author pastes to have a lab in their page, for each tool: made from what <page-sim> would be told.

import { frameAddress } from '../integrations/address.js';

const escaped = (text) => String(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
const fields = (asked, write) => Object.entries(asked).filter(([, value]) => value !== null && value !== '').map(([name, value]) => write(name, value));
const HEIGHT = 700;
const HOMEWORK = 'a1-page-fault'; // what the command for SCORM names, beside a lab

/**
 * @param {string} base the address of the site's folder
 * @param {Record<string, string>} asked the attributes of the element that are set, `title` among them
 * @returns {{id: string, label: string, say: string, code: string, once: string | null}[]} `once`: what is to be written
 *   or done once for a whole course, if anything
 */
export function snippets(base, asked) {
  const get = (name) => asked[name] ?? null;
  const frame = frameAddress(base, get).href;
  const whole = frameAddress(base, get, asked.assignment === undefined ? 'index.html' : undefined).href;
  const attributes = (more = {}) => fields({ ...asked, ...more }, (name, value) => ` ${name}="${escaped(value)}"`).join('');
  const link = `<a href="${escaped(whole)}">${escaped(asked.title)}</a>`;
  const element = (more) => `<page-sim${attributes(more)}>${link}</page-sim>`;
  const { lab = '', assignment, title, ...others } = asked;
  const first = assignment ?? lab;
  const rest = { ...others, title };
  const kind = assignment === undefined ? [] : ['assignment'];
  const homework = asked.assignment ?? HOMEWORK;
  return [
    {
      id: 'html', label: 'HTML', once: null,
      say: 'Put this into any page. The script is needed once, however many labs there are.',
      code: `<script src="${escaped(base)}page-sim.js"></script>\n${element()}`,
    },
    {
      id: 'quarto', label: 'Quarto',
      say: 'In a .qmd file, also in slides; in other formats than HTML it is a link.',
      once: `quarto add ${base}pagesim-quarto.zip\n\n# _quarto.yml\npagesim:\n  url: ${base}`,
      code: `{{< pagesim ${[first, ...kind].join(' ')}${fields(rest, (name, value) => ` ${name}="${String(value).replaceAll('"', "'")}"`).join('')} >}}`,
    },
    {
      id: 'myst', label: 'MyST', once: null,
      say: 'In a page of MyST or Jupyter Book 2.',
      code: `\`\`\`{anywidget} ${base}page-sim.mjs\n${JSON.stringify({ ...asked, base })}\n\`\`\``,
    },
    {
      id: 'sphinx', label: 'Sphinx',
      say: 'In a .rst file; in other formats than HTML it is a link. In Markdown (myst-parser) the same directive stands in ```{pagesim}.',
      once: `pip install pagesim\n\n# conf.py\nextensions = ["pagesim_py.sphinx"]\npagesim_url = "${base}"`,
      code: [`.. pagesim:: ${first}`, ...kind.map((name) => `   :${name}:`), ...fields(rest, (name, value) => `   :${name}: ${value}`)].join('\n'),
    },
    {
      id: 'mdbook', label: 'mdBook',
      say: 'On lines of its own, with an empty line before and after.',
      once: `curl -O ${base}page-sim.js\n\n# book.toml\n[output.html]\nadditional-js = ["page-sim.js"]`,
      code: element({ base }),
    },
    {
      id: 'canvas', label: 'Canvas', once: null,
      say: 'In the HTML view of a page of Canvas, or of any other system that allows frames. Canvas fits the height; elsewhere the frame keeps it.',
      code: `<iframe src="${escaped(frame)}" title="${escaped(title)}" width="100%" height="${HEIGHT}" style="border: 0;"></iframe>`,
    },
    {
      id: 'runestone', label: 'Runestone', once: null,
      say: 'In the PreTeXt source of a book. Runestone keeps score and state of what readers do.',
      code: `<interactive xml:id="pagesim-${[first, asked.experiment ?? asked.question].filter(Boolean).join('-')}" iframe="${escaped(frame)}" width="100%" aspect="1:1"/>`,
    },
    {
      id: 'scorm', label: 'SCORM',
      say: `${asked.assignment === undefined ? 'A lab has no score: in a learning system, put its frame into a page (see Canvas). An assignment has one. ' : ''}This makes a package for Moodle, Brightspace, Blackboard, Open edX or Canvas: upload it, and the course keeps score and work. With --version 1.2 for systems that take no 2004; without --thin the package has the site in it, 8 MB.`,
      once: 'pip install pagesim',
      code: `pagesim scorm ${homework} --version 2004${base.startsWith('https:') || /^http:\/\/(localhost|127\.0\.0\.1)[:/]/.test(base) ? ` --thin ${base}` : ''} -o ${homework}.zip`,
    },
    {
      id: 'slides', label: 'Slides', once: null,
      say: 'In a slide of reveal.js. Page Up, Page Down and Escape turn slides from inside it, too.',
      code: `<iframe class="r-stretch" data-preload data-src="${escaped(frameAddress(base, (name) => (name === 'mode' ? 'slide' : get(name))).href)}" title="${escaped(title)}"></iframe>`,
    },
  ];
}
