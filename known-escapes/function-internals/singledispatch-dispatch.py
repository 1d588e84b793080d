# id: singledispatch-dispatch
# family: function-internals
# kind: escape
# invariant: D, E
# origin: found while probing CPython
# technique: the wrapper's dispatch attribute is a function of functools, with the globals of that module
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits
# fix: structural
# alive-when: canary

import functools

wrapper = functools.singledispatch(len)
print(wrapper.dispatch.__globals__["__builtins__"]["open"]("canary.txt").read())
