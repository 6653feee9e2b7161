// Build-time tool, run under Node:  node bundle.mjs --out ASSETS --classic SCRIPT MODULE ...
//
// Makes few files of the page's scripts and the worker's: each file is a round trip at the start. Prints, as JSON, what
// esbuild notes of it:
//   loads      for each entry, and for PyScript's core: the files that are loaded with it, itself first
//   pyscript   the modules of PyScript that a page loads with all plugins off (see pyscript.js)
//   inputs     the source files that something of is in the bundles

import { readFile } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';

const web = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const pyscript = join(web, 'node_modules/@pyscript/core/dist');
/** Of what PyScript's core loads when it wants to, what a page wants: each is named after its purpose, and a hash. */
const WANTED = ['error', 'toml'];

const { values: options, positionals: entries } = parseArgs({
  options: { out: { type: 'string' }, classic: { type: 'string' } },
  allowPositionals: true,
});
const outdir = resolve(options.out);
const common = { absWorkingDir: web, bundle: true, metafile: true, outdir, outbase: web, logLevel: /** @type {const} */ ('error') };
const small = { minify: true, legalComments: /** @type {const} */ ('none') };

/**
 * Have the editor hand its styles to the document as it does to a shadow root: without a style element. A
 * Content-Security-Policy may then forbid those.
 */
const stylesAdopted = {
  name: 'styles adopted',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]style-mod[\\/]src[\\/]style-mod\.js$/ }, async ({ path }) => {
      const parts = (await readFile(path, 'utf8')).split('if (!root.head && root.adoptedStyleSheets && ');
      if (parts.length !== 2) throw new Error('The editor’s style-mod is not what it was: it asks otherwise for adoptedStyleSheets.');
      return { contents: parts.join('if (root.adoptedStyleSheets && ') };
    });
  },
};

/** What is loaded with `first`: what it imports, and what that does, as `files` of a metafile tell; not what it may load later. */
function loadedWith(first, files) {
  const found = new Set([first]);
  for (const path of found) {
    for (const { path: next, kind, external } of files[path].imports) if (kind === 'import-statement' && !external) found.add(next);
  }
  return [...found];
}

const page = await build({
  ...common,
  ...small,
  entryPoints: entries,
  format: 'esm',
  splitting: true,
  chunkNames: 'app/chunk-[hash]',
  external: ['../vendor/pyscript/core.js'],
  plugins: [stylesAdopted],
});
const worker = await build({
  ...common,
  ...small,
  entryPoints: ['runtime/worker.js', 'runtime/downloader.js'],
  format: 'esm',
  external: ['node:*', '../vendor/pyscript/core.js'],
});
const classic = await build({ ...common, ...small, entryPoints: [options.classic], format: 'iife' });

const read = await build({ ...common, entryPoints: [join(pyscript, 'core.js')], format: 'esm', splitting: true, write: false });
const modules = read.metafile.inputs;
const core = Object.keys(modules).find((path) => basename(path) === 'core.js');
const withCore = loadedWith(core, modules);
const later = withCore.flatMap((path) => modules[path].imports.filter(({ kind }) => kind === 'dynamic-import'));
const wanted = WANTED.map((name) => {
  const found = later.find(({ path }) => basename(path).startsWith(`${name}-`));
  if (found === undefined) throw new Error(`PyScript's core has no module ${name}, which the page asks for.`);
  return loadedWith(found.path, modules);
});

const named = (paths) => [...new Set(paths)].map((path) => basename(path));
const placed = (path) => relative(outdir, resolve(web, path)).replaceAll('\\', '/');
const { outputs } = page.metafile;
const loads = Object.fromEntries(
  Object.keys(outputs)
    .filter((path) => entries.includes(outputs[path].entryPoint)) // a module that is imported later is an entry to esbuild, too
    .map((path) => [placed(path), loadedWith(path, outputs).map(placed)]),
);
loads['vendor/pyscript/core.js'] = named(withCore).map((name) => `vendor/pyscript/${name}`);
const made = [page, worker, classic].flatMap(({ metafile }) => Object.values(metafile.outputs));
const inputs = made.flatMap((output) => Object.keys(output.inputs).filter((path) => output.inputs[path].bytesInOutput > 0));

console.log(JSON.stringify({ loads, pyscript: named([...withCore, ...wanted.flat()]), inputs: [...new Set(inputs)].sort() }));
