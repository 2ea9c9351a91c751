"""The lab's certificates."""

import asyncio
import datetime
import ssl
import stat
from pathlib import Path

import pytest

from certs.make import ensure
from vos import tls


async def test_a_client_that_trusts_the_lab_ca_verifies_a_node_by_name_and_by_address(tmp_path: Path) -> None:
    ensure(tmp_path, "node", ["localhost", "127.0.0.1"])
    server = await asyncio.start_server(
        lambda _, writer: writer.close(), "127.0.0.1", 0, ssl=tls.server_context(tmp_path, "node")
    )
    port = server.sockets[0].getsockname()[1]
    async with server:
        for name in ("localhost", "127.0.0.1"):
            reader, writer = await asyncio.open_connection(
                "127.0.0.1", port, ssl=tls.client_context(tmp_path), server_hostname=name
            )
            assert await reader.read() == b""
            writer.close()
        with pytest.raises(ssl.SSLCertVerificationError, match="elsewhere"):
            await asyncio.open_connection(
                "127.0.0.1", port, ssl=tls.client_context(tmp_path), server_hostname="elsewhere"
            )


def test_what_fits_is_kept_and_what_does_not_is_made_anew(tmp_path: Path) -> None:
    assert ensure(tmp_path, "node", ["localhost"])
    assert not ensure(tmp_path, "node", ["localhost"])
    assert ensure(tmp_path, "node", ["localhost", "ccx1.example.com"])
    in_a_year = datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=392)
    assert ensure(tmp_path, "node", ["localhost", "ccx1.example.com"], now=in_a_year)


def test_keys_are_for_their_owner_alone(tmp_path: Path) -> None:
    ensure(tmp_path, "node", ["localhost"])
    for key in tmp_path.glob("*.key"):
        assert stat.S_IMODE(key.stat().st_mode) == 0o600
