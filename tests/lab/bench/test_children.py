"""The bench starts, watches and stops child processes."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from lab.bench import children
from lab.bench.children import Program
from lab.failure import LabError, StartFailed
from vos.address import Address
from vos.service import first_of

SECONDS = 30


def program(name: str, how: str, home: Path) -> Program:
    return Program(name, "tests.lab.bench.pretend_service", (how,), home / f"{name}.log")


def unreported(text: str) -> None:
    pytest.fail(f"nothing should have been reported: {text}")


async def test_a_service_serves_once_it_says_where_it_listens(tmp_path: Path) -> None:
    async with children.running([program("one", "serves", tmp_path)], unreported) as services:
        await services.all_serve()
        (child,) = services.children
        assert child.state == "serving"
        assert child.addresses == {"cti": Address("127.0.0.1", 12018), "https": Address("::1", 8445)}
        assert child.pid is not None
    assert child.state == "stopped"
    assert child.pid is None


async def test_a_bad_start_is_told_in_the_service_s_own_line_and_the_others_are_stopped(
    tmp_path: Path,
) -> None:
    programs = [program("one", "serves", tmp_path), program("two", "cannot-start", tmp_path)]
    with pytest.raises(BaseExceptionGroup) as caught:
        async with children.running(programs, unreported) as services:
            await services.all_serve()
    failure = first_of(caught.value)
    assert isinstance(failure, StartFailed)
    assert str(failure) == "pretend: port: 127.0.0.1:1 is in use; choose another port"
    assert services.children[0].state == "stopped"


async def test_a_service_that_dies_at_start_is_named_with_its_exit_code_and_its_log(tmp_path: Path) -> None:
    with pytest.raises(BaseExceptionGroup) as caught:
        async with children.running([program("one", "dies-at-start", tmp_path)], unreported) as services:
            await services.all_serve()
    message = str(first_of(caught.value))
    assert message.startswith("one died at start (exit code 1): pretend: crashed: ValueError: no luck")
    assert str(tmp_path / "one.log") in message


async def test_a_crash_is_reported_at_once_with_the_last_lines_of_the_log(tmp_path: Path) -> None:
    log = tmp_path / "one.log"
    log.write_text("".join(f"line {number}\n" for number in range(100)))
    heard: asyncio.Queue[str] = asyncio.Queue()
    async with children.running([program("one", "dies-later", tmp_path)], heard.put_nowait) as services:
        report = await asyncio.wait_for(heard.get(), SECONDS)
        assert services.children[0].state == "crashed"
    assert report.startswith("one crashed (exit code 1). Its last lines:\n  line 88")
    assert "  line 99" in report
    assert str(log) in report


async def test_a_crash_without_a_log_is_reported_with_what_the_service_said(tmp_path: Path) -> None:
    heard: asyncio.Queue[str] = asyncio.Queue()
    async with children.running([program("one", "dies-later", tmp_path)], heard.put_nowait):
        assert "pretend: crashed: OSError: all gone" in await asyncio.wait_for(heard.get(), SECONDS)


async def test_a_killed_service_is_reported_by_the_signal_s_name(tmp_path: Path) -> None:
    heard: asyncio.Queue[str] = asyncio.Queue()
    async with children.running([program("one", "serves", tmp_path)], heard.put_nowait) as services:
        await services.all_serve()
        pid = services.children[0].pid
        assert pid is not None
        os.kill(pid, signal.SIGKILL)
        assert (await asyncio.wait_for(heard.get(), SECONDS)).startswith("one crashed (signal SIGKILL)")


async def test_a_service_that_ignores_sigterm_is_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(children, "STOP_SECONDS", 0.2)
    async with children.running([program("one", "deaf", tmp_path)], unreported) as services:
        await services.all_serve()
    assert services.children[0].state == "stopped"


async def test_services_stop_in_the_reverse_order_of_their_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped: list[str] = []
    stop: Callable[[children.Child], object] = children.Child.stop

    async def noted(child: children.Child) -> None:
        stopped.append(child.name)
        await stop(child)  # type: ignore[misc]

    monkeypatch.setattr(children.Child, "stop", noted)
    programs = [program(name, "serves", tmp_path) for name in ("one", "two", "three")]
    async with children.running(programs, unreported) as services:
        await services.all_serve()
    assert stopped == ["three", "two", "one"]


def test_no_service_outlives_a_bench_that_is_killed(tmp_path: Path) -> None:
    bench_in_a_process = (
        "import asyncio, pathlib, sys\n"
        "from lab.bench import children\n"
        "async def main():\n"
        "    log = pathlib.Path('one.log')\n"
        "    one = children.Program('one', 'tests.lab.bench.pretend_service', ('serves',), log)\n"
        "    async with children.running([one], print) as services:\n"
        "        await services.all_serve()\n"
        "        print(services.children[0].pid, flush=True)\n"
        "        await asyncio.Event().wait()\n"
        "asyncio.run(main())\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", bench_in_a_process], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        child = psutil.Process(int(process.stdout.readline()))
        process.kill()
        child.wait(SECONDS)
    assert not child.is_running()


async def heard_to_serve(services: children.Bench) -> children.Child:
    await services.all_serve()
    return services.children[0]


async def test_a_service_is_stopped_started_killed_and_restarted(tmp_path: Path) -> None:
    async with children.running([program("one", "serves", tmp_path)], unreported) as services:
        child = await heard_to_serve(services)
        states, pids = [], [child.pid]
        for verb in ("stop", "start", "kill", "start", "restart"):
            await services.change("one", verb)
            states.append(child.state)
            pids.append(child.pid)
    assert states == ["stopped", "serving", "killed", "serving", "serving"]
    assert (pids[1], pids[3]) == (None, None)
    assert len({pids[0], pids[2], pids[4], pids[5]}) == 4


@pytest.mark.parametrize(
    ("before", "service", "verb", "words"),
    [
        ("", "one", "start", "one runs already"),
        ("stop", "one", "stop", "one does not run: it is stopped"),
        ("kill", "one", "kill", "one does not run: it is killed"),
        ("", "two", "start", "there is no service 'two'; the services are one"),
        ("", "one", "sing", "use one of start, stop, kill, restart"),
    ],
)
async def test_what_cannot_be_done_with_a_service_is_told(
    tmp_path: Path, before: str, service: str, verb: str, words: str
) -> None:
    async with children.running([program("one", "serves", tmp_path)], unreported) as services:
        await heard_to_serve(services)
        if before:
            await services.change("one", before)
        with pytest.raises(LabError, match=words):
            await services.change(service, verb)


async def test_a_crashed_service_starts_again_and_one_that_cannot_start_says_why(tmp_path: Path) -> None:
    heard: asyncio.Queue[str] = asyncio.Queue()
    async with children.running([program("one", "dies-later", tmp_path)], heard.put_nowait) as services:
        child = await heard_to_serve(services)
        assert "stop the lab and start it again" in await asyncio.wait_for(heard.get(), SECONDS)
        child.program = program("one", "cannot-start", tmp_path)
        with pytest.raises(LabError, match=r"127\.0\.0\.1:1 is in use; choose another port"):
            await services.change("one", "start")
        assert child.state == "crashed"
        child.program = program("one", "serves", tmp_path)
        await services.change("one", "start")
        assert child.state == "serving"


async def test_a_service_that_somebody_else_started_in_its_place_counts_as_serving(tmp_path: Path) -> None:
    async with children.running([program("one", "serves", tmp_path)], unreported) as services:
        child = await heard_to_serve(services)
        await services.change("one", "stop")
        server = await asyncio.start_server(lambda _, writer: writer.close(), "127.0.0.1", 0)
        child.addresses = {"http": Address(*server.sockets[0].getsockname())}
        await services.look()
        assert (child.state, child.pid) == ("serving", None)
        with pytest.raises(LabError, match="one serves already, and this lab did not start it"):
            await services.change("one", "restart")
        server.close()
        await services.look()
        assert child.state == "stopped"


async def test_a_service_that_refuses_later_is_told_in_its_own_line(tmp_path: Path) -> None:
    told: asyncio.Queue[str] = asyncio.Queue()
    async with children.running([program("one", "refuses-later", tmp_path)], told.put_nowait):
        async with asyncio.timeout(SECONDS):
            assert await told.get() == "pretend: database: none of yours; choose another"
