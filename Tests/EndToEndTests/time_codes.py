"""What an authenticator app shows."""

import base64
import hashlib
import hmac
import struct
import time


def time_code(secret, at=None):
    """As an authenticator app makes it that does what it is asked for (RFC 6238, with SHA-256)."""
    key = base64.b32decode(secret.replace(" ", "").upper() + "=" * (-len(secret.replace(" ", "")) % 8))
    digest = hmac.new(key, struct.pack(">Q", int(at or time.time()) // 30), hashlib.sha256).digest()
    place = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[place:place + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"
