// Build-time tool, run under Node:  node trim.mjs --from PYODIDE --out DIR SCRIPT ...
//
// Writes Pyodide's module (pyodide.asm.js, pyodide.asm.wasm) into DIR without what only shared libraries could ask for: it
// exports some 8,500 names, so that libraries that come later find all of C and Python. At every start each is looked at
// several times over and put into tables. Here no library ever comes. What the module's own JavaScript or one of the SCRIPTs
// names anywhere, be it in passing, stays; no name is put together while it runs (checked here).

import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

const EXPORTS = 7; // the export section's id (WebAssembly Core Specification, 5.5.2)
const ASSIGNMENT = /(?<variable>[\w$]+)=Module\["[\w$]+"\]=wasmExports\["(?<name>[\w$]+)"\](?:\.value>>>0)?;/g;

/** The number in LEB128 at `at` in `bytes`, and where it ends. */
function number(bytes, at) {
  let value = 0;
  for (let shift = 0; ; shift += 7, at += 1) {
    value += (bytes[at] & 0x7f) * 2 ** shift;
    if (bytes[at] < 0x80) return [value, at + 1];
  }
}

/** A number's bytes in LEB128. */
function encoded(value) {
  const bytes = [];
  for (; value > 0x7f; value = Math.floor(value / 128)) bytes.push((value & 0x7f) | 0x80);
  return [...bytes, value];
}

/** What an export section exports: [{name, bytes}], `bytes` being all of its entry. */
function entriesOf(section) {
  const text = new TextDecoder();
  const entries = [];
  for (let [count, at] = number(section, 0); count > 0; count -= 1) {
    const [length, begin] = number(section, at);
    const [, end] = number(section, begin + length + 1);
    entries.push({ name: text.decode(section.subarray(begin, begin + length)), bytes: section.subarray(at, end) });
    at = end;
  }
  return entries;
}

/** A WebAssembly module without those exports for whose names `stays` is false. */
function withExports(wasm, stays) {
  const parts = [wasm.subarray(0, 8)];
  for (let at = 8; at < wasm.length; ) {
    const [length, begin] = number(wasm, at + 1);
    const section = wasm.subarray(begin, begin + length);
    if (wasm[at] === EXPORTS) {
      const entries = entriesOf(section).filter(({ name }) => stays(name));
      const kept = Buffer.concat([Buffer.from(encoded(entries.length)), ...entries.map(({ bytes }) => bytes)]);
      parts.push(Buffer.from([EXPORTS, ...encoded(kept.length)]), kept);
    } else parts.push(wasm.subarray(at, begin + length));
    at = begin + length;
  }
  return Buffer.concat(parts);
}

/** Pyodide's module without what `others`, texts of scripts, and its own script never name: {script, wasm}. */
function trim(script, wasm, others) {
  if (/\b(Module|wasmExports)\[[^"']/.test(script)) throw new Error("Pyodide's script puts names of exports together.");
  const assigned = [...script.matchAll(ASSIGNMENT)].map(({ groups }) => groups);
  const list = script.lastIndexOf('var ', script.indexOf(`${assigned[0]?.variable},`));
  const listEnd = script.indexOf(';', list);
  const declared = script.slice(list + 4, listEnd).split(',');
  const known = new Set(declared);
  if (assigned.length < 1000 || !assigned.every(({ variable }) => known.has(variable))) {
    throw new Error("Pyodide's script does not declare and assign its exports as it did.");
  }
  const imports = WebAssembly.Module.imports(new WebAssembly.Module(wasm)).map(({ name }) => name);
  const rest = script.slice(0, list) + script.slice(listEnd).replaceAll(ASSIGNMENT, '');
  const named = new Set([rest, ...others].flatMap((text) => text.match(/[\w$]+/g)).concat(imports));
  const stays = (name) => named.has(name) || named.has(`_${name}`);
  const goes = new Set(assigned.filter(({ variable, name }) => !named.has(variable) && !stays(name)).map(({ variable }) => variable));
  const left = declared.filter((variable) => !goes.has(variable));
  const kept = new Set(assigned.filter(({ variable }) => !goes.has(variable)).map(({ name }) => name));
  const after = script.slice(listEnd).replaceAll(ASSIGNMENT, (text, variable) => (goes.has(variable) ? '' : text));
  return {
    script: `${script.slice(0, list)}var ${left.join(',')}${after}`,
    wasm: withExports(wasm, (name) => kept.has(name) || stays(name)),
  };
}

const { values: options, positionals } = parseArgs({
  options: { from: { type: 'string' }, out: { type: 'string' } },
  allowPositionals: true,
});
const others = await Promise.all(positionals.map((path) => readFile(path, 'utf8')));
const text = await readFile(resolve(options.from, 'pyodide.asm.mjs'), 'utf8');
const { script, wasm } = trim(text, await readFile(resolve(options.from, 'pyodide.asm.wasm')), others);
await writeFile(resolve(options.out, 'pyodide.asm.js'), script);
await writeFile(resolve(options.out, 'pyodide.asm.wasm'), wasm);
