# id: sys-monitoring-callbacks
# family: interpreter-hooks
# kind: escape
# invariant: C, D, E
# origin: found while probing CPython
# technique: a monitoring callback is given what host functions call: here a method of the real import, which keeps builtins
# needs: 3.12+
# pythons: 3.12.1, 3.13.0
# stopped-by: builtins, permits
# fix: structural
# alive-when: canary

import enum

monitoring = enum.sys.monitoring
found = []


def on_call(code, offset, function, argument):
    module = getattr(function, "__self__", None)
    if getattr(module, "__name__", "") == "builtins" and not found:
        found.append(module)


monitoring.use_tool_id(3, "tool")
monitoring.register_callback(3, monitoring.events.CALL, on_call)
monitoring.set_events(3, monitoring.events.CALL)
import colorsys

monitoring.set_events(3, 0)
print(found[0].open("canary.txt").read())
