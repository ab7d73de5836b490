"""Finite fields of small order, as tables: GF(p^k) with numbers 0 to p^k - 1 for the polynomials over GF(p)."""

from functools import cache
from itertools import product

_LARGEST = 1_000
Table = tuple[tuple[int, ...], ...]


@cache
def field(order: int) -> tuple[Table, Table] | None:
    """Addition and multiplication, or None where no field has this order. Time O(order² k), for orders up to 1,000."""
    found = _prime_power(order) if order <= _LARGEST else None
    if found is None:
        return None
    prime, degree = found
    modulus = _irreducible(prime, degree)
    numbers = [_digits(number, prime, degree) for number in range(order)]
    plus = tuple(
        tuple(_number([(x + y) % prime for x, y in zip(one, other, strict=True)], prime) for other in numbers)
        for one in numbers
    )
    times = tuple(
        tuple(_number(_times(one, other, modulus, prime), prime) for other in numbers) for one in numbers
    )
    return plus, times


def is_order(order: int) -> bool:
    """Whether `field` gives one: a power of a prime, up to 1,000. Time O(order)."""
    return order <= _LARGEST and _prime_power(order) is not None


def _prime_power(order: int) -> tuple[int, int] | None:
    if order < 2:  # noqa: PLR2004 - one element alone is no field
        return None
    prime = next(factor for factor in range(2, order + 1) if order % factor == 0)
    degree, left = 0, order
    while left % prime == 0:
        left //= prime
        degree += 1
    return (prime, degree) if left == 1 else None


def _digits(number: int, prime: int, degree: int) -> list[int]:
    """Coefficients, the constant first."""
    return [number // prime**power % prime for power in range(degree)]


def _number(digits: list[int], prime: int) -> int:
    return sum(digit * prime**power for power, digit in enumerate(digits))


def _times(one: list[int], other: list[int], modulus: list[int], prime: int) -> list[int]:
    degree = len(one)
    found = [0] * (2 * degree - 1)
    for x, left in enumerate(one):
        for y, right in enumerate(other):
            found[x + y] = (found[x + y] + left * right) % prime
    return _remainder(found, modulus, prime)[:degree]


def _remainder(found: list[int], modulus: list[int], prime: int) -> list[int]:
    """Of division by a polynomial whose highest coefficient is 1."""
    found = list(found)
    degree = len(modulus) - 1
    for power in range(len(found) - 1, degree - 1, -1):
        lead = found[power]
        for place, coefficient in enumerate(modulus):
            found[power - degree + place] = (found[power - degree + place] - lead * coefficient) % prime
    return (found + [0] * degree)[:degree]


def _irreducible(prime: int, degree: int) -> list[int]:
    """The first polynomial of this degree, highest coefficient 1, that no polynomial of half its degree divides."""
    for low in product(range(prime), repeat=degree):
        candidate = [*reversed(low), 1]
        divisors = (
            [*reversed(rest), 1]
            for size in range(1, degree // 2 + 1)
            for rest in product(range(prime), repeat=size)
        )
        if all(any(_remainder(candidate, divisor, prime)) for divisor in divisors):
            return candidate
    raise AssertionError("every finite field has one")
