"""`finesse-lab up` as a real process: why it does not start, in one line and exit code 2; how it ends."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from lab.console.client import ask
from lab.plan import doors
from lab.testing.processes import LabProcess, free_offset, lab_process, up
from vos import centre

SECONDS = 60

pytestmark = pytest.mark.processes


def refused(home: Path, *options: str) -> str:
    """The one line with which `up` refuses to start."""
    process = up(home, options)
    _, error = process.communicate(timeout=SECONDS)
    assert process.returncode == 2, error
    assert error.count("\n") == 1, error
    return error


def offset() -> tuple[str, str]:
    return "--port-offset", str(free_offset())


@pytest.mark.parametrize(
    ("service", "door"),
    [
        ("cucm", "axl"),
        ("cucm", "jtapi"),
        ("ccx_engine", "cti"),
        ("notification", "c2s_tls"),
        ("notification", "https"),
        ("finesse", "https"),
    ],
)
def test_a_port_in_use_is_named(tmp_path: Path, service: str, door: str) -> None:
    taken = free_offset()
    number = doors.DOORS[doors.Kind(service)][door].port + taken
    with socket.create_server(("127.0.0.1", number)):
        error = refused(tmp_path, "--port-offset", str(taken))
    assert f"127.0.0.1:{number} is in use" in error


def test_a_console_s_port_in_use_is_named_with_the_cure(tmp_path: Path) -> None:
    taken = free_offset()
    with socket.create_server(doors.console(taken)):
        error = refused(tmp_path, "--port-offset", str(taken))
    assert f"{doors.console(taken)} is in use" in error
    assert "finesse-lab down" in error


def test_a_centre_that_is_not_toml_is_named_with_the_line(tmp_path: Path) -> None:
    broken = tmp_path / "mine.toml"
    broken.write_text("[cucm]\nversion = \n")
    error = refused(tmp_path, "--centre", str(broken), *offset())
    assert "mine.toml is not valid TOML" in error
    assert "line 2" in error


def test_a_centre_that_is_missing_is_named(tmp_path: Path) -> None:
    assert "cannot read" in refused(tmp_path, "--centre", str(tmp_path / "none.toml"), *offset())


def test_a_centre_without_a_service_s_table_is_named_with_the_table(tmp_path: Path) -> None:
    short = tmp_path / "mine.toml"
    text = centre.SAMPLE.read_text()
    short.write_text(text.replace("[notification]", "[elsewhere]"))
    assert "has no table [notification]" in refused(tmp_path, "--centre", str(short), *offset())


def test_a_home_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file where a folder should be")
    error = refused(tmp_path / "home", *offset())
    assert "--home" in error


def test_a_home_whose_database_is_another_centre_s_does_not_start_and_names_the_cure(tmp_path: Path) -> None:
    guide = Path(__file__).parents[1] / "ccx_engine" / "engine" / "guide.toml"
    database = f"sqlite+aiosqlite:///{tmp_path}/data/rmcm.db"
    command = [sys.executable, "-m", "ccx_engine.store", "apply", str(guide), "--database", database]
    subprocess.run(command, check=True, timeout=SECONDS)
    process = up(tmp_path, offset())
    _, error = process.communicate(timeout=SECONDS)
    assert process.returncode == 2
    assert f"ccx_engine: database: {database} was filled from another centre" in error
    assert "finesse-lab up --fresh" in error
    with lab_process(tmp_path, "--timers", "fast", "--fresh"):
        pass


def test_a_broken_certificate_is_made_anew(tmp_path: Path) -> None:
    certs = tmp_path / "certs"
    with lab_process(tmp_path, "--timers", "fast"):
        pass
    (certs / "localhost.pem").write_text("not a certificate")
    (certs / "localhost.key").unlink()
    with lab_process(tmp_path, "--timers", "fast"):
        assert "BEGIN CERTIFICATE" in (certs / "localhost.pem").read_text()


FILES = {  # what each program must be given, and how its variables begin
    "ccx_engine": ("CCX", ["database"]),
    "ccx_engine.cucm": ("CUCM", ["certs"]),
    "notification": ("NOTIFICATION", ["certs"]),
    "notification.external_auth": ("NOTIFICATION", ["certs"]),
    "finesse": ("FINESSE", ["database", "client-logs", "certs"]),
}


@pytest.mark.parametrize("module", ["ccx_engine.cucm", "notification", "finesse"])
def test_a_service_alone_without_its_certificate_says_so(tmp_path: Path, module: str) -> None:
    others = [flag for flag in FILES[module][1] if flag != "certs"]
    process = alone(tmp_path, module, "--certs", str(tmp_path), *given(tmp_path, others))
    assert process.returncode == 2
    assert process.stderr.count("\n") == 1
    assert f"is missing: make new ones with `python -m certs {tmp_path}`" in process.stderr


@pytest.mark.parametrize(
    ("module", "missing"), [(module, each) for module, (_, flags) in FILES.items() for each in flags]
)
def test_a_service_has_no_file_of_its_own_choice(tmp_path: Path, module: str, missing: str) -> None:
    prefix, flags = FILES[module]
    others = [flag for flag in flags if flag != missing]
    process = alone(tmp_path, module, *given(tmp_path, others))
    assert process.returncode == 2
    assert process.stderr.count("\n") == 1
    variable = f"{prefix}_{missing}".upper().replace("-", "_")
    assert f"--{missing}: not given; name here or in {variable} the " in process.stderr
    assert ", such as " in process.stderr
    assert not list(tmp_path.iterdir())


def given(folder: Path, flags: list[str]) -> list[str]:
    """These flags, each with a place in the folder where nothing is yet."""
    places = {"database": f"sqlite+aiosqlite:///{folder}/not/made.db"}
    return [word for flag in flags for word in (f"--{flag}", places.get(flag, str(folder / "not")))]


def alone(folder: Path, module: str, *flags: str) -> subprocess.CompletedProcess[str]:
    """A service's process, which ends by itself."""
    return subprocess.run(
        [sys.executable, "-m", module, *flags],
        cwd=folder, capture_output=True, text=True, timeout=SECONDS, check=False,
    )  # fmt: skip


def children_of(lab: LabProcess) -> list[psutil.Process]:
    return psutil.Process(lab.process.pid).children(recursive=True)


@pytest.mark.parametrize("how", ["SIGTERM", "SIGINT", "down"])
def test_asked_to_stop_it_stops_every_service_and_ends_with_exit_code_0(tmp_path: Path, how: str) -> None:
    with lab_process(tmp_path, "--timers", "fast") as lab:
        children = children_of(lab)
        assert len(children) == 4
        assert lab.process.stdout is not None
        assert lab.process.stderr is not None
        first = lab.process.stdout.readline()
        if how == "down":
            command = [Path(sys.executable).with_name("finesse-lab"), "down", "--port-offset"]
            subprocess.run([*command, str(lab.port_offset)], timeout=SECONDS, check=True, capture_output=True)
        else:
            lab.process.send_signal(signal.Signals[how])
        lab.process.wait(SECONDS)
        # read(), for communicate() would miss what came with the first line and waits in the stream's buffer
        told, error = lab.process.stdout.read(), lab.process.stderr.read()
        assert (lab.process.returncode, error) == (0, "")
        assert first.startswith("ready after ")
        assert f"https://localhost:{8445 + lab.port_offset}/desktop" in told
        assert not any(child.is_running() for child in children)
        for log in ("cucm", "ccx_engine", "notification", "finesse"):
            assert f"stopping {log}" in (lab.home / "logs" / f"{log}.log").read_text()


def test_a_service_that_dies_is_reported_at_once_and_the_others_go_on(tmp_path: Path) -> None:
    with lab_process(tmp_path, "--timers", "fast") as lab:
        status = ask(lab.console, "GET", "status")
        pids = {service["name"]: service["pid"] for service in status["services"]}
        os.kill(pids["notification"], signal.SIGKILL)
        assert lab.process.stderr is not None
        lines = [lab.process.stderr.readline() for _ in range(3)]
        assert lines[0] == "notification crashed (signal SIGKILL). Its last lines:\n"
        assert " notification " in lines[1]
        status = ask(lab.console, "GET", "status")
        assert (status["ready"], status["reason"]) == (False, "notification has crashed")
        states = {service["name"]: service["state"] for service in status["services"]}
        assert states == {
            "cucm": "serving", "ccx_engine": "serving", "notification": "crashed", "finesse": "serving"
        }  # fmt: skip


def test_a_lab_started_twice_on_the_same_ports_says_how_to_stop_the_first(tmp_path: Path) -> None:
    with lab_process(tmp_path / "one", "--timers", "fast") as lab:
        error = refused(tmp_path / "two", "--port-offset", str(lab.port_offset))
        assert "finesse-lab down" in error
        assert ask(lab.console, "GET", "status")["ready"]
