"""What TLS the lab's parts speak: 1.2 and 1.3, forward secret, with nothing but authenticated encryption."""

import socket
import ssl
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from certs.make import ensure
from vos import tls

SECONDS = 20


@pytest.fixture(scope="module")
def certs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("certs")
    ensure(folder, "localhost", ["localhost"])
    return folder


@pytest.fixture
def port(certs: Path) -> Iterator[int]:
    """Where each client is greeted over the server's context."""
    context = tls.server_context(certs, "localhost")
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            while True:
                try:
                    accepted, _ = listener.accept()
                except OSError:  # the test is over
                    return
                accepted.settimeout(SECONDS)
                try:
                    with context.wrap_socket(accepted, server_side=True) as secured:
                        secured.sendall(b"x")
                        secured.recv(1)
                except OSError:
                    accepted.close()

        thread = threading.Thread(target=serve)
        thread.start()
        yield listener.getsockname()[1]
        listener.shutdown(socket.SHUT_RDWR)
    thread.join(SECONDS)


def client(certs: Path, ciphers: str = "", newest: ssl.TLSVersion | None = None) -> ssl.SSLContext:
    """A peer that trusts the lab but is not made by it."""
    context = ssl.create_default_context(cafile=str(certs / tls.CA))
    if ciphers:
        context.set_ciphers(ciphers)
        context.maximum_version = newest or ssl.TLSVersion.TLSv1_2
    return context


def greeted(port: int, context: ssl.SSLContext) -> ssl.SSLSocket:
    """A connection on which the server has said something."""
    with socket.create_connection(("127.0.0.1", port), SECONDS) as plain:
        secured = context.wrap_socket(plain, server_hostname="localhost")
        assert secured.recv(1) == b"x"
        return secured


@pytest.mark.parametrize(
    "ciphers",
    [
        "ECDHE-ECDSA-AES128-GCM-SHA256",  # what Java 8 begins with
        "ECDHE-ECDSA-AES256-GCM-SHA384",
        "ECDHE-ECDSA-CHACHA20-POLY1305",
    ],
)
def test_tls_1_2_with_authenticated_encryption_is_spoken(certs: Path, port: int, ciphers: str) -> None:
    with greeted(port, client(certs, ciphers)) as secured:
        assert (secured.version(), secured.cipher()[0]) == ("TLSv1.2", ciphers)  # type: ignore[index]


@pytest.mark.parametrize(
    ("ciphers", "newest"),
    [
        ("ECDHE-ECDSA-AES128-SHA256:@SECLEVEL=0", ssl.TLSVersion.TLSv1_2),  # CBC
        ("ECDHE-ECDSA-AES256-SHA:@SECLEVEL=0", ssl.TLSVersion.TLSv1_2),  # CBC
        ("ECDHE-ECDSA-AES128-CCM8:@SECLEVEL=0", ssl.TLSVersion.TLSv1_2),  # a short tag
        ("ALL:@SECLEVEL=0", ssl.TLSVersion.TLSv1_1),
    ],
)
@pytest.mark.filterwarnings("ignore:ssl.TLSVersion")
def test_what_is_weaker_is_refused(certs: Path, port: int, ciphers: str, newest: ssl.TLSVersion) -> None:
    context = client(certs, ciphers, newest)
    context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    with pytest.raises(ssl.SSLError, match=r"HANDSHAKE_FAILURE|PROTOCOL_VERSION"):
        greeted(port, context)


def test_our_own_client_asks_for_nothing_weaker(certs: Path) -> None:
    for context in (tls.client_context(certs), tls.server_context(certs, "localhost")):
        assert context.minimum_version == ssl.TLSVersion.TLSv1_2
        assert all(each["aead"] for each in context.get_ciphers())
        forward_secret = {"kx-ecdhe", "kx-any"}  # any: that of TLS 1.3, which is
        assert {each["kea"] for each in context.get_ciphers()} <= forward_secret
        assert context.options & ssl.OP_NO_RENEGOTIATION
        assert context.options & ssl.OP_NO_COMPRESSION


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_a_session_goes_on_with_its_ticket_but_not_in_another_process(
    certs: Path, version: ssl.TLSVersion
) -> None:
    context = tls.client_context(certs)
    context.maximum_version = version
    before = tls.server_context(certs, "localhost")
    other = tls.server_context(certs, "localhost")
    session = in_memory(context, before, None).session
    assert in_memory(context, before, session).session_reused
    assert not in_memory(context, other, session).session_reused


def in_memory(
    context: ssl.SSLContext, serving: ssl.SSLContext, session: ssl.SSLSession | None
) -> ssl.SSLObject:
    """The client's end of a handshake, after which a byte has come from the server, and its ticket."""
    to_server, to_client = ssl.MemoryBIO(), ssl.MemoryBIO()
    near = context.wrap_bio(to_client, to_server, server_hostname="localhost", session=session)
    far = serving.wrap_bio(to_server, to_client, server_side=True)
    for _ in range(3):
        for side in (near, far):
            try:
                side.do_handshake()
            except ssl.SSLWantReadError:
                continue
    far.write(b"x")
    assert near.read(1) == b"x"
    return near
