# SPDX-License-Identifier: Apache-2.0
"""tests/cli/test_twins.py - honest programs that stand close to known escapes work in the cell as in Python.

A twin is known-escapes/<family>/<id>.benign.py.  It asserts its own results, and prints `twin ok` last.
"""
import json
import os
import re
import subprocess

from harness import OK, SOURCE, USAGE, ProgramTest, main

CORPUS = SOURCE / "known-escapes"
PYTHON = "/usr/bin/python3"
TWIN = ".benign.py"
LAST = "twin ok\n"
HEAD = re.compile(r"# id: (?P<id>\S+)\n# twin-of: (?P<row>\S+)\n# shows: (?P<shows>\S.*)\n\n")
LEAST_TWINS, LEAST_FAMILIES = 30, 16


def twins():
    return sorted(CORPUS.glob("*/*" + TWIN))


def plain(path):
    """What CPython makes of a program: without site, with nothing to read, and text as UTF-8."""
    return subprocess.run([PYTHON, "-I", "-S", path], stdin=subprocess.DEVNULL, capture_output=True,
                          env={**os.environ, "LC_ALL": "C.UTF-8"}, timeout=60, check=False)


class Twins(ProgramTest):
    def faults(self, path):
        """All that is wrong with a program as a twin, in CPython and in the cell."""
        outside, ended = plain(path), self.padcell("run", "--json", path)
        if outside.returncode != 0 or not outside.stdout.decode().endswith(LAST):
            return [f"CPython: {outside.returncode}, {outside.stderr.decode()[-500:]}"]
        verdict = json.loads(ended.out)
        found = [f"exit code {ended.code}, {verdict['status']}, {verdict['exception']}"] if ended.code != OK else []
        if verdict["stdout"] != outside.stdout.decode():
            found.append(f"stdout is {verdict['stdout']!r}, of CPython {outside.stdout!r}")
        return found + [f"{key}: {verdict[key]}" for key in ("denials", "violations") if verdict[key]]

    def test_every_twin_works_in_the_cell(self):
        """Each twin prints the same in CPython and in the cell, ends well, and is denied nothing."""
        for path in twins():
            with self.subTest(path.relative_to(CORPUS).as_posix()):
                self.assertEqual(self.faults(path), [])

    def test_a_twin_that_does_not_work_is_seen(self):
        """A program that fails, hides a denial, prints something else or never ends well is no twin."""
        bad = {
            "it fails in both": ("assert 1 == 2", "CPython"),
            "it fails in the cell": ("import socket", "exit code"),
            "it hides a denial": ("try:\n    import socket\nexcept ImportError:\n    pass", "denials"),
            "it prints another text": ("import sys\nprint(sys.prefix)", "stdout"),
            "it leaves early": ("raise SystemExit", "CPython"),
        }
        for what, (program, words) in bad.items():
            with self.subTest(what):
                faults = self.faults(self.file("bad.benign.py", program + '\nprint("twin ok")\n'))
                self.assertTrue(any(fault.startswith(words) for fault in faults), faults)

    def test_every_twin_stands_beside_its_escape(self):
        """The head names the escape whose file is beside it, and what the twin shows."""
        for path in twins():
            with self.subTest(path.relative_to(CORPUS).as_posix()):
                text = path.read_text(encoding="utf-8")
                head = HEAD.match(text)
                self.assertIsNotNone(head, "id, twin-of, shows, an empty line")
                name = path.name.removesuffix(TWIN)
                self.assertEqual((head["id"], head["row"]), (name, f"{path.parent.name}/{name}"))
                self.assertTrue((path.parent / f"{name}.py").is_file(), "there is no such escape")
                self.assertIn("assert ", text)
                self.assertTrue(text.endswith('print("twin ok")\n'))

    def test_there_are_enough_twins(self):
        """Many escapes of many families have a twin."""
        self.assertGreaterEqual(len(twins()), LEAST_TWINS)
        self.assertGreaterEqual(len({path.parent for path in twins()}), LEAST_FAMILIES)

    def test_twins_are_no_escapes(self):
        """Replay of a family leaves its twins out, and a twin that is named is refused for its head."""
        rows = {path.stem for path in (CORPUS / "frames").glob("*.py") if not path.name.endswith(TWIN)}
        self.assertTrue(list((CORPUS / "frames").glob("*" + TWIN)))
        ended = self.expect(self.padcell("replay", "--json", "--family", "frames"), OK)
        self.assertEqual({row["id"] for row in json.loads(ended.out)["escapes"]}, rows)
        self.expect(self.padcell("replay", twins()[0]), USAGE, "there is no key 'twin-of'")


if __name__ == "__main__":
    main()
