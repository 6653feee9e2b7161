// <page-sim lab="page-fault">: a lab in a frame of the page around it.
//
// The element makes an <iframe> to the site's embed.html (or homework.html), gives it the height that its content has, starts
// it once it is in sight or Start is pressed, and parks it when others need its place (turns.js). The two talk in messages
// (docs/url-grammar.md): each hears only the other, and only what is written there. Nothing here ever takes the focus.

import { frameAddress, INSIDE, OUTSIDE } from './address.js';
import { sheet } from './style.js';
import { enter, leave, look, used } from './turns.js';

const HEIGHT = 640; // pixels, until the frame has told its own
const HIGHEST = 20_000;
const LONGEST = 2_000_000; // characters of a state
const SILENCE = 30_000; // milliseconds without a word from the frame after which there is probably no site
const PARKING = 2000; // milliseconds in which a frame that is parked may tell its state

const make = (tag, properties, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};

/**
 * Define the element, unless another script of the page has.
 *
 * @param {string | null} home where the site is, if neither the element nor a <meta name="pagesim"> says so
 */
export function define(home) {
  if (customElements.get('page-sim') !== undefined) return;

  class PageSim extends HTMLElement {
    static observedAttributes = [...INSIDE, ...OUTSIDE];

    inSight = false;
    #frame = null;
    #state = null; // {state, ran}: what the frame told last
    #ready = null; // resolves once the frame can answer
    #setReady = () => {};
    #asked = new Map(); // by id: who waits for an answer
    #ids = 0;
    #sight = new IntersectionObserver(([{ isIntersecting }]) => {
      this.inSight = isIntersecting;
      if (isIntersecting) this.appear();
      else look();
    });

    constructor() {
      super();
      const root = this.attachShadow({ mode: 'open' });
      root.adoptedStyleSheets = [sheet];
      this.picture = make('img', { hidden: true, onerror: () => (this.picture.hidden = true), onload: () => (this.picture.hidden = false) });
      this.button = make('button', { type: 'button', textContent: 'Start', onclick: () => this.#start(true) });
      this.link = make('a', { target: '_blank', rel: 'noopener', textContent: 'Open it in a page of its own' });
      this.words = make('p', {});
      this.words.setAttribute('role', 'status');
      const bar = make('div', { className: 'bar' }, this.button, this.words, this.link);
      this.still = make('div', { className: 'still' }, make('div', { className: 'picture' }, this.picture), bar);
      this.box = make('div', { className: 'box' }, this.still);
      root.append(this.box);
    }

    connectedCallback() {
      addEventListener('message', this.#hear);
      this.#draw();
      this.#sight.observe(this);
      if (this.eager) void this.#start(false);
    }

    disconnectedCallback() {
      removeEventListener('message', this.#hear);
      this.#sight.disconnect();
      this.inSight = false;
      this.#drop('The lab was taken out of the page.');
      leave(this);
    }

    attributeChangedCallback(name, before, now) {
      if (!this.isConnected || before === now) return;
      this.#draw();
      if (this.#frame === null || !(INSIDE.includes(name) || name === 'base')) return;
      if (name !== 'theme') this.#state = null;
      this.#drop('The lab shows something else now.');
      this.#open();
    }

    /** The address of the site's folder. */
    get #base() {
      const text = this.getAttribute('base') ?? document.querySelector('meta[name=pagesim]')?.content ?? home;
      if (text === null) return null;
      const url = new URL(text.replace(/\/*$/, '/'), document.baseURI);
      return url.protocol.startsWith('http') ? url : null;
    }

    get #name() {
      return this.getAttribute('title') ?? `pagesim: ${this.assignment ?? this.lab ?? 'page-fault'}`;
    }

    #draw() {
      const base = this.#base;
      const height = Number(this.getAttribute('height')) || HEIGHT;
      this.still.style.height = `${height}px`;
      this.button.ariaLabel = `${this.button.textContent}: ${this.#name}`;
      this.button.hidden = this.link.hidden = base === null;
      this.picture.alt = `${this.#name}: the picture that it begins with`;
      if (base === null) {
        this.words.textContent = 'Where is pagesim? Say so with base="https://…/pagesim/" at this element.';
        return;
      }
      const get = (name) => this.getAttribute(name);
      this.link.href = frameAddress(base, get, this.assignment === null ? 'index.html' : undefined);
      const poster = this.assignment !== null ? `a.${this.assignment}` : [this.lab ?? 'page-fault', this.experiment ?? this.step].filter(Boolean).join('.');
      this.picture.src = new URL(`posters/${poster}.svg`, base);
      if (this.#frame !== null) {
        this.#frame.title = this.#name;
        if (this.fit === 'fixed') this.#frame.style.height = `${height}px`;
      }
    }

    /** It is in sight, or there may be room: start if so. */
    appear() {
      if (this.inSight) void this.#start(false);
    }

    async #start(asked) {
      if (this.#frame !== null || this.#base === null || !(await enter(this, asked))) return;
      if (this.isConnected && this.#frame === null) this.#open();
    }

    #open() {
      const { box, still } = this;
      const height = still.style.height;
      const src = frameAddress(this.#base, (name) => this.getAttribute(name));
      this.#frame = make('iframe', { src, title: this.#name, allow: 'clipboard-write' });
      this.#frame.style.height = height;
      this.#ready = new Promise((resolve) => (this.#setReady = resolve));
      const frame = this.#frame;
      this.silence = setTimeout(() => {
        if (frame !== this.#frame) return;
        leave(this);
        this.words.textContent = `Nothing answers at ${this.#base}. Is that the address of pagesim? Say the right one with base="…".`;
        this.#drop(this.words.textContent);
      }, SILENCE);
      box.append(frame);
      box.classList.add('live');
    }

    /** End the frame; who waits for it hears why. */
    #drop(why) {
      clearTimeout(this.silence);
      this.#frame?.remove();
      this.#frame = null;
      this.box.classList.remove('live');
      for (const { reject } of this.#asked.values()) reject(new Error(why));
      this.#asked.clear();
    }

    /** End the frame and keep its state, because another needs the place. */
    async park() {
      if (this.#frame === null) return;
      const late = new Promise((resolve) => setTimeout(resolve, PARKING));
      await Promise.race([this.#ask('getState').then((kept) => this.#keep(kept), () => {}), late]);
      this.#drop('The lab is parked: another runs in its place.');
      this.button.textContent = 'Go on';
      this.words.textContent = 'Parked while others run; your work is kept.';
      this.#draw();
    }

    #keep({ state, ran }) {
      if (typeof state === 'string' && state !== '' && state.length <= LONGEST) this.#state = { state, ran: ran === true };
    }

    #tell(type, detail) {
      this.dispatchEvent(new CustomEvent(`pagesim-${type}`, { detail, bubbles: true, composed: true }));
    }

    #post(message) {
      this.#frame.contentWindow.postMessage(message, this.#base.origin);
    }

    #ask(what, more = {}) {
      if (this.#frame === null) return Promise.reject(new Error('The lab is not live.'));
      this.#ids += 1;
      const id = String(this.#ids);
      return new Promise((resolve, reject) => {
        this.#asked.set(id, { resolve, reject });
        this.#post({ type: `pagesim:${what}`, id, ...more });
      });
    }

    #hear = ({ source, origin, data }) => {
      if (source === null || source !== this.#frame?.contentWindow || origin !== this.#base.origin) return;
      if (typeof data?.type !== 'string' || !data.type.startsWith('pagesim:')) return;
      clearTimeout(this.silence);
      const type = data.type.slice(8);
      if (type === 'height' && Number.isFinite(data.height) && data.height > 0) {
        const height = Math.min(Math.ceil(data.height), HIGHEST);
        if (this.fit !== 'fixed') this.#frame.style.height = `${height}px`;
        this.#tell(type, { height });
      } else if (type === 'ready') void this.#restore();
      else if (type === 'state') {
        this.#keep(data);
        used(this);
        this.#tell(type, { ...this.#state, at: data.at ?? null });
      } else if (type === 'check') {
        const { question, score, ok } = data;
        this.#tell(type, { question, score, ok });
      } else if (type === 'answer') {
        const waits = this.#asked.get(data.id);
        this.#asked.delete(data.id);
        if (data.ok === true) waits?.resolve(data.value);
        else waits?.reject(new Error(String(data.error)));
      }
    };

    /** The frame can answer: what it was parked with, or was set, comes back. */
    async #restore() {
      const kept = this.#state;
      if (kept !== null) {
        try {
          await this.#ask('setState', { state: kept.state });
          if (kept.ran) await this.#ask('run');
        } catch {} // the frame has said why
      }
      this.#setReady();
      this.#tell('ready', {});
    }

    async #live() {
      await this.#start(true);
      await this.#ready;
    }

    /** Run the program; {phase, status, steps}. */
    async run() {
      await this.#live();
      return this.#ask('run');
    }

    /** To a moment of the run: '#PF', 'halt', 'write 0xb8000', a step's number; {found, position}. */
    async seek(moment) {
      await this.#live();
      return this.#ask('seek', { moment: String(moment) });
    }

    /** A text from which setState goes on; null if there was never anything. */
    async getState() {
      if (this.#frame !== null) {
        await this.#ready;
        this.#keep(await this.#ask('getState'));
      }
      return this.#state?.state ?? null;
    }

    /** Go on from what getState told: at once if the lab is live, else when it starts. */
    async setState(state) {
      if (typeof state !== 'string' || state.length > LONGEST) throw new TypeError('setState needs the text that getState gave');
      if (this.#frame === null) this.#state = { state, ran: false };
      else {
        await this.#ready;
        await this.#ask('setState', { state });
        this.#state = { state, ran: false };
      }
    }
  }

  for (const name of [...INSIDE, ...OUTSIDE].filter((one) => one !== 'title')) {
    const isFlag = name === 'eager';
    Object.defineProperty(PageSim.prototype, name, {
      configurable: true,
      enumerable: true,
      get() {
        return isFlag ? this.hasAttribute(name) : this.getAttribute(name);
      },
      set(value) {
        if (value === null || value === undefined || (isFlag && !value)) this.removeAttribute(name);
        else this.setAttribute(name, isFlag ? '' : value);
      },
    });
  }

  customElements.define('page-sim', PageSim);
}
