// <page-sim lab="page-fault">: a lab in a frame of the page around it.
//
// The element makes an <iframe> to the site's embed.html (or homework.html), gives it the height that its content has, starts
// it once it is in sight or Start is pressed, and parks it when others need its place (turns.js). The two talk in messages
// (docs/url-grammar.md): each hears only the other, and only what is written there. Nothing here ever takes the focus.
//
// What one element knows is in the variables of one call of attach(), which a minifier shortens; every page that has a lab
// loads this file.

import { AROUND, frameAddress, NAMES } from './address.js';
import { enter, leave, look, used } from './turns.js';

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {object} properties
 * @param {...(Node | string)} children
 */
const make = (tag, properties, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};

/**
 * Fill the shadow root of `element` and give it its methods; `home` as for define().
 *
 * @param {HTMLElement & {eager?: boolean}} element
 * @param {CSSStyleSheet} sheet
 * @param {string} [home]
 * @returns {[() => void, () => void, (name: string) => void]} what to do when it comes into a page, leaves it, and when an
 *   attribute has changed meanwhile
 */
function attach(element, sheet, home) {
  const HEIGHT = 640; // pixels, until the frame has told its own
  const HIGHEST = 20_000;
  const LONGEST = 2_000_000; // characters of a state
  const SILENCE = 30_000; // milliseconds without a word from the frame after which there is probably no site
  const PARKING = 2000; // milliseconds in which a frame that is parked may tell its state
  const WHERE = 'Where is pagesim? Say so with base="https://…/pagesim/".';

  /** @type {any} */
  let frame; // an iframe, only while it is live
  /** @type {any} */
  let address; // a URL: of the frame, or of one to be; nothing without a site
  /** @type {{state: string, ran: boolean} | undefined} */
  let kept; // what the frame told last
  /** @type {Promise<void> | undefined} */
  let ready; // resolves, by setReady, once the frame can answer
  /** @type {() => void} */
  let setReady;
  /** @type {number | undefined} */
  let silence; // the timer
  /** @type {((ok: boolean, value: any) => void)[]} */
  const asked = []; // by id: what takes the answer, however often it comes
  const lab = { seen: false, appear, park };

  const get = (/** @type {string} */ name) => element.getAttribute(name);
  const picture = make('img', { onload: () => (picture.hidden = false) });
  const button = make('button', { type: 'button', textContent: 'Start', onclick: () => start(true) });
  const words = make('p', { role: 'status' });
  const link = make('a', { target: '_blank', textContent: 'Open it in a page of its own' });
  const still = make('figure', {}, picture, make('figcaption', {}, button, words, link));
  const box = make('div', {}, still);
  const root = element.attachShadow({ mode: 'open' });
  root.adoptedStyleSheets = [sheet];
  root.append(box);

  const sight = new IntersectionObserver((/** @type {any[]} */ entries) => {
    lab.seen = entries.pop().isIntersecting;
    if (lab.seen) appear();
    else look();
  });

  const say = (/** @type {string} */ text) => {
    words.textContent = text;
    return text;
  };

  function draw() {
    const text = get('base') ?? document.querySelector('meta[name=pagesim]')?.content ?? home;
    link.href = text?.replace(/\/*$/, '/'); // which makes it a whole address, if it can be one
    address = text && link.protocol.startsWith('http') && frameAddress(link, get);
    const assignment = get('assignment');
    const shown = assignment || get('lab') || 'page-fault';
    const step = get('experiment') || get('step');
    const title = get('title') || `pagesim: ${shown}`;
    const height = `${Number(get('height')) || HEIGHT}px`;
    still.style.height = height;
    button.ariaLabel = `${button.textContent}: ${title}`;
    picture.hidden = true; // until there is one
    picture.alt = `${title}: the picture that it begins with`;
    button.hidden = link.hidden = !address;
    if (!address) {
      say(WHERE);
      return;
    }
    picture.src = `${link}posters/${assignment ? `a.${shown}` : shown + (step ? `.${step}` : '')}.svg`;
    link.href = /** @type {any} */ (frameAddress(link, get, 'index.html'));
    if (!frame) return;
    frame.title = title;
    if (get('fit') === 'fixed') frame.style.height = height;
  }

  /** It is in sight, or there may be room: start if so. */
  function appear() {
    if (lab.seen) void start(false);
  }

  async function start(/** @type {boolean} */ isAsked) {
    if (!frame && address && (await enter(lab, isAsked)) && element.isConnected && !frame) open();
  }

  function open() {
    frame = make('iframe', { src: address, allow: 'clipboard-write' });
    frame.style.height = still.style.height;
    ready = new Promise((resolve) => (setReady = resolve));
    silence = setTimeout(() => {
      leave(lab);
      drop(say(`Nothing answers at ${new URL('.', address)}. ${WHERE}`));
    }, SILENCE);
    draw();
    box.append(frame);
    box.className = 'live';
  }

  /** End the frame; who waits for it hears why. */
  function drop(/** @type {string} */ why) {
    clearTimeout(silence);
    frame?.remove();
    frame = undefined;
    box.className = '';
    for (const answer of asked) answer(false, why);
  }

  /** End the frame and keep its state, because another needs the place. */
  async function park() {
    if (!frame) return;
    await Promise.race([ask('getState').then(keep, () => {}), new Promise((resolve) => setTimeout(resolve, PARKING))]);
    button.textContent = 'Go on';
    drop(say('Parked while others run; your work is kept.'));
    draw();
  }

  const isState = (/** @type {any} */ state) => typeof state === 'string' && state && state.length <= LONGEST;

  function keep(/** @type {any} */ { state, ran }) {
    if (isState(state)) kept = { state, ran: ran === true };
  }

  function tell(/** @type {string} */ type, /** @type {object} */ detail) {
    element.dispatchEvent(new CustomEvent(`pagesim-${type}`, { detail, bubbles: true, composed: true }));
  }

  /**
   * @param {string} what
   * @param {object} [more]
   * @returns {Promise<any>}
   */
  async function ask(what, more) {
    if (!frame) throw new Error('The lab is not live.');
    return new Promise((resolve, reject) => {
      const id = `${asked.push((ok, value) => (ok ? resolve(value) : reject(new Error(value))))}`;
      frame.contentWindow.postMessage({ type: `pagesim:${what}`, id, ...more }, address.origin);
    });
  }

  function hear(/** @type {MessageEvent} */ event) {
    if (!frame || event.source !== frame.contentWindow || event.origin !== address.origin) return;
    const { type, ...detail } = event.data ?? {};
    const what = /^pagesim:(\w+)$/.exec(type)?.[1];
    if (!what) return;
    clearTimeout(silence);
    if (what === 'ready') void restore();
    else if (what === 'answer') {
      const { id, ok, value, error } = detail;
      asked[id - 1]?.(ok, ok ? value : error);
    } else if (what === 'height') {
      const height = Math.min(Math.ceil(detail.height), HIGHEST);
      if (!(height > 0)) return;
      if (get('fit') !== 'fixed') frame.style.height = `${height}px`;
      tell(what, { height });
    } else if (what === 'state' || what === 'check') {
      keep(detail);
      used(lab);
      tell(what, detail);
    }
  }

  /** The frame can answer: what it was parked with, or was set, comes back. */
  async function restore() {
    if (kept) {
      const { state, ran } = kept;
      try {
        await ask('setState', { state });
        if (ran) await ask('run');
      } catch {} // the frame has said why
    }
    setReady();
    tell('ready', {});
  }

  /**
   * Ask the frame, which is started for it.
   *
   * @param {string} what
   * @param {object} [more]
   */
  async function liveAsk(what, more) {
    await start(true);
    await ready;
    return ask(what, more);
  }

  Object.assign(element, {
    /** Run the program; {phase, status, steps}. */
    run: () => liveAsk('run'),

    /** To a moment of the run: '#PF', 'halt', 'write 0xb8000', a step's number; {found, position}. */
    seek: (/** @type {string | number} */ moment) => liveAsk('seek', { moment: String(moment) }),

    /** A text from which setState goes on; null if there was never anything. */
    async getState() {
      if (frame) {
        await ready;
        keep(await ask('getState'));
      }
      return kept?.state ?? null;
    },

    /** Go on from what getState told: at once if the lab is live, else when it starts. */
    async setState(/** @type {string} */ state) {
      if (!isState(state)) throw new TypeError('setState needs the text that getState gave');
      if (frame) {
        await ready;
        await ask('setState', { state });
      }
      kept = { state, ran: false };
    },
  });

  return [
    () => {
      addEventListener('message', hear);
      draw();
      sight.observe(element);
      if (element.eager) void start(false);
    },
    () => {
      removeEventListener('message', hear);
      sight.disconnect();
      lab.seen = false;
      drop('The lab was taken out of the page.');
      leave(lab);
    },
    (name) => {
      draw();
      if (!frame || NAMES.indexOf(name) < AROUND) return;
      if (name !== 'theme') kept = undefined;
      drop('The lab shows something else now.');
      if (address) open();
    },
  ];
}

/**
 * Define the element, unless another script of the page has.
 *
 * @param {string} [home] where the site is, if neither the element nor a <meta name="pagesim"> says so
 */
export function define(home) {
  if (customElements.get('page-sim')) return;
  const sheet = new CSSStyleSheet(); // so that no policy about style elements can forbid it
  sheet.replaceSync(STYLE); // the text of style.css: the build puts it in

  class PageSim extends HTMLElement {
    static observedAttributes = NAMES;
    #parts = attach(this, sheet, home);

    connectedCallback() {
      this.#parts[0]();
    }

    disconnectedCallback() {
      this.#parts[1]();
    }

    attributeChangedCallback(/** @type {string} */ name, /** @type {string | null} */ before, /** @type {string | null} */ now) {
      if (this.isConnected && before !== now) this.#parts[2](name);
    }
  }

  for (const name of NAMES) {
    if (name === 'title') continue; // every element has it
    const isFlag = name === 'eager';
    Object.defineProperty(PageSim.prototype, name, {
      get() {
        return isFlag ? this.hasAttribute(name) : this.getAttribute(name);
      },
      set(value) {
        if (isFlag ? value : (value ?? null) !== null) this.setAttribute(name, isFlag ? '' : value);
        else this.removeAttribute(name);
      },
    });
  }

  customElements.define('page-sim', PageSim);
}
