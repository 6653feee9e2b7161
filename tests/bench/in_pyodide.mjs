// Runs a bench module of this folder in Pyodide, under Node:  node tests/bench/in_pyodide.mjs [--tree FOLDER] MODULE...
// The package is that of this checkout, or the one in FOLDER.
import { fileURLToPath } from "node:url";
import path from "node:path";
import { parseArgs } from "node:util";
import { loadPyodide } from "../../web/node_modules/pyodide/pyodide.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const { values, positionals } = parseArgs({ options: { tree: { type: "string", default: root } }, allowPositionals: true });
const pyodide = await loadPyodide();
for (const [place, folder] of [["/repo", root], ["/tree", values.tree]]) {
  pyodide.FS.mkdirTree(place);
  pyodide.FS.mount(pyodide.FS.filesystems.NODEFS, { root: folder }, place);
}
pyodide.globals.set("modules", pyodide.toPy(positionals));
pyodide.runPython(`
import importlib, sys
sys.dont_write_bytecode = True
sys.path[:0] = ["/tree", "/repo"]
for name in modules:
    importlib.import_module(f"tests.bench.{name}").main()
`);
