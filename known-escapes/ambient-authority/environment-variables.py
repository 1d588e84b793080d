# id: environment-variables
# family: ambient-authority
# kind: information-leak
# invariant: C, G
# origin: n8n keeps the environment from its runners
# technique: the environment is copied into os.environ at start, so a secret given to the process is read with no system call
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: builtins, permits
# fix: structural
# alive-when: canary

import random

print(random._os.environ["PADCELL_CANARY"])
