# SPDX-License-Identifier: Apache-2.0
"""tests/compat/guest.py - runs one of CPython's test modules and prints one line a test function.

The same text runs under bare CPython and in a cell; run.py appends the call of main().
"""

import sys
import unittest

MARK = "\x1ecompat"
OUT = sys.stdout


def say(kind, name, why=""):
    """One line of the answer: what became of which test, and the end of the reason."""
    text = " ".join(str(why).split())[-300:]
    OUT.write(f"\n{MARK}\t{kind}\t{name}\t{ascii(text)}\n")
    OUT.flush()


class Result(unittest.TestResult):
    """Tells what became of each test as soon as it has ended."""

    def startTest(self, test):
        super().startTest(test)
        self.kind, self.why = "pass", ""
        say("begin", test.id())

    def stopTest(self, test):
        super().stopTest(test)
        say(self.kind, test.id(), self.why)

    def worse(self, error):
        self.kind = "fail"
        try:
            self.why = f"{error[0].__name__}: {error[1]}"
        except Exception:
            self.why = error[0].__name__

    def addError(self, test, error):
        if not isinstance(test, unittest.TestCase):
            say("broken", test.id(), f"{error[0].__name__}: {error[1]}")  # setUpClass, setUpModule
        self.worse(error)

    addFailure = addError

    def addSubTest(self, test, subtest, error):
        if error is not None:
            self.worse(error)

    def addSkip(self, test, reason):
        if not isinstance(test, unittest.TestCase):
            say("broken", test.id(), reason)
        elif self.kind == "pass":
            self.kind, self.why = "skip", reason

    def addUnexpectedSuccess(self, test):
        self.kind, self.why = "fail", "unexpected success"


class StandIn:
    """A module with some names replaced."""

    def __init__(self, module, **names):
        self.__dict__.update(names)
        self._module = module

    def __getattr__(self, name):
        return getattr(self._module, name)


class Frame:
    """What warnings_helper asks of a frame: the warnings that its module has given."""

    f_globals = {}


def fit_cell():
    """What a helper of the tests does when it is called, and a cell refuses."""
    from test.support import warnings_helper
    warnings_helper.sys = StandIn(sys, _getframe=lambda depth=0: Frame)


def fit_module(module):
    """test_decimal makes a test of each file of a folder: here the folder is empty."""
    if module.__name__ == "test.test_decimal":
        module.os = StandIn(module.os, listdir=lambda path: [])


# C modules made to test CPython's C interface, and no part of Python: missing on both sides.
OF_CPYTHON = ("_testbuffer", "_testcapi", "_testimportmultiple", "_testinternalcapi",
              "_testmultiphase", "_xxtestfuzz", "xxsubtype")


def suite_of(module):
    """The module's tests; without those of its load_tests() when that fails, which is told."""
    loader = unittest.defaultTestLoader
    suite = loader.loadTestsFromModule(module)
    if not any(isinstance(test, unittest.loader._FailedTest) for test in suite):
        return suite
    say("broken", module.__name__, "load_tests() failed")
    classes = [each for each in vars(module).values()
               if isinstance(each, type) and issubclass(each, unittest.TestCase)]
    return unittest.TestSuite(map(loader.loadTestsFromTestCase, classes))


def main(name):
    """Run the module's tests, by its test_main() where it has one, as regrtest does."""
    sys.modules.update(dict.fromkeys(OF_CPYTHON))
    from test import support
    support.use_resources = []  # as regrtest without -u; None would mean all of them
    support._run_suite = lambda suite: suite.run(Result())
    in_cell = not hasattr(sys, "_getframe")
    if in_cell:
        fit_cell()
    __import__(name)
    module = sys.modules[name]
    if in_cell:
        fit_module(module)
    if hasattr(module, "test_main"):
        module.test_main()
    else:
        suite_of(module).run(Result())
    say("end", name)
