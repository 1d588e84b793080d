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
     "[len(_overload_registry[f.__module__][f.__qualname__])] = func",
     "the line number only keeps overloads apart; the code object is closed by permits"),
]
