// Pyodide's list of packages with none in it, so that nothing is ever looked up or downloaded. The build puts it into the
// worker's script: of the file it takes what is named here.

import { info } from '../node_modules/pyodide/pyodide-lock.json';

export const lock = JSON.stringify({ info, packages: {} });
