# SPDX-License-Identifier: Apache-2.0
"""bundle/transforms.py - reviewed changes to standard modules on their way into the bundle.

Each row: module, the text it must hold exactly once, the text in its place, the reason.  A row whose
text is not found exactly once stops the build: a new CPython must be looked at again.
"""

TRANSFORMS = [
    ("collections", "    code = f'lambda _cls, {arg_list}: _tuple_new",
     "    namespace['_defaults'] = field_defaults\n"
     "    given = ', '.join(name + (f'=_defaults[{name!r}]' if name in field_defaults else '')\n"
     "                      for name in field_names)\n"
     "    code = f'lambda _cls, {given}: _tuple_new",
     "defaults are written into the text of the function: setting them afterwards is closed"),
    ("collections", "        __new__.__defaults__ = defaults", "        pass", "see above"),
    ("typing", "globalns = getattr(nsobj, '__globals__', {})",
     "from _padcell import names_for_annotations as names; globalns = names(nsobj)",
     "annotations given as text are evaluated in a copy of the function's namespace; the namespace "
     "itself is closed by permits"),
    ("typing", "nm_tpl.__bases__ = bases",
     "nm_tpl = nm_tpl if bases == nm_tpl.__bases__ else type(typename, bases, {\n"
     "            **vars(nm_tpl), '__orig_bases__': ns.get('__orig_bases__', bases)})",
     "a class is made anew with its generic base: re-parenting an existing one is closed; Generic asks "
     "for the bases as they were written"),
    ("typing", "[f.__code__.co_firstlineno] = func",
     "[_first_line(f)] = func", "the helper tells the line without the code object"),
    ("unittest.result", "'__unittest' in tb.tb_frame.f_globals",
     "traceback._padcell.traceback_entries(tb)[0][0].startswith('unittest/')",
     "levels of the test runner are told by their file; the frame is closed by permits"),
    ("traceback", "import collections.abc\n", "import _padcell\nimport collections.abc\n"
     "from types import SimpleNamespace as _Facts\n",
     "facts of frames come from the helper, as plain data"),
    ("traceback", """def walk_tb(tb):
    \"\"\"Walk a traceback yielding the frame and line number for each frame.""",
     """def _walk_facts(tb):
    for file, line, name, *rest in _padcell.traceback_entries(tb) if tb is not None else ():
        code = _Facts(co_filename=file, co_name=name)
        yield _Facts(f_code=code, f_globals={}, f_locals={}), (line, rest[1], rest[0], rest[2])


def walk_tb(tb):
    \"\"\"Walk a traceback yielding the frame and line number for each frame.""", "see above"),
    ("traceback", """    while tb is not None:
        yield tb.tb_frame, tb.tb_lineno
        tb = tb.tb_next
""", """    for facts, places in _walk_facts(tb):
        yield facts, places[0]
""", "see above"),
    ("traceback", """    while tb is not None:
        positions = _get_code_position(tb.tb_frame.f_code, tb.tb_lasti)
        # Yield tb_lineno when co_positions does not have a line number to
        # maintain behavior with walk_tb.
        if positions[0] is None:
            yield tb.tb_frame, (tb.tb_lineno, ) + positions[1:]
        else:
            yield tb.tb_frame, positions
        tb = tb.tb_next
""", "    yield from _walk_facts(tb)\n", "see above"),
    ("traceback", "        f = sys._getframe().f_back.f_back.f_back.f_back\n",
     "        return\n", "the stack that runs is closed: it shows as empty"),
    ("traceback", """    while tb is not None:
        try:
            tb.tb_frame.clear()
        except RuntimeError:
            # Ignore the exception raised if the frame is still executing.
            pass
        tb = tb.tb_next
""", """    if tb is not None:
        _padcell.clear_frames(tb)
""", "the helper clears without handing out the frame"),
    ("doctest", "import pdb\nimport re", "import re", "the debugger reads frames and traces"),
    ("doctest", "class _OutputRedirectingPdb(pdb.Pdb):", "class _OutputRedirectingPdb:", "see above"),
    ("doctest", "pdb.Pdb.__init__(self, stdout=out, nosigint=True)", "pass", "see above"),
    ("doctest", "        save_trace = sys.gettrace()\n        save_set_trace = pdb.set_trace\n", "",
     "see above"),
    ("doctest", "        self.debugger.reset()\n        pdb.set_trace = self.debugger.set_trace\n", "",
     "see above"),
    ("doctest", "            pdb.set_trace = save_set_trace\n            sys.settrace(save_trace)\n", "",
     "see above"),
    ("doctest", "return module.__dict__ is object.__globals__",
     "return module.__name__ == object.__module__", "the namespace of a function is closed by permits"),
    ("doctest", "obj = obj.__code__\n", "pass\n", "see below"),
    ("doctest", "if inspect.iscode(obj):\n            lineno = obj.co_firstlineno - 1",
     "if inspect.isfunction(obj):\n            lineno = traceback._padcell.first_line(obj) - 1",
     "the helper tells the line without the code object"),
    ("collections", "_sys._getframe(1).f_globals.get('__name__', '__main__')",
     "_caller_module(1) or '__main__'", "the helper tells the name without the frame"),
    ("collections", "import sys as _sys\n", "import sys as _sys\nfrom _padcell import caller_module as "
     "_caller_module\n", "see above"),
    ("enum", "sys._getframe(2).f_globals['__name__']", "_caller_module(2)",
     "the helper tells the name without the frame"),
    ("enum", "import builtins as bltns\n", "import builtins as bltns\nfrom _padcell import caller_module as "
     "_caller_module\n", "see above"),
    ("typing", "sys._getframe(depth + 1).f_globals.get('__name__', default)",
     "_caller_module(depth + 1) or default", "the helper tells the name without the frame"),
    ("typing", "import functools\n", "import functools\nfrom _padcell import caller_module as "
     "_caller_module, first_line as _first_line\n", "see above"),
    ("pickle", "        sys.audit('pickle.find_class', module, name)\n", "",
     "audit hooks are the host's; importing a module asks the importer as ever"),
    ("doctest", "sys.modules[sys._getframe(depth).f_globals['__name__']]",
     "sys.modules[traceback._padcell.caller_module(depth)]",
     "the helper tells the name without the frame"),
]
