"""`finesse-lab`: the lab's verbs. What a verb needs is imported when it is used: the lab must be up soon."""

from __future__ import annotations

import io
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from lab import gadget_verbs, property_verbs, terminal
from lab.asking import Offset, ask, console, quoted
from vos.settings import USAGE_ERROR, SettingsError

DAY = 86_400
BAD_USAGE: type[typer.BadParameter] = typer.BadParameter.__bases__[0]  # whichever click typer brings along
INTERRUPTED = 130  # as a shell says it
NOT_SO = 1  # exit code: the lab is not ready, the call failed

app = typer.Typer(
    help="A whole Cisco Finesse contact center for Unified CCX on this machine.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


class Timers(StrEnum):
    """Whose patience."""

    PRODUCT = "product"
    FAST = "fast"


class Transport(StrEnum):
    """How desktops hear."""

    WEBSOCKET = "websocket"
    BOSH = "bosh"


class Sample(StrEnum):
    """Which of the contact centres that come along."""

    FULL = "full"
    PLAIN = "plain"


class Key(StrEnum):
    """What a hand does at a phone."""

    ANSWER = "answer"
    HOLD = "hold"
    RETRIEVE = "retrieve"
    DROP = "drop"
    DIAL = "dial"
    OFFHOOK = "offhook"
    ONHOOK = "onhook"
    DIGITS = "digits"
    UNPLUG = "unplug"
    PLUG = "plug"


ServiceName = Annotated[
    str, typer.Argument(metavar="SERVICE", help="As `finesse-lab status` lists it, such as finesse.")
]

app.add_typer(gadget_verbs.app, name="gadget")
app.add_typer(property_verbs.app, name="property")


@app.command()
def up(
    nodes: Annotated[int, typer.Option(min=1, max=2, help="How many CCX nodes.")] = 1,
    home: Annotated[Path, typer.Option(help="Where certificates, logs and data live.")] = Path("var"),
    centre: Annotated[
        Path | None, typer.Option(help="The contact centre's TOML file; the sample centre without.")
    ] = None,
    sample: Annotated[
        Sample | None, typer.Option(help="Which sample centre; plain has no reason codes. Without: full.")
    ] = None,
    fresh: Annotated[
        bool,
        typer.Option("--fresh", help="Forget what the home's databases hold; logs and certificates stay."),
    ] = False,
    port_offset: Offset = 0,
    listen: Annotated[
        str, typer.Option(help="The address that the services listen on; the console stays on loopback.")
    ] = "127.0.0.1",
    host: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME",
            help="By which others reach this machine; may be repeated, the first names the node.",
        ),
    ] = None,
    timers: Annotated[Timers, typer.Option(help="The product's times, or short ones.")] = Timers.PRODUCT,
    transport: Annotated[Transport, typer.Option(help="How desktops hear.")] = Transport.WEBSOCKET,
    log_level: Annotated[
        str, typer.Option(help="DEBUG writes every message between the services.")
    ] = "DEBUG",
    gadget: Annotated[
        list[str] | None,
        typer.Option(
            metavar="PATH_OR_URL[@ROLE/TAB]",
            help="A gadget that is being written, shown in desktops and reloaded when it changes; may be "
            "repeated. Its XML, its folder, or its address.",
        ),
    ] = None,
    notification: Annotated[
        str | None,
        typer.Option(metavar="embedded|external", help="Our notification service, or another XMPP server."),
    ] = None,
    xmpp: Annotated[
        str | None,
        typer.Option(
            metavar="HOST:PORT[,…]", help="The other server's XMPP port with TLS; of a cluster each node's."
        ),
    ] = None,
    browser_port: Annotated[
        int | None,
        typer.Option(min=1, max=65_535, help="Its port for BOSH and WebSocket with TLS; 7443."),
    ] = None,
) -> None:
    """Start every service and keep it running until Ctrl-C or `finesse-lab down`."""
    from lab import run
    from lab.plan.external_notification import NotificationChoice
    from lab.plan.wanted import Wanted
    from lab.reach import checked_address, checked_names

    if set("?%") & set(str(home.resolve())):  # a database's address would mean something else by them
        raise SettingsError(
            f"--home: {home}: no ? and no % may be in a database's path; choose another folder"
        )
    if nodes != 1:
        raise SettingsError("--nodes: this version runs one node; use --nodes 1")
    wanted = Wanted(
        home=home,
        centre=_centre(centre, sample),
        port_offset=port_offset,
        listen=checked_address(listen),
        hosts=checked_names(checked_address(listen), host or ()),
        fast=timers is Timers.FAST,
        transport=transport.value,
        log_level=log_level.upper(),
        notification=NotificationChoice.of(notification, xmpp, browser_port),
        fresh=fresh,
        gadgets=tuple(gadget or ()),
    )
    run.until_stopped(wanted)


@app.command()
def status(
    wait: Annotated[
        float,
        typer.Option(metavar="SECONDS", min=0, max=DAY, help="How long to wait until it is ready."),
    ] = 0,
    port_offset: Offset = 0,
) -> None:
    """Show what runs, whether it serves and is in service. Exit code 1 when the lab is not ready."""
    from lab.console.polling import until_ready

    told = until_ready(console(port_offset), _seconds("--wait", wait))
    rows = []
    for service in told["services"]:
        where = "  ".join(f"{what} {address}" for what, address in service["addresses"].items())
        in_service = "in service" if service["in_service"] else "out of service"
        line = f"{service['state']:9} {in_service:15} {service['pid'] or '':<8} {where}"
        rows.append((service["name"], line))
    terminal.list_rows(rows, "ready" if told["ready"] else f"not ready: {told['reason']}")
    if not told["ready"]:
        raise typer.Exit(NOT_SO)


@app.command()
def start(service: ServiceName, port_offset: Offset = 0) -> None:
    """Start a service that does not run, and wait until it serves."""
    _service(service, "start", port_offset)


@app.command()
def stop(service: ServiceName, port_offset: Offset = 0) -> None:
    """Stop a service in good order, and wait until it is gone."""
    _service(service, "stop", port_offset)


@app.command()
def kill(service: ServiceName, port_offset: Offset = 0) -> None:
    """Kill a service, as if its machine had lost power."""
    _service(service, "kill", port_offset)


@app.command()
def restart(service: ServiceName, port_offset: Offset = 0) -> None:
    """Stop a service if it runs, start it, and wait until it serves."""
    _service(service, "restart", port_offset)


@app.command()
def down(port_offset: Offset = 0) -> None:
    """Stop a lab that runs elsewhere, and wait until it is gone."""
    from lab.console.client import wait_until_gone

    ask(port_offset, "POST", "down", {})
    wait_until_gone(console(port_offset))
    terminal.say("stopped")


@app.command()
def call(
    caller: Annotated[str, typer.Argument(metavar="FROM", help="The caller's number, any; '' if withheld.")],
    to: Annotated[str, typer.Argument(metavar="TO", help="What is dialled, such as 6001.")],
    variable: Annotated[
        list[str] | None, typer.Option(metavar="NAME=VALUE", help="A call variable; may be repeated.")
    ] = None,
    watch: Annotated[
        float,
        typer.Option(
            metavar="SECONDS", min=0, max=DAY, help="How long at most to watch where the call gets to."
        ),
    ] = 10,
    port_offset: Offset = 0,
) -> None:
    """A caller from outside dials. Prints the call's id, then on stderr what becomes of the call.

    That is watched until the call rings, is answered or stays in a queue. Exit code 1 when it fails.
    """
    from lab.console.polling import FAILED, follow

    watch = _seconds("--watch", watch)
    variables = {}
    for pair in variable or []:
        name, equals, value = pair.partition("=")
        if not equals:
            raise SettingsError(f"--variable: {pair!r} is not NAME=VALUE")
        variables[name] = value
    made = ask(port_offset, "POST", "calls", {"from": caller, "to": to, "variables": variables})["id"]
    terminal.say(made)
    if watch and follow(console(port_offset), made, watch, terminal.complain) == FAILED:
        raise typer.Exit(NOT_SO)


@app.command()
def calls(
    every: Annotated[bool, typer.Option("--all", help="Also those that have ended; the last 500.")] = False,
    port_offset: Offset = 0,
) -> None:
    """List the calls that go on, the oldest first: id, who calls whom, and what the call does."""
    for each in ask(port_offset, "GET", "calls")["calls"]:
        if each["made_for"] is None and (every or each["ended"] is None):
            who = f"{each['from'] or 'unknown'} to {each['to'] or '-'}"
            terminal.say(f"{each['id']}  {who}  {each['summary']}")


@app.command()
def digits(
    call_id: Annotated[str, typer.Argument(metavar="ID", help="The call, as `finesse-lab call` printed it.")],
    keys: Annotated[str, typer.Argument(metavar="DIGITS", help="What the caller presses, such as 123#.")],
    port_offset: Offset = 0,
) -> None:
    """The caller of a call presses keys."""
    ask(port_offset, "POST", f"calls/{quoted(call_id)}/digits", {"digits": keys})


@app.command()
def phone(
    extension: Annotated[str, typer.Argument(metavar="EXT", help="The phone's extension, such as 1001.")],
    key: Annotated[Key, typer.Argument(help="What the hand does.")],
    to: Annotated[
        str | None, typer.Argument(metavar="[TO]", help="What to dial, or which digits to press.")
    ] = None,
    port_offset: Offset = 0,
) -> None:
    """A hand at a phone; prints the id of the call it meant, as its caller knows it."""
    if key is Key.DIAL and to is None:
        raise SettingsError("TO: say which number to dial, as in `finesse-lab phone 1001 dial 1002`")
    if key is Key.DIGITS and to is None:
        raise SettingsError("TO: say which digits to press, as in `finesse-lab phone 1001 digits 1002`")
    body = {Key.DIAL: {"to": to}, Key.DIGITS: {"digits": to}}.get(key, {})
    call = ask(port_offset, "POST", f"phones/{quoted(extension)}/{key.value}", body)
    if call:  # the plug means no call
        terminal.say(call["id"])


def _service(service: str, verb: str, port_offset: int) -> None:
    told = ask(port_offset, "POST", f"services/{quoted(service)}/{verb}", {})
    terminal.say(f"{told['name']} {told['state']}")


def _centre(centre: Path | None, sample: Sample | None) -> Path | None:
    from vos.centre import PLAIN

    if centre is not None and sample is not None:
        raise SettingsError("--sample: goes without --centre; leave one of them out")
    return PLAIN if sample is Sample.PLAIN else centre


def _seconds(option: str, value: float) -> float:
    if value != value:  # NaN passes every limit
        raise SettingsError(f"{option}: {value} is no number of seconds")
    return value


def main() -> None:
    """The command. Exit code 0 when all went as asked; 1 when a lab is not ready or a call failed; 2 with one
    line on stderr when it could not be asked, or was asked wrongly.
    """
    from lab.failure import LabError, StartFailed

    sys.excepthook = terminal.complain_of_an_error
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal that lacks a letter is no reason to fail
            stream.reconfigure(errors="backslashreplace")
    try:
        sys.exit(app(standalone_mode=False))
    except StartFailed as error:  # a service's own line, which names it
        terminal.complain(" ".join(str(error).split()))
    except (SettingsError, LabError) as error:
        terminal.complain(f"finesse-lab: {' '.join(str(error).split())}")
    except BAD_USAGE as error:
        if said := error.format_message():  # without a verb its help has been shown
            verb = error.ctx.command_path if error.ctx else "finesse-lab"
            words = " ".join(said.split()).rstrip(".")
            terminal.complain(f"finesse-lab: {words}; see `{verb} --help`")
    except typer.Abort:  # Ctrl-C
        sys.exit(INTERRUPTED)
    sys.exit(USAGE_ERROR)
