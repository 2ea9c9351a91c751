"""ejabberd and Prosody of the tests' own, by the configuration files that the documentation gives.

Each is started in a folder of its own, on free ports, and stopped again.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from vos.address import Address

START_SECONDS = 60.0
STOP_SECONDS = 20.0
POLL_SECONDS = 0.05
LOOPBACK = "127.0.0.1"
DOMAIN = "localhost"
DOCS = Path(__file__).resolve().parents[2] / "docs" / "external-notification"
PORTS = {"c2s": 5222, "c2s_tls": 5223, "http": 7071, "https": 7443}

# What `ejabberdctl srg_create` and `srg_user_add` do, said inside the server, which then needs no node name.
ROSTER = """
    mod_shared_roster:create_group(<<"localhost">>, <<"finesse">>, [{label, <<"finesse">>}]),
    mod_shared_roster:add_user_to_group(<<"localhost">>, {<<"finesse">>, <<"localhost">>}, <<"finesse">>),
    mod_shared_roster:create_group(<<"localhost">>, <<"agents">>,
        [{label, <<"agents">>}, {displayed_groups, [<<"finesse">>]}]),
    mod_shared_roster:add_user_to_group(<<"localhost">>, {<<"@all@">>, <<"localhost">>}, <<"agents">>).
"""


REGISTER = """
    [ejabberd_auth:try_register(Name, <<"localhost">>, <<"%s">>) || Name <- [%s]].
"""


class NoXmppServer(Exception):
    """The server is not installed, or does not start; the text says what to do."""


@dataclass(frozen=True)
class XmppServer:
    """A running server and where it listens."""

    name: str
    addresses: Mapping[str, Address]
    log: Path
    pid: int


@contextlib.contextmanager
def ejabberd(
    home: Path, axl: Address, certs: Path, centre: Path, *, accounts: Sequence[str] = (), password: str = ""
) -> Iterator[XmppServer]:
    """ejabberd 23.01, asking AXL by `python -m notification.external_auth`.

    With `accounts` it asks nobody: they are its own, with one password for all, stored plainly.
    """
    erl = _program("erl", "ejabberd")
    home.mkdir(parents=True, exist_ok=True)
    ports = _ports()
    program = (
        f"{sys.executable} -m notification.external_auth --axl {axl} --certs {certs.resolve()} "
        f"--centre {centre.resolve()}"
    )
    config = written(
        home / "ejabberd.yml",
        DOCS / "ejabberd.yml",
        ports,
        {
            "/opt/finesse-lab/bin/python -m notification.external_auth --axl 127.0.0.1:8443 --certs "
            "/etc/finesse-lab/certs": program,
            "/etc/ejabberd/": f"{certs.resolve()}/",
        },
    )
    log = home / "ejabberd.log"
    environment = {
        "ERL_LIBS": "/usr/lib/x86_64-linux-gnu:/usr/lib/aarch64-linux-gnu",
        "EJABBERD_CONFIG_PATH": str(config),
        "EJABBERD_LOG_PATH": str(log),
        "ERL_CRASH_DUMP": str(home / "crash.dump"),
        "HOME": str(home),
    }
    first = ROSTER
    if accounts:
        config.write_text(config.read_text().replace("auth_method: [external]", "auth_method: [mnesia]"))
        names = ",".join(f'<<"{name}">>' for name in accounts)
        first = f"{ROSTER.rstrip().removesuffix('.')}, {REGISTER % (password, names)}"
    spool = f'"{home / "spool"}"'
    command = [erl, "-noinput", "+K", "true", "-mnesia", "dir", spool, "-s", "ejabberd", "-eval", first]
    with _running("ejabberd", command, environment, ports, log) as server:
        yield server


@contextlib.contextmanager
def prosody(home: Path, axl: Address, certs: Path, centre: Path) -> Iterator[XmppServer]:
    """Prosody 0.12, asking AXL by the module of the documentation."""
    executable = _program("prosody", "prosody")
    ports = _ports()
    plugins = home / "plugins"
    plugins.mkdir(parents=True, exist_ok=True)
    shutil.copy(DOCS / "mod_auth_axl.lua", plugins)
    ours = home / "certs"
    ours.mkdir(exist_ok=True)
    shutil.copy(certs / "localhost.pem", ours / "localhost.crt")
    shutil.copy(certs / "localhost.key", ours)
    shutil.copy(certs / "ca.pem", ours)
    (home / "groups.txt").write_text(f"[+finesse]\nfinesse@{DOMAIN}\n")
    (home / "data").mkdir(exist_ok=True)
    log = home / "prosody.log"
    config = written(
        home / "prosody.cfg.lua",
        DOCS / "prosody.cfg.lua",
        ports,
        {
            "https://localhost:8443/axl/": f"https://localhost:{axl.port}/axl/",
            "/etc/prosody/certs": str(ours),
            "/etc/prosody/plugins": str(plugins),
            "/etc/prosody/groups.txt": str(home / "groups.txt"),
            "/var/lib/prosody": str(home / "data"),
            "/var/log/prosody/prosody.log": str(log),
        },
    )
    if os.geteuid() == 0:
        config.write_text(f"run_as_root = true\n{config.read_text()}")
    command = [executable, "--config", str(config), "--foreground"]
    with _running("prosody", command, {"HOME": str(home)}, ports, log) as server:
        yield server


SERVERS = {"ejabberd": ejabberd, "prosody": prosody}


def _program(name: str, package: str) -> str:
    found = shutil.which(name)
    if found is None or (package == "ejabberd" and shutil.which("ejabberdctl", path=_SBIN) is None):
        raise NoXmppServer(f"{package} is not installed; on Debian: apt-get install {package}")
    return found


_SBIN = "/usr/sbin:/usr/local/sbin:/usr/bin"


def _ports() -> dict[str, int]:
    """A free port for each of the service's."""
    with contextlib.ExitStack() as stack:
        sockets = {name: stack.enter_context(socket.socket()) for name in PORTS}
        for each in sockets.values():
            each.bind((LOOPBACK, 0))
        return {name: each.getsockname()[1] for name, each in sockets.items()}


def written(file: Path, template: Path, ports: Mapping[str, int], paths: Mapping[str, str]) -> Path:
    """The documentation's file with this machine's ports and paths; AssertionError if one is not in it."""
    text = template.read_text(encoding="utf-8")
    changes = {str(PORTS[name]): str(port) for name, port in ports.items()} | dict(paths)
    for wanted in changes:
        assert wanted in text, f"{template.name} does not name {wanted}"
    # In one pass: what was put in may read like another that is wanted, such as port 45223 like 5223.
    text = re.sub("|".join(map(re.escape, changes)), lambda found: changes[found[0]], text)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


@contextlib.contextmanager
def _running(
    name: str, command: list[str], environment: Mapping[str, str], ports: Mapping[str, int], log: Path
) -> Iterator[XmppServer]:
    addresses = {what: Address(LOOPBACK, port) for what, port in ports.items()}
    with (log.parent / f"{name}.out").open("wb") as out:
        process = subprocess.Popen(  # noqa: S603 - the server's own program
            command, env={**os.environ, **environment}, stdin=subprocess.DEVNULL, stdout=out, stderr=out
        )
    try:
        until = time.monotonic() + START_SECONDS
        while not all(_listens(address) for address in addresses.values()):
            if process.poll() is not None or time.monotonic() > until:
                said = (log.parent / f"{name}.out").read_text(errors="replace")[-2000:]
                raise NoXmppServer(f"{name} does not serve: {said}")
            time.sleep(POLL_SECONDS)
        yield XmppServer(name, addresses, log, process.pid)
    finally:
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _listens(address: Address) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(address) == 0
