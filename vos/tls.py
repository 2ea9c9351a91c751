"""TLS contexts over what `python -m certs` makes: the lab's CA, and a certificate and key per node."""

from __future__ import annotations

import ssl
from pathlib import Path

from vos.service import CannotServe

CA = "ca.pem"
CERTIFICATE = "{name}.pem"
KEY = "{name}.key"

# Of TLS 1.2 what is forward secret and authenticates what it encrypts (RFC 9325 section 4.2); TLS 1.3 has
# nothing else. Java 8 and later, browsers and other XMPP servers all speak it.
CIPHERS = "ECDHE+AESGCM:ECDHE+CHACHA20"


def server_context(certs: Path, name: str) -> ssl.SSLContext:
    """What the node `name` serves with. CannotServe names a file that is missing or broken."""
    context = _strict(ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER))
    certificate, key = certs / CERTIFICATE.format(name=name), certs / KEY.format(name=name)
    _must_exist(certificate, key)
    try:
        context.load_cert_chain(certificate, key)
    except ssl.SSLError as error:
        raise CannotServe(f"certificate {certificate} and its key do not fit: {_cure(certs)}") from error
    return context


def client_context(certs: Path) -> ssl.SSLContext:
    """What a client of the lab's services verifies them with: the lab's CA and no other."""
    ca = certs / CA
    _must_exist(ca)
    return _strict(ssl.create_default_context(cafile=str(ca)))


def outward_context(certs: Path) -> ssl.SSLContext:
    """What other people's servers are verified with: the lab's CA, and those that this system trusts."""
    ca = certs / CA
    _must_exist(ca)
    context = ssl.create_default_context()
    context.load_verify_locations(ca)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def _strict(context: ssl.SSLContext) -> ssl.SSLContext:
    """TLS 1.2 or 1.3 as it is recommended, and no handshake within a connection, which costs the server most.

    A session's ticket is sealed with a key that this context has made, so it ends with the process.
    """
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers(CIPHERS)
    context.options |= ssl.OP_NO_RENEGOTIATION | ssl.OP_NO_COMPRESSION
    return context


def _cure(certs: Path) -> str:
    return f"make new ones with `python -m certs {certs}`"


def _must_exist(*files: Path) -> None:
    for file in files:
        if not file.is_file():
            raise CannotServe(f"certificate file {file} is missing: {_cure(file.parent)}")
