# id: modular-and-gcd-big
# twin-of: resource-exhaustion/modular-and-gcd-big
# shows: long integers: modular powers, roots, digits and primes

import math


def is_prime(n):
    if n < 2 or n % 2 == 0:
        return n == 2
    odd, twos = n - 1, 0
    while odd % 2 == 0:
        odd, twos = odd // 2, twos + 1
    for base in (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37):
        if base % n == 0:
            continue
        x = pow(base, odd, n)
        if x in (1, n - 1):
            continue
        for _ in range(twos - 1):
            x = x * x % n
            if x == n - 1:
                break
        else:
            return False
    return True


assert is_prime(2 ** 127 - 1) and not is_prime(2 ** 128 - 1)
assert pow(3, -1, 11) == 4 and math.gcd(2 ** 200, 6 ** 50) == 2 ** 50 and math.lcm(4, 6) == 12
assert math.isqrt(10 ** 60) == 10 ** 30 and math.comb(50, 25) == 126410606437752
assert sum(map(int, str(math.factorial(100)))) == 648 and (2 ** 1000) % 1000 == 376
assert divmod(-7, 3) == (-3, 2) and int("ff", 16) == 255 and (1 << 70).bit_length() == 71
assert hash(2 ** 61 - 1) == 0 and round(2.5) == 2 and 0.1 + 0.2 != 0.3 and math.fsum([0.1] * 10) == 1.0
print("twin ok")
