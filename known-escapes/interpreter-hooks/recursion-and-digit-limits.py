# id: recursion-and-digit-limits
# family: interpreter-hooks
# kind: denial-of-service
# invariant: A, F
# origin: documented limits of CPython
# technique: sys lifts the limit on digits that protects the processor from the square cost of reading a large integer
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: supervisor, builtins
# fix: structural
# alive-when: exhausts

import enum

enum.sys.set_int_max_str_digits(0)
print(int("9" * 20_000_000, 11) % 2)
