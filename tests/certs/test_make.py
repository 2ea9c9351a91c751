"""The lab's certificates."""

import asyncio
import datetime
import ssl
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography import x509

from certs.make import NotYetValid, ensure
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


def certificates(folder: Path) -> list[x509.Certificate]:
    return [x509.load_pem_x509_certificate((folder / name).read_bytes()) for name in ("ca.pem", "node.pem")]


@pytest.mark.parametrize("hours", [1, 5, 23])
def test_a_clock_that_is_set_back_by_hours_leaves_ca_and_node_valid(tmp_path: Path, hours: int) -> None:
    now = datetime.datetime.now(datetime.UTC)
    ensure(tmp_path, "node", ["localhost"], now=now)
    back = now - datetime.timedelta(hours=hours)
    for each in certificates(tmp_path):
        assert each.not_valid_before_utc < back < each.not_valid_after_utc
    assert not ensure(tmp_path, "node", ["localhost"], now=back)


def test_a_clock_before_the_ca_s_time_makes_nothing(tmp_path: Path) -> None:
    now = datetime.datetime.now(datetime.UTC)
    ensure(tmp_path, "node", ["localhost"], now=now)
    before = (tmp_path / "node.pem").read_bytes()
    with pytest.raises(NotYetValid, match=r"is valid from .* on, and the clock says"):
        ensure(tmp_path, "node", ["localhost"], now=now - datetime.timedelta(days=3))
    assert (tmp_path / "node.pem").read_bytes() == before


def test_the_ca_is_made_anew_in_its_last_week_and_nothing_outlives_it(tmp_path: Path) -> None:
    now = datetime.datetime.now(datetime.UTC)
    ensure(tmp_path, "node", ["localhost"], now=now)
    first, _ = certificates(tmp_path)
    late = first.not_valid_after_utc - datetime.timedelta(days=30)
    assert ensure(tmp_path, "node", ["localhost"], now=late)
    same, node = certificates(tmp_path)
    assert same == first
    assert node.not_valid_after_utc <= first.not_valid_after_utc
    assert ensure(tmp_path, "node", ["localhost"], now=late + datetime.timedelta(days=24))
    other, node = certificates(tmp_path)
    assert other.not_valid_after_utc > first.not_valid_after_utc
    node.verify_directly_issued_by(other)


def test_a_ca_that_is_none_is_told_in_one_line(tmp_path: Path) -> None:
    ensure(tmp_path, "node", ["localhost"])
    (tmp_path / "ca.pem").write_text("broken")
    command = [sys.executable, "-m", "certs", str(tmp_path), "node"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert f"the CA in {tmp_path} cannot be used" in done.stderr


def test_keys_are_for_their_owner_alone(tmp_path: Path) -> None:
    ensure(tmp_path, "node", ["localhost"])
    keys = sorted(tmp_path.glob("*.key"))
    assert [stat.S_IMODE(key.stat().st_mode) for key in keys] == [0o600, 0o600]
    keys[0].chmod(0o644)
    ensure(tmp_path, "node", ["localhost"])
    assert stat.S_IMODE(keys[0].stat().st_mode) == 0o600
