# SPDX-License-Identifier: Apache-2.0
"""tests/compat/peers/count.py - how much of CPython's own tests each peer keeps.

    count.py FOLDER PEERS.csv

FOLDER is what peers.sh made: pyodide/ with the npm package, trixie/ with the Debian root.
"""

import csv
import datetime
import json
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
import run  # pylint: disable=wrong-import-position

LIBRARY = "/usr/lib/python3.11"
WALL = 180


def finish(command, folder):
    """What it printed, a process that hangs included."""
    try:
        done = subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True,
                              timeout=WALL, check=False)
        return run.Results(done.stdout.decode(errors="replace"))
    except subprocess.TimeoutExpired as late:
        return run.Results((late.stdout or b"").decode(errors="replace"))


class Pyodide:
    name = "Pyodide"

    def __init__(self, folder):
        self.folder = folder / "pyodide"
        facts = json.loads((self.folder / "node_modules/pyodide/package.json").read_text())
        lock = json.loads((self.folder / "node_modules/pyodide/pyodide-lock.json").read_text())
        self.version, self.python = facts["version"], lock["info"]["python"]

    def run(self, module, guest):
        return finish(["node", str(HERE / "pyodide.mjs"), LIBRARY, guest], self.folder)


class Restricted:
    name = "RestrictedPython"

    def __init__(self, folder):
        self.root = folder / "trixie"
        self.suite = self.root / "suite"
        shutil.rmtree(self.suite, ignore_errors=True)
        shutil.copytree(f"{LIBRARY}/test", self.suite / "test", symlinks=True,
                        ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(HERE / "restricted.py", self.suite)
        self.version = self.ask("from importlib.metadata import version; print(version('RestrictedPython'))")
        self.python = self.ask("import platform; print(platform.python_version())")

    def ask(self, program):
        return subprocess.run(["chroot", self.root, "python3", "-c", program], capture_output=True,
                              text=True, check=True).stdout.strip()

    def run(self, module, guest):
        shutil.copy(guest, self.suite)
        return finish(["chroot", str(self.root), "python3", "/suite/restricted.py", "/suite",
                       "/suite/" + os.path.basename(guest), module], "/")


def main():
    folder, table = Path(sys.argv[1]).resolve(), Path(sys.argv[2])
    guests = folder / "guests"
    guests.mkdir(exist_ok=True)
    peers = [Pyodide(folder), Restricted(folder)]
    kept, total = {peer.name: 0 for peer in peers}, 0

    def measure(module):
        guest = guests / (module + ".py")
        guest.write_text((run.HERE / "guest.py").read_text() + f"\n\nmain({module!r})\n")
        bare = run.run_bare("/usr/bin/python3", str(guest)).passed
        return module, bare, [peer.run(module, str(guest)).passed for peer in peers]

    with ThreadPoolExecutor(2) as pool:
        for module, bare, results in pool.map(measure, run.names_of_modules()):
            total += bare.total()
            for peer, passed in zip(peers, results):
                kept[peer.name] += (bare & passed).total()
            print(module, bare.total(), *[(bare & passed).total() for passed in results], flush=True)
    with open(table, "w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(["peer", "version", "python", "kept", "tests", "date"])
        for peer in peers:
            rows.writerow([peer.name, peer.version, peer.python, kept[peer.name], total,
                           datetime.date.today().isoformat()])


main()
