# id: coroutine-cr-await-origin
# family: frames
# kind: information-leak
# invariant: C, D, E
# origin: RestrictedPython's table of inspection attributes
# technique: cr_await hands out the inner coroutine that a trusted coroutine waits for, frame included
# needs: 3.7+
# pythons: 3.11.2, 3.12.1, 3.13.0
# stopped-by: permits
# fix: structural
# alive-when: canary

import contextlib
import types


@types.coroutine
def pause():
    yield


stack = contextlib.AsyncExitStack()
stack.push_async_callback(pause)
closing = stack.aclose()
closing.send(None)
print(closing.cr_await.cr_frame.f_builtins["open"]("canary.txt").read())
closing.close()
