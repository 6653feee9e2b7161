// page-sim.js: a classic script, which documentation tools copy under other names. The build makes one file of it.

import { define } from './element.js';

const src = /** @type {HTMLScriptElement | null} */ (document.currentScript)?.src;
define(src && new URL('.', src).href);
