// Runs a bench module of this folder in Pyodide, under Node:  node tests/bench/in_pyodide.mjs MODULE...
import { fileURLToPath } from "node:url";
import path from "node:path";
import { loadPyodide } from "../../web/node_modules/pyodide/pyodide.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const pyodide = await loadPyodide();
pyodide.FS.mkdirTree("/repo");
pyodide.FS.mount(pyodide.FS.filesystems.NODEFS, { root }, "/repo");
pyodide.globals.set("modules", pyodide.toPy(process.argv.slice(2)));
pyodide.runPython(`
import importlib, sys
sys.dont_write_bytecode = True
sys.path.insert(0, "/repo")
for name in modules:
    importlib.import_module(f"tests.bench.{name}").main()
`);
