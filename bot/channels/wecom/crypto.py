"""AES and signatures as all of WeCom's callbacks have them (protocol A3.1), and the ciphertext of its files (A2.5)."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

BLOCK = 32
"""PKCS#7 over 32 bytes, twice the cipher's own block, which is why no library unpads it."""
HEAD = 20
"""Sixteen random bytes and the length of what follows."""


class Forged(Exception):
    """A signature, padding or receiver that is not right; never says which to whoever sent it."""


def read_key(said: str) -> bytes:
    """The 32 bytes of an EncodingAESKey (43 signs) or of a file's `aeskey`, whose padding is often missing. ValueError when it is none."""
    try:
        key = base64.b64decode(said + "=" * (-len(said) % 4), validate=True)
    except (binascii.Error, ValueError):
        raise ValueError("a key of 43 signs of base64 was expected") from None
    if len(key) != 32:
        raise ValueError("a key of 32 bytes was expected")
    return key


@dataclass(frozen=True, slots=True)
class Envelope:
    """Seals and opens what passes between WeCom and us. `receiver` is empty for an enterprise's own bot."""

    token: str = field(repr=False)
    key: bytes = field(repr=False)
    receiver: str = ""

    def sign(self, timestamp: str, nonce: str, sealed: str) -> str:
        """Hex SHA-1 over the four strings in the order of their bytes."""
        parts = sorted(part.encode() for part in (self.token, timestamp, nonce, sealed))
        return hashlib.sha1(b"".join(parts)).hexdigest()

    def check(self, signature: str, timestamp: str, nonce: str, sealed: str) -> None:
        """Forged unless signed with our token; compared in constant time, before anything is opened."""
        if not hmac.compare_digest(signature.encode("utf-8", "replace"), self.sign(timestamp, nonce, sealed).encode()):
            raise Forged

    def seal(self, said: bytes, random: bytes = b"") -> str:
        """Ciphertext in base64."""
        head = (random or secrets.token_bytes(16)) + len(said).to_bytes(4, "big")
        return base64.b64encode(_encrypt(self.key, head + said + self.receiver.encode())).decode()

    def open(self, sealed: str) -> bytes:
        """What was sealed; Forged when it was not sealed for us."""
        try:
            plain = decrypt(self.key, base64.b64decode(sealed, validate=True))
        except (binascii.Error, ValueError):
            raise Forged from None
        if len(plain) < HEAD:
            raise Forged
        length = int.from_bytes(plain[16:HEAD], "big")
        said, receiver = plain[HEAD : HEAD + length], plain[HEAD + length :]
        if len(said) != length or receiver != self.receiver.encode():
            raise Forged
        return said


def decrypt(key: bytes, sealed: bytes) -> bytes:
    """AES-256-CBC whose first vector is the key's own beginning; ValueError when the padding is not one of 1 to 32 equal bytes."""
    if not sealed or len(sealed) % 16:
        raise ValueError("no whole number of blocks")
    opener = Cipher(algorithms.AES(key), modes.CBC(key[:16])).decryptor()
    plain = opener.update(sealed) + opener.finalize()
    pad = plain[-1]
    if not 1 <= pad <= BLOCK or plain[-pad:] != bytes([pad]) * pad:
        raise ValueError("wrong padding")
    return plain[:-pad]


def _encrypt(key: bytes, plain: bytes) -> bytes:
    pad = BLOCK - len(plain) % BLOCK
    sealer = Cipher(algorithms.AES(key), modes.CBC(key[:16])).encryptor()
    return sealer.update(plain + bytes([pad]) * pad) + sealer.finalize()
