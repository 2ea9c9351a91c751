"""Passwords: only their scrypt hash is kept.

The cost is low on purpose (about 4 ms): four hundred agents who sign in within the same second after a
failover must not wait for each other. Source of the function: RFC 7914.
"""

from __future__ import annotations

import hashlib
import hmac
import os

COST, BLOCK, PARALLEL = 2**10, 8, 1
SALT_BYTES, KEY_BYTES = 16, 32


def hashed(password: str) -> str:
    """`scrypt$cost$block$parallel$salt$key`, salt and key in hex."""
    salt = os.urandom(SALT_BYTES)
    key = _key(password, salt, COST, BLOCK, PARALLEL)
    return f"scrypt${COST}${BLOCK}${PARALLEL}${salt.hex()}${key.hex()}"


def matches(password: str, stored: str) -> bool:
    """Whether the password is the one that was hashed; takes the same time either way."""
    _, cost, block, parallel, salt, key = stored.split("$")
    found = _key(password, bytes.fromhex(salt), int(cost), int(block), int(parallel))
    return hmac.compare_digest(found, bytes.fromhex(key))


def _key(password: str, salt: bytes, cost: int, block: int, parallel: int) -> bytes:
    return hashlib.scrypt(
        password.encode(errors="surrogatepass"), salt=salt, n=cost, r=block, p=parallel, dklen=KEY_BYTES
    )
