"""The life of a service: ready line, stop on SIGTERM, one line and exit code 2 for a bad start."""

import asyncio
import signal
import sys
from pathlib import Path

import pytest

SERVICE = """
import asyncio, contextlib, sys, threading
from dataclasses import dataclass
from pathlib import Path
from vos.address import Address
from vos.service import listening, main
from vos.settings import setting
from vos import tls

@dataclass(frozen=True)
class Settings:
    '''A service of the tests.'''
    listen: Address = setting(Address("127.0.0.1", 0), "where")
    certs: Path | None = setting(None, "certificates")
    crash: bool = setting(False, "die once serving")
    leave: bool = setting(False, "raise where nobody catches it")
    log_level: str = setting("INFO", "level")
    log_file: Path | None = setting(None, "file")

def leave():
    def fail():
        raise ValueError("\\n2026-01-01T00:00:00.000Z forged\\x1b[2J")
    class Failing:
        def __del__(self):
            fail()
    Failing()
    thread = threading.Thread(target=fail, name="worker")
    thread.start()
    thread.join()

class Serving:
    def __init__(self, address):
        self.addresses = {"tcp": address}

@contextlib.asynccontextmanager
async def running(settings):
    if settings.certs:
        tls.server_context(settings.certs, "localhost")
    async with asyncio.TaskGroup() as tasks:
        async with listening("--listen", settings.listen):
            server = await asyncio.start_server(lambda r, w: w.close(), *settings.listen)
        async def die():
            raise ValueError("something broke")
        if settings.crash:
            tasks.create_task(die())
        if settings.leave:
            leave()
        async with server:
            yield Serving(Address(*server.sockets[0].getsockname()))

sys.exit(main("toy", Settings, "TOY", running))
"""


async def started(*flags: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable, "-c", SERVICE, *flags, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )


async def ended(process: asyncio.subprocess.Process) -> tuple[int | None, str]:
    async with asyncio.timeout(30):
        _, stderr = await process.communicate()
    return process.returncode, stderr.decode()


async def test_a_service_says_where_it_serves_and_ends_with_0_when_asked() -> None:
    process = await started()
    assert process.stdout is not None
    async with asyncio.timeout(30):
        line = (await process.stdout.readline()).decode().split()
    assert line[:2] == ["ready", "toy"]
    assert line[2].startswith("tcp=127.0.0.1:")
    process.send_signal(signal.SIGTERM)
    assert (await ended(process))[0] == 0


async def test_a_port_in_use_is_one_line_that_names_it_and_exit_code_2() -> None:
    server = await asyncio.start_server(lambda _, writer: writer.close(), "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    code, said = await ended(await started("--listen", f"127.0.0.1:{port}"))
    server.close()
    await server.wait_closed()
    assert (code, said.splitlines()) == (
        2,
        [f"toy: --listen: 127.0.0.1:{port} is in use; stop what listens there or choose another port"],
    )


async def test_a_missing_certificate_is_one_line_that_names_the_cure(tmp_path: Path) -> None:
    code, said = await ended(await started("--certs", str(tmp_path)))
    assert code == 2
    assert said.splitlines() == [
        f"toy: certificate file {tmp_path}/localhost.pem is missing: "
        f"make new ones with `python -m certs {tmp_path}`"
    ]


async def test_a_task_that_dies_ends_the_process_with_its_traceback_in_the_log(tmp_path: Path) -> None:
    log = tmp_path / "toy.log"
    code, said = await ended(await started("--crash", "true", "--log-file", str(log)))
    assert code == 1
    assert said.splitlines() == ["toy: crashed: ValueError: something broke"]
    assert "Traceback" in log.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "flags",
    [
        ("--listen", "here"),
        ("--listen", "nowhere.invalid:1"),
        ("--listen", "192.0.2.99:1"),
        ("--crash", "often"),
        ("--log-level", "loud"),
    ],
)
async def test_a_wrong_setting_is_one_line_and_exit_code_2(flags: tuple[str, str]) -> None:
    code, said = await ended(await started(*flags))
    assert code == 2
    assert len(said.splitlines()) == 1
    assert flags[0].strip("-") in said


async def test_a_log_that_cannot_be_written_is_one_line_and_exit_code_2(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a file where a folder should be")
    code, said = await ended(await started("--log-file", str(tmp_path / "file" / "toy.log")))
    assert code == 2
    assert said.startswith("toy: log-file: cannot write")
    assert len(said.splitlines()) == 1


async def test_what_nobody_catches_is_logged_and_forges_no_line(tmp_path: Path) -> None:
    file = tmp_path / "toy.log"
    process = await started("--leave", "true", "--log-file", str(file))
    assert process.stdout is not None
    async with asyncio.timeout(30):
        assert (await process.stdout.readline()).startswith(b"ready toy")
    process.send_signal(signal.SIGTERM)
    assert await ended(process) == (0, "")
    text = file.read_text()
    assert "worker died" in text
    assert text.count("ValueError: ") == 2
    assert not [line for line in text.splitlines() if line.startswith("2026-01-01") or not line.isprintable()]
