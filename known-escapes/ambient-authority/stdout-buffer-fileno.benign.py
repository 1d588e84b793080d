# id: stdout-buffer-fileno
# twin-of: ambient-authority/stdout-buffer-fileno
# shows: text and bytes written to standard output in their order

import sys

sys.stdout.write("text ")
sys.stdout.flush()
sys.stdout.buffer.write(b"bytes\n")
sys.stdout.buffer.flush()
sys.stdout.writelines(["a\n", "b\n"])
print("über", file=sys.stdout, flush=True)
assert sys.stdout.encoding.lower() == "utf-8" and sys.stdout.writable() and not sys.stdout.readable()
assert sys.stdin.read() == "" and sys.stdin.readable()
assert not sys.stdout.closed and not sys.stdin.isatty()
print("twin ok")
