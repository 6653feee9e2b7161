// Build-time tool, run under Node:  node build.mjs --package DIR --pyodide DIR --out DIR [--no-snapshot]
//
// Writes into OUT what the worker loads besides Pyodide itself:
//   stdlib.bin     the standard modules that are used, as bytecode: a gzipped zip of stored files
//   modules.bin    our package as bytecode: a gzipped tar
//   data.bin       the package's data files: a gzipped tar
//   snapshot.bin   the interpreter's memory with our package imported: its pages that a fresh one lacks, gzipped
// The options with an underscore are not Pyodide's public API: the version is pinned, and the page starts without the
// snapshot when it's missing or refused.

import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { loadPyodide } from 'pyodide';
import { shrink, staticData } from './snapshot.js';
import { installData, installModules, PACKAGE_DIR } from './unpack.js';

const here = dirname(fileURLToPath(import.meta.url));
const vendor = resolve(here, '../node_modules/pyodide');
const { values: options } = parseArgs({
  options: {
    package: { type: 'string' },
    pyodide: { type: 'string' }, // the module that the page will have, without which a snapshot would not fit it
    out: { type: 'string' },
    'no-snapshot': { type: 'boolean' },
  },
});
const out = resolve(options.out);
const text = (name) => readFile(resolve(here, name), 'utf8');
const quiet = { stdout: (line) => console.error(line), stderr: (line) => console.error(line) };

/**
 * Python notes once, when it begins, whether WebAssembly can be suspended; from the snapshot it takes what was noted here.
 * So what Node may lack is put in its place: nothing suspends during the build. The worker asks the browser itself.
 */
if (!('Suspending' in WebAssembly)) {
  WebAssembly.Suspending = function suspending(action) {
    return action;
  };
  WebAssembly.promising =
    (action) =>
    async (...values) =>
      action(...values);
}

/** A lock file that names no packages, so that nothing is ever looked up or downloaded. */
async function emptyLock() {
  const lock = JSON.parse(await readFile(resolve(vendor, 'pyodide-lock.json'), 'utf8'));
  return JSON.stringify({ info: lock.info, packages: {} });
}

/** Compile standard library and package with Pyodide's own Python. */
async function pack(lock) {
  const pyodide = await loadPyodide({ ...quiet, indexURL: vendor, lockFileContents: lock, packageBaseUrl: vendor });
  pyodide.FS.mkdirTree('/package/pagesim_py');
  pyodide.mountNodeFS('/package/pagesim_py', resolve(options.package));
  pyodide.runPython(await text('pack.py'));
  const take = (code) => {
    const proxy = pyodide.runPython(code);
    const bytes = proxy.toJs();
    proxy.destroy();
    return bytes;
  };
  return {
    stdlib: take('stdlib_zip()'),
    modules: take(`modules_tar(${JSON.stringify(PACKAGE_DIR)})`),
    data: take('data_tar()'),
    wanted: take('wanted()'),
  };
}

/** Fill the free memory with zeros: what the warm-up left there would only cost download time. */
function zeroFreeMemory(module) {
  module._malloc_set_footprint_limit(module._malloc_footprint());
  const taken = [];
  for (let size = 1 << 24; size >= 16; size >>= 1) {
    for (let at = module._malloc(size); at !== 0; at = module._malloc(size)) {
      module.HEAPU8.fill(0, at, at + size);
      taken.push(at);
    }
  }
  for (const at of taken) module._free(at);
  module._malloc_set_footprint_limit(-1);
}

/** Start Python as the page will, in `folder`, import our package, and keep the memory as it then is. */
async function snapshot(lock, folder, { stdlib, modules, data, wanted }) {
  await copyFile(resolve(options.pyodide, 'pyodide.asm.js'), join(folder, 'pyodide.asm.mjs'));
  await copyFile(resolve(options.pyodide, 'pyodide.asm.wasm'), join(folder, 'pyodide.asm.wasm'));
  await writeFile(join(folder, 'stdlib.zip'), stdlib);
  let fresh;
  const { instantiate } = WebAssembly;
  WebAssembly.instantiate = async (...all) => {
    const made = await instantiate.apply(WebAssembly, all);
    if (made.instance.exports.__stack_low !== undefined) fresh = staticData(made.instance);
    return made;
  };
  const pyodide = await loadPyodide({
    ...quiet,
    _makeSnapshot: true,
    indexURL: folder,
    lockFileContents: lock,
    packageBaseUrl: folder,
    stdLibURL: join(folder, 'stdlib.zip'),
  });
  WebAssembly.instantiate = instantiate;
  installModules(pyodide, modules);
  installData(pyodide, data);
  const namespace = pyodide.toPy({ WANTED: wanted });
  pyodide.runPython(await text('warm.py'), { globals: namespace });
  namespace.destroy();
  zeroFreeMemory(pyodide._module);
  return { memory: pyodide.makeMemorySnapshot(), fresh };
}

await mkdir(out, { recursive: true });
const lock = await emptyLock();
const packed = await pack(lock);
await writeFile(resolve(out, 'stdlib.bin'), gzipSync(packed.stdlib, { level: 9 }));
await writeFile(resolve(out, 'modules.bin'), gzipSync(packed.modules, { level: 9 }));
await writeFile(resolve(out, 'data.bin'), gzipSync(packed.data, { level: 9 }));
if (!options['no-snapshot']) {
  const folder = await mkdtemp(join(tmpdir(), 'pagesim-'));
  const { memory, fresh } = await snapshot(lock, folder, packed);
  await rm(folder, { recursive: true });
  const small = new Uint8Array(await shrink(memory, fresh));
  await writeFile(resolve(out, 'snapshot.bin'), gzipSync(small, { level: 9 }));
  console.log(`snapshot: ${(small.length / 2 ** 20).toFixed(1)} MiB of ${(memory.length / 2 ** 20).toFixed(1)} MiB in use`);
}
process.exit(0);
