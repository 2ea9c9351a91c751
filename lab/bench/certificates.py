"""Have the certificates that a lab serves with, and lose no time over those that are good already."""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterable
from pathlib import Path

from lab.failure import StartFailed
from vos import tls
from vos.service import CannotServe

RENEW_BEFORE = 7 * 86_400.0  # seconds


def ensure(folder: Path, name: str, hosts: Iterable[str]) -> None:
    """A certificate and key in the folder that the lab's clients accept for each of the hosts.

    What is there is tried the way a client would; the library that makes new ones takes as long to load as a
    service, so it is only loaded when it is needed. StartFailed if the CA itself cannot be used.
    """
    if not all(accepted(folder, name, host) for host in hosts):
        from certs import make

        (folder / tls.CERTIFICATE.format(name=name)).unlink(missing_ok=True)
        try:
            make.ensure(folder, name, hosts)
        except make.NotYetValid as error:
            raise StartFailed(
                f"the lab's CA in {folder} {error}; set the clock right, or remove that folder"
            ) from None
        except ValueError as error:  # what is called the CA is none
            raise StartFailed(f"the lab's CA in {folder} is broken ({error}); remove that folder") from None


def accepted(folder: Path, name: str, host: str) -> bool:
    """Whether a client that trusts the lab's CA accepts what is there for a host, a week from now too."""
    try:
        trusting, serving = tls.client_context(folder), tls.server_context(folder, name)
        certificate = _handshake(trusting, serving, host)
    except (CannotServe, ssl.SSLError, OSError):
        return False
    return time.time() < ssl.cert_time_to_seconds(certificate) - RENEW_BEFORE


def _handshake(trusting: ssl.SSLContext, serving: ssl.SSLContext, host: str) -> str:
    """Shake hands in memory; when the server's certificate ends. SSLError if the client does not take it."""
    to_server, to_client = ssl.MemoryBIO(), ssl.MemoryBIO()
    client = trusting.wrap_bio(to_client, to_server, server_hostname=host)
    server = serving.wrap_bio(to_server, to_client, server_side=True)
    for _ in range(2):  # hello and its answer; then the client has verified the certificate
        for side in (client, server):
            try:
                side.do_handshake()
            except ssl.SSLWantReadError:
                continue
    certificate = client.getpeercert()
    return str(certificate["notAfter"]) if certificate else ""
