// SPDX-License-Identifier: Apache-2.0
// tests/compat/peers/pyodide.mjs - one test module under Pyodide:  node pyodide.mjs SUITE GUEST.py
//
// SUITE is the folder that holds the package `test`; it is mounted as the host has it.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const [suite, guest] = process.argv.slice(2);
const { loadPyodide } = createRequire(process.cwd() + "/")("pyodide");
const python = await loadPyodide({ stdout: (line) => process.stdout.write(line + "\n"), stderr: () => {} });
python.FS.mkdirTree("/suite/test");
python.FS.mount(python.FS.filesystems.NODEFS, { root: suite + "/test" }, "/suite/test");
python.runPython("import sys; sys.path.append('/suite')");
python.runPython(readFileSync(guest, "utf8"));
