# id: genexpr-frame-local-iterator
# family: memory-safety
# kind: crash
# invariant: A, G
# origin: CPython report gh-125038
# technique: the hidden iterator of a generator expression is replaced through the frame's locals by something that is none
# needs: 3.13
# pythons: 3.13.0
# stopped-by: permits, supervisor
# fix: structural
# alive-when: crash

numbers = (n for n in range(10))
numbers.gi_frame.f_locals[".0"] = 1
list(numbers)
