"""The node's SSH host key: made once, and its owner's alone."""

from __future__ import annotations

from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from vos import private
from vos.service import CannotServe


def have(file: Path) -> None:
    """Have this file: clients remember the key in it. CannotServe if it can neither be read nor made."""
    try:
        private.folder(file.parent)
        if file.exists():
            private.file(file)
            return
        key = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption())
        private.replace(file, key)
    except OSError as error:
        raise CannotServe(f"sftp_key: cannot have {file}: {error.strerror}") from None
