# id: environment-variables
# twin-of: ambient-authority/environment-variables
# shows: an environment read with defaults, paths joined, and settings taken from constants

import os
import os.path

level = os.environ.get("PADCELL_TWIN_LEVEL", "info")
assert level == "info" and os.getenv("PADCELL_TWIN_NOT_SET") is None and "PADCELL_TWIN_NOT_SET" not in os.environ
assert os.path.join("a", "..", "b") == "a/../b" and os.path.normpath("a/../b") == "b"
assert os.path.splitext("a/b.txt") == ("a/b", ".txt") and os.path.basename("/x/y") == "y"
assert os.path.dirname("/x/y") == "/x" and os.path.isabs("/x") and os.path.commonprefix(["ab", "ac"]) == "a"
assert os.sep == "/" and os.linesep == "\n" and os.fspath("p") == "p" and os.curdir == "."


class Name:
    def __fspath__(self):
        return "from/name"


assert os.path.join(Name(), "x") == "from/name/x" and isinstance("p", str | os.PathLike)
print("twin ok")
