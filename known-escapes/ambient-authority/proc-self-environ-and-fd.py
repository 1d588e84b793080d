# id: proc-self-environ-and-fd
# family: ambient-authority
# kind: information-leak
# invariant: C, G
# origin: general knowledge of procfs
# technique: links in /proc/self lead to the process's own folder and descriptors, under names that no path filter expects
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits, builtins
# fix: structural
# alive-when: canary

import io

print(io.open("/proc/self/cwd/canary.txt").read())
