# SPDX-License-Identifier: Apache-2.0
# Places where CPython gives an address away that is neither an identity nor a hash nor a repr.
import array
import functools
import json.encoder

numbers = array.array("i", range(1000))
address, length = numbers.buffer_info()
assert length == 1000 and numbers.buffer_info() == (address, length)
print(address)

lock = functools.RLock()
lock.acquire()
lock.acquire()
print(lock)
assert " owner=1 count=2 " in repr(lock), repr(lock)
state = lock._release_save()
print(state)
assert state[0] == 2
lock._acquire_restore(state)
lock.release()
lock.release()
assert " owner=0 count=0 " in repr(lock), repr(lock)

markers = {}
told = []


def default(thing):
    told.extend(markers)
    return None


encoder = json.encoder.c_make_encoder(markers, default, json.encoder.encode_basestring_ascii, None, ":", ",", False, False, True)
print(encoder([{"a": object()}], 0), markers, told)
assert not told and not markers
circle = []
circle.append(circle)
try:
    json.dumps(circle)
    raise AssertionError("a circle was encoded")
except ValueError as problem:
    print(problem)
try:
    print(encoder.markers)
    raise AssertionError("the markers are shown")
except PermissionError as problem:
    print(problem)
print(object())
