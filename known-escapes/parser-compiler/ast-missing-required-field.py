# id: ast-missing-required-field
# family: parser-compiler
# kind: crash
# invariant: A
# origin: CPython report gh-105588
# technique: a syntax tree made by hand with a required child left out is compiled without a look, up to 3.11
# needs: 3.11 or before
# pythons: 3.11.2
# stopped-by: builtins, permits
# fix: structural
# alive-when: crash

import dataclasses

ast = dataclasses.inspect.ast
tree = ast.parse("[a for a in b]")
tree.body[0].value.generators[0].iter = None
compile = print.__self__.compile
compile(tree, "tree", "exec")
