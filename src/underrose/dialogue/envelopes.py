"""A point on its way from a page to us: closed to the key of its session, so that whoever carries it cannot read it.

The page draws a key for each point and agrees with the key of the session on a secret (ECDH on P-256, NIST SP 800-56A);
HKDF-SHA-256 (RFC 5869) makes of it the key of AES-256-GCM (NIST SP 800-38D). The page forgets its own key at once: from
then on only the private key of the session opens the point. `static/dialogue/envelope.js` closes; this module opens.

    base64url( version 1 | public key of the point, 65 bytes | nonce, 12 bytes | what was said, closed )

What is inside is filled up with blanks to a multiple of 256 bytes, so that its length tells little.
"""

import base64
import binascii
import json
import os
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

VERSION = b"\x01"
CURVE = ec.SECP256R1()
POINT_SIZE, NONCE_SIZE, TAG_SIZE, SCALAR_SIZE, BLOCK = 65, 12, 16, 32, 256
HEAD = len(VERSION) + POINT_SIZE
LONGEST = 32 * 1024
"""Characters of the longest envelope that is opened at all: 2,000 characters of any script fit twice."""


class Unreadable(Exception):
    """This is no envelope for this session, or it was changed on its way."""


def new_key() -> ec.EllipticCurvePrivateKey:
    """A key pair for one session or group."""
    return ec.generate_private_key(CURVE)


def private_bytes(key: ec.EllipticCurvePrivateKey) -> bytes:
    """The private key as 32 bytes, to be kept sealed."""
    return key.private_numbers().private_value.to_bytes(SCALAR_SIZE, "big")


def private_key(kept: bytes) -> ec.EllipticCurvePrivateKey:
    """The private key that `private_bytes` wrote down."""
    return ec.derive_private_key(int.from_bytes(kept, "big"), CURVE)


def public_text(key: ec.EllipticCurvePrivateKey) -> str:
    """The public key as pages carry it: an uncompressed point in base64url."""
    return _text(_point(key))


def closed(public: str, note: str, content: dict[str, Any]) -> str:
    """Close what was said to the public key of a session, as a page does."""
    return closed_with(new_key(), os.urandom(NONCE_SIZE), public, note, content)


def closed_with(
    own: ec.EllipticCurvePrivateKey, nonce: bytes, public: str, note: str, content: dict[str, Any]
) -> str:
    """The same with a key and a nonce that are given; neither may be used twice."""
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, _bytes(public))
    head = VERSION + _point(own)
    cipher = AESGCM(_secret(own.exchange(ec.ECDH(), theirs), head, note))
    plain = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    plain += b" " * (-len(plain) % BLOCK)
    return _text(head + nonce + cipher.encrypt(nonce, plain, head))


def opened(key: ec.EllipticCurvePrivateKey, note: str, envelope: str) -> dict[str, Any]:
    """What was said, as the page wrote it; nothing in it is checked yet. `Unreadable` for all that is no envelope."""
    try:
        raw = _bytes(envelope)
        head, nonce, rest = raw[:HEAD], raw[HEAD : HEAD + NONCE_SIZE], raw[HEAD + NONCE_SIZE :]
        if head[:1] != VERSION or len(rest) < TAG_SIZE:
            raise Unreadable
        theirs = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, head[1:])
        plain = AESGCM(_secret(key.exchange(ec.ECDH(), theirs), head, note)).decrypt(nonce, rest, head)
        content = json.loads(plain)
    except (InvalidTag, ValueError, RecursionError) as fault:
        raise Unreadable from fault
    if not isinstance(content, dict):
        raise Unreadable
    return content


def _secret(agreed: bytes, head: bytes, note: str) -> bytes:
    return HKDF(SHA256(), 32, salt=head, info=f"underrose point|{note}".encode()).derive(agreed)


def _point(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    """The bytes behind base64url without its filling; ValueError for anything else."""
    if len(text) > LONGEST:
        raise ValueError("Longer than any envelope.")
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except binascii.Error as fault:
        raise ValueError("Not base64url.") from fault
