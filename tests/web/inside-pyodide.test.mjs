// web/licenses/inside-pyodide.txt names what is linked into Pyodide's module: compared with that module as npm has it.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, test } from 'node:test';

const file = (path) => readFileSync(new URL(`../../web/${path}`, import.meta.url));
const named = file('licenses/inside-pyodide.txt').toString();
const wasm = file('node_modules/pyodide/pyodide.asm.wasm');

/** What each leaves in the module: a text, with its version in it if it has one, or a name that it exports. */
const TRACES = {
  'CPython 3.14.2': ['3.14.2'],
  'HACL*': ['./Modules/_hacl/Hacl_Hash_SHA3.c', 'PyInit__md5', 'PyInit__sha1', 'PyInit__sha2', 'PyInit__blake2', 'PyInit__hmac'],
  mimalloc: ['mimalloc: error: '],
  'libmpdec 2.5.1': ['./Modules/_decimal/libmpdec/context.c', '2.5.1'],
  'Expat 2.7.3': ['expat_2.7.3'],
  'the Mersenne Twister': ['PyInit__random'],
  'dtoa and strtod': ['PyOS_string_to_double'],
  'the bindings of Zstandard': ['PyInit__zstd'],
  'the codecs of East Asian encodings': ['PyInit__codecs_jp', 'PyInit__multibytecodec'],
  "Emscripten's runtime": ['emscripten_resize_heap'],
  musl: ['pthread_create'],
  dlmalloc: ['malloc_max_footprint'],
  'compiler-rt': ['__multi3'],
  'libc++': ['_ZNSt3__2'],
  'libc++abi': ['__cxa_throw'],
  libunwind: ['_Unwind_RaiseException'],
  hiwire: ['hiwire_new'],
  libffi: ['ffi_call'],
  'zlib 1.3.1': ['inflate 1.3.1 Copyright'],
  'bzip2 1.0.6': ['1.0.6, 6-Sept-2010', 'BZ2_bzCompress'],
  'liblzma of XZ Utils 5.2.2': ['lzma_version_string', '\x005.2.2\0'],
  'Zstandard 1.5.7': ['ZSTD_versionString', '\x001.5.7\0'],
  'SQLite 3.39.0': ['sqlite3_libversion', '3.39.0'],
};

/** Who exports names of one beginning, for all beginnings that a dozen names have. */
const FAMILIES = {
  CPython: /^(Py[A-Z]?.*|Js.*|pyproxy)$/,
  'libc++': /^(Z.*)$/,
  'libc++abi': /^cxa$/,
  libunwind: /^Unwind$/,
  'compiler-rt': /^atomic$/,
  "Emscripten's runtime": /^(emscripten|syscall)$/,
  musl: /^(pthread|posix)$/,
  Zstandard: /^(ZSTD|ZSTDMT|HUF|FSE|COVER|ZDICT)$/,
  SQLite: /^sqlite3$/,
  liblzma: /^lzma$/,
  bzip2: /^BZ2$/,
  libffi: /^ffi$/,
  hiwire: /^hiwire$/,
};

let exported;
before(() => {
  exported = WebAssembly.Module.exports(new WebAssembly.Module(wasm)).map(({ name }) => name);
});

test('the package is the one that the list is of', () => {
  const { version } = JSON.parse(file('node_modules/pyodide/package.json').toString());
  assert.ok(named.includes(`pyodide ${version},`));
});

for (const [what, traces] of Object.entries(TRACES)) {
  test(`${what} is in the module, and in the list`, () => {
    assert.ok(named.includes(what));
    for (const trace of traces) assert.ok(wasm.includes(trace) || exported.includes(trace), trace);
  });
}

test('nothing is listed that leaves no trace', () => {
  const listed = named.split('\n\n')[1].split('\n').filter((line) => line !== '');
  for (const line of listed) {
    const about = Object.keys(TRACES).filter((what) => line.includes(what));
    assert.ok(about.length > 0, line);
  }
});

test('nobody else exports a dozen names', () => {
  const counts = new Map();
  for (const name of exported) {
    const begin = /^_*([A-Za-z]+\d?)_/.exec(name)?.[1];
    counts.set(begin, (counts.get(begin) ?? 0) + 1);
  }
  counts.delete(undefined);
  const large = [...counts.keys()].filter((begin) => counts.get(begin) >= 12);
  assert.ok(large.length > 20);
  assert.deepEqual(
    large.filter((begin) => !Object.values(FAMILIES).some((known) => known.test(begin))),
    [],
  );
  for (const who of Object.keys(FAMILIES)) assert.ok(named.includes(who), who);
});
