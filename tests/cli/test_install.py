# SPDX-License-Identifier: Apache-2.0
"""tests/cli/test_install.py - what `cmake --install` makes works from there, alone."""
import os
import shutil

import harness
from harness import OK, ProgramTest


class Install(ProgramTest):
    def install(self):
        prefix = self.folder / "prefix"
        ended = self.execute(shutil.which("cmake"), "--install", os.environ["PADCELL_BUILD_DIR"], "--prefix", prefix)
        self.expect(ended, OK)
        return prefix

    def test_an_installation_is_complete(self):
        """From a moved prefix the doctor finds all parts in it, and a guest runs."""
        prefix = self.install()
        padcell = prefix / "bin/padcell"
        ended = self.expect(self.execute(padcell, "doctor"), OK)
        parts = ended.out.decode().partition("\nmachine")[0]
        self.assertEqual(parts.count(f"{prefix}/"), 4, parts)
        guest = self.file("guest.py", "import json, dataclasses\nprint(json.dumps([1]))\n")
        self.assertEqual(self.expect(self.execute(padcell, "run", guest), OK).out, b"[1]\n")
        self.expect(self.execute(padcell, "replay", "--family", "frames"), OK)

    def test_an_installation_holds_the_corpus_but_no_tools(self):
        """The known escapes are installed with their index; the control's source and index.py are not."""
        corpus = self.install() / "share/padcell/known-escapes"
        self.assertTrue((corpus / "INDEX.md").is_file())
        self.assertTrue(any(corpus.glob("*/*.py")))
        self.assertFalse((corpus / "naive").exists())
        self.assertFalse((corpus / "index.py").exists())


if __name__ == "__main__":
    harness.main()
