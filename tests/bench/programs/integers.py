# SPDX-License-Identifier: Apache-2.0
"""Integers: sieve, divisions and large powers."""

limit = 120000
sieve = bytearray([1]) * (limit + 1)
for n in range(2, int(limit ** 0.5) + 1):
    if sieve[n]:
        sieve[n * n::n] = bytes(len(range(n * n, limit + 1, n)))
primes = [n for n in range(2, limit) if sieve[n]]
print(len(primes), sum(pow(3, p, 1009) for p in primes), sum(divmod(p, 7)[1] for p in primes))
print(len(str(7 ** 3000)))
