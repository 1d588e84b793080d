# SPDX-License-Identifier: Apache-2.0
# PATH is the name of a file that the guest was never given; nothing that prints a traceback may read it.
import io
import sys
import traceback
import warnings

try:
    import linecache
except ImportError:
    linecache = None  # the policy has it not

program = compile("def fail():\n    raise ValueError('planned')\n", PATH, "exec")
names = {"__name__": "module", "__file__": PATH}
exec(program, names)


def caught(make):
    try:
        make()
    except BaseException as problem:
        return problem


problem = caught(names["fail"])
syntax = SyntaxError("planned", (PATH, 1, 1, None))


class Loud:
    def __del__(self):
        names["fail"]()


def attempt(make):
    try:
        print(make())
    except Exception as refused:
        print(type(refused).__name__)


paths = [
    lambda: traceback.print_exception(problem),
    lambda: "".join(traceback.format_exception(problem)),
    lambda: "".join(traceback.format_tb(problem.__traceback__)),
    lambda: [entry.line for entry in traceback.extract_tb(problem.__traceback__)],
    lambda: traceback.FrameSummary(PATH, 1, "fail", lookup_line=True).line,
    lambda: traceback.StackSummary.from_list([(PATH, 1, "fail", None)]).format(),
    lambda: traceback.print_exception(syntax),
    lambda: "".join(traceback.format_exception_only(syntax)),
    lambda: linecache.getline(PATH, 1),
    lambda: linecache.getlines(PATH, names),
    lambda: linecache.updatecache(PATH),
    lambda: linecache.checkcache(PATH),
    lambda: linecache.lazycache(PATH, names),
    lambda: sys.excepthook(type(problem), problem, problem.__traceback__),
    lambda: sys.excepthook(SyntaxError, syntax, None),
    lambda: Loud() and None,
    lambda: warnings.warn_explicit("planned", UserWarning, PATH, 1),
    lambda: warnings.showwarning("planned", UserWarning, PATH, 1),
    lambda: warnings.formatwarning("planned", UserWarning, PATH, 1),
    lambda: exec(compile("import warnings\nwarnings.warn('planned')\n", PATH, "exec")),
    lambda: traceback.print_exception(caught(lambda: compile("1 +\n", PATH, "exec"))),
    lambda: repr(caught(lambda: compile("(", PATH, "exec")).text),
    lambda: traceback.TracebackException.from_exception(problem, capture_locals=True).stack.format(),
    lambda: io.open(PATH).read(),
]
for path in paths:
    attempt(path)
names["fail"]()
