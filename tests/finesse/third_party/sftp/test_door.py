"""SFTP as clients meet it that are not ours: asyncssh's, and OpenSSH's own."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import stat
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import asyncssh
import pytest

from finesse.third_party.sftp import door, session
from finesse.third_party.sftp.account import NAME, Account
from vos.address import Address

PATIENCE = 30.0
PASSWORD = "finesse"


@dataclass
class Served:
    """A door, and the folder behind it."""

    address: Address
    root: Path

    @contextlib.asynccontextmanager
    async def connected(
        self, name: str = NAME, password: str = PASSWORD
    ) -> AsyncIterator[asyncssh.SSHClientConnection]:
        async with asyncssh.connect(
            self.address.host,
            self.address.port,
            username=name,
            password=password,
            known_hosts=None,
            config=None,
            client_keys=None,
            agent_path=None,
        ) as connection:
            yield connection

    @contextlib.asynccontextmanager
    async def sftp(self) -> AsyncIterator[asyncssh.SFTPClient]:
        async with self.connected() as connection, connection.start_sftp_client() as client:
            yield client


@pytest.fixture
async def served(tmp_path: Path) -> AsyncIterator[Served]:
    root = tmp_path / "files"
    root.mkdir()
    where = Address("127.0.0.1", 0)
    async with door.serving(where, root, tmp_path / "key", Account(PASSWORD), permissive=False) as address:
        yield Served(address, root)


@pytest.fixture
def gadget(tmp_path: Path) -> Path:
    folder = tmp_path / "clock"
    (folder / "js").mkdir(parents=True)
    for name, text in (("Clock.xml", "<Module/>"), ("js/clock.js", "let a = 1;\n" * 50_000)):
        (folder / name).write_text(text)
        (folder / name).chmod(0o644)
    return folder


async def test_a_gadget_is_uploaded_listed_downloaded_and_written_over(
    served: Served, gadget: Path, tmp_path: Path
) -> None:
    async with served.sftp() as client:
        assert await client.listdir("/") == ["files"]
        for _ in range(2):
            await client.put(str(gadget), "/files/", recurse=True)
        await client.chdir("/files/clock")
        assert sorted(await client.listdir()) == ["Clock.xml", "js"]
        await client.get("js/clock.js", str(tmp_path / "back.js"))
    assert (tmp_path / "back.js").read_bytes() == (gadget / "js" / "clock.js").read_bytes()
    assert (served.root / "clock" / "js" / "clock.js").read_bytes() == (
        gadget / "js" / "clock.js"
    ).read_bytes()
    assert stat.S_IMODE((served.root / "clock" / "Clock.xml").stat().st_mode) == 0o644


async def test_a_new_name_over_an_old_one_works_as_clients_do_it(served: Served) -> None:
    async with served.sftp() as client:
        for name in ("a.js", "a.js.filepart"):
            async with client.open(f"/files/{name}", "w") as file:
                await file.write(name)
        await client.posix_rename("/files/a.js.filepart", "/files/a.js")
        await client.rename("/files/a.js", "/files/b.js")
        await client.remove("/files/b.js")
        assert await client.listdir("/files") == []


async def test_what_the_product_forbids_is_denied(served: Served) -> None:
    (served.root / "clock").mkdir()
    async with served.sftp() as client:
        for wish in (client.rmdir("/files/clock"), client.rename("/files/clock", "/files/b")):
            with pytest.raises(asyncssh.SFTPPermissionDenied):
                await wish
        with pytest.raises(asyncssh.SFTPPermissionDenied):
            await client.chmod("/files/clock", 0o700)
        for wish in (client.symlink("/etc/passwd", "/files/p"), client.readlink("/files/clock")):
            with pytest.raises(asyncssh.SFTPError):
                await wish
        with pytest.raises(asyncssh.SFTPError):
            await client.link("/files/clock", "/files/p")
    assert os.listdir(served.root) == ["clock"]


async def test_nobody_is_told_whose_a_file_is_here(served: Served) -> None:
    (served.root / "a.js").touch()
    async with served.sftp() as client:
        entry = next(each for each in await client.readdir("/files") if each.filename == "a.js")
        assert (entry.attrs.uid, entry.attrs.gid) == (None, None)
        assert str(entry.longname).split()[2:4] == [NAME, NAME] or NAME in str(entry.longname)


@pytest.mark.parametrize(
    ("name", "password"), [(NAME, "wrong"), ("agent1", PASSWORD), ("", ""), ("root", "")]
)
async def test_nobody_else_gets_in(served: Served, name: str, password: str) -> None:
    with pytest.raises((asyncssh.PermissionDenied, asyncssh.ProtocolError, asyncssh.ConnectionLost)):
        async with served.connected(name or "x", password):
            pass


async def test_there_is_no_shell_no_command_and_nothing_is_forwarded(served: Served) -> None:
    async with served.connected() as connection:
        for arguments in ({"command": "id"}, {"command": "scp -t /files"}, {"subsystem": "shell"}, {}):
            with pytest.raises((asyncssh.ChannelOpenError, asyncssh.Error)):
                await asyncio.wait_for(connection.create_process(**arguments), PATIENCE)
        with pytest.raises(asyncssh.ChannelOpenError):
            await connection.open_connection("127.0.0.1", served.address.port)
        with pytest.raises(asyncssh.ChannelListenError):
            await connection.forward_remote_port("127.0.0.1", 0, "127.0.0.1", 1)


async def test_only_so_many_sessions_of_a_connection_are_open(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "SESSIONS", 1)
    async with served.connected() as connection:
        async with connection.start_sftp_client() as first:
            assert await first.exists("/files")
            with pytest.raises(asyncssh.ChannelOpenError):
                await connection.start_sftp_client()
        async with asyncio.timeout(PATIENCE):
            while True:
                try:
                    async with connection.start_sftp_client() as again:
                        assert await again.exists("/files")
                        break
                except asyncssh.ChannelOpenError:
                    await asyncio.sleep(0.01)


async def test_who_does_not_sign_in_is_sent_away_and_the_oldest_gives_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(door, "STRANGERS", 2)
    monkeypatch.setattr(door, "STRANGERS_OF_AN_ADDRESS", 2)
    (tmp_path / "files").mkdir()
    where, account = Address("127.0.0.1", 0), Account(PASSWORD)
    async with door.serving(
        where, tmp_path / "files", tmp_path / "key", account, permissive=False
    ) as address:
        first, leaver = await asyncio.open_connection(*address)
        others = [await asyncio.open_connection(*address) for _ in range(2)]
        async with asyncio.timeout(PATIENCE):
            await first.read()
        for writer in (leaver, *(writer for _, writer in others)):
            writer.close()


async def test_a_silent_stranger_is_sent_away_in_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(door, "LOGIN_SECONDS", 0.2)
    (tmp_path / "files").mkdir()
    where, account = Address("127.0.0.1", 0), Account(PASSWORD)
    async with door.serving(
        where, tmp_path / "files", tmp_path / "key", account, permissive=False
    ) as address:
        reader, writer = await asyncio.open_connection(*address)
        async with asyncio.timeout(PATIENCE):
            await reader.read()
        writer.close()


async def test_who_asks_for_nothing_any_more_is_sent_away(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(door, "IDLE_SECONDS", 0.3)
    async with served.connected() as connection, asyncio.timeout(PATIENCE):
        await connection.wait_closed()


async def test_three_wrong_passwords_end_a_connection(served: Served) -> None:
    tries = 0

    class Guessing(asyncssh.SSHClient):
        def password_auth_requested(self) -> str:
            nonlocal tries
            tries += 1
            return "guess"

    with pytest.raises(asyncssh.Error):
        await asyncssh.connect(
            served.address.host,
            served.address.port,
            username=NAME,
            client_factory=Guessing,
            known_hosts=None,
            config=None,
            client_keys=None,
            agent_path=None,
            kbdint_auth=False,
        )
    assert tries == session.TRIES


async def test_what_is_no_ssh_ends_its_own_connection_alone(served: Served) -> None:
    for said in (b"GET / HTTP/1.1\r\n\r\n", b"\0" * 70_000, b"SSH-2.0-x\r\n" + b"\xff" * 64):
        reader, writer = await asyncio.open_connection(*served.address)
        writer.write(said)
        async with asyncio.timeout(PATIENCE):
            with contextlib.suppress(ConnectionError):
                await reader.read()
        writer.close()
    async with served.sftp() as client:
        assert await client.listdir("/") == ["files"]


async def test_openssh_uploads_a_gadget(served: Served, gadget: Path, tmp_path: Path) -> None:
    program = shutil.which("sftp")
    assert program, "install OpenSSH's sftp (on Debian: apt-get install openssh-client)"
    ask = tmp_path / "ask"
    ask.write_text(f"#!/bin/sh\necho {PASSWORD}\n")
    ask.chmod(0o700)
    batch = tmp_path / "batch"
    batch.write_text(f"cd /files\nput -r {gadget}\nput -r {gadget}\nls -l clock\nrm clock/js/clock.js\n")
    process = await asyncio.create_subprocess_exec(
        program, "-F", "none", "-P", str(served.address.port), "-oBatchMode=no", "-b", str(batch),
        "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null",
        "-o", "PreferredAuthentications=password", f"{NAME}@{served.address.host}",
        env={**os.environ, "SSH_ASKPASS": str(ask), "SSH_ASKPASS_REQUIRE": "force", "HOME": str(tmp_path)},
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    async with asyncio.timeout(PATIENCE):
        said = (await process.communicate())[0].decode()
    assert process.returncode == 0, said
    assert (served.root / "clock" / "Clock.xml").read_text() == "<Module/>"
    assert "Clock.xml" in said
    assert not (served.root / "clock" / "js" / "clock.js").exists()
