# id: subinterp-thread-left-behind
# family: sub-interpreters
# kind: crash
# invariant: A
# origin: CPython report gh-105716
# technique: a sub-interpreter that ends while a thread still runs in it takes the whole process down
# needs: a jail that lets _xxsubinterpreters through
# pythons: 3.11.2, 3.12.1
# stopped-by: builtins, permits
# fix: structural
# alive-when: crash

import enum

load = enum.sys.modules["builtins"].__import__
interpreters = load("_xxsubinterpreters")

other = interpreters.create(isolated=False)
interpreters.run_string(other, """
import _thread, time
_thread.start_new_thread(time.sleep, (3,))
time.sleep(0.2)
""")
interpreters.destroy(other)
