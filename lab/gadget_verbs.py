"""`finesse-lab gadget`: the gadgets that are being written, in the desktops of a lab that runs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from lab import terminal
from lab.asking import Offset, ask, quoted

FAULTS = 1  # exit code

app = typer.Typer(
    help="Gadgets that you write: show them in desktops, take them away, check them.", no_args_is_help=True
)

What = Annotated[
    str,
    typer.Argument(
        metavar="PATH_OR_URL[@ROLE/TAB]",
        help="The gadget's XML, its folder, or its address; for agent, supervisor or all, and a tab's id, "
        "page or header.",
    ),
]


@app.command()
def add(gadget: What, port_offset: Offset = 0) -> None:
    """Show a gadget in every desktop of a lab that runs, and load it again whenever its files change."""
    from lab.workbench.here import asked

    show(ask(port_offset, "POST", "gadgets", asked(gadget)))


@app.command()
def remove(
    name: Annotated[str, typer.Argument(metavar="NAME", help="As `finesse-lab gadget list` shows it.")],
    port_offset: Offset = 0,
) -> None:
    """Take a gadget away from every desktop; its files stay as they are."""
    told = ask(port_offset, "DELETE", f"gadgets/{quoted(name)}")
    terminal.say(f"{told['name']} removed")


@app.command(name="list")
def list_gadgets(port_offset: Offset = 0) -> None:
    """List the gadgets: name, who sees it and where, address, and where its files are."""
    for told in ask(port_offset, "GET", "gadgets")["gadgets"]:
        show(told)


@app.command()
def check(
    path: Annotated[Path, typer.Argument(metavar="PATH", help="The gadget's XML, or its folder.")],
    as_json: Annotated[bool, typer.Option("--json", help="For programs; the form stays as it is.")] = False,
    no_browser: Annotated[
        bool, typer.Option("--no-browser", help="Read its files only; do not load it in Chromium.")
    ] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Exit code 1 for warnings, too.")] = False,
    _port_offset: Annotated[
        int,
        typer.Option(
            "--port-offset",
            help="Taken as by every verb, and not needed: the lab of the check listens on free ports.",
        ),
    ] = 0,
) -> None:
    """Say at file:line what would fail on a real Finesse, then load it in headless Chromium.

    Exit code 0 when nothing fails, 1 when something does, 2 when it could not be checked. Needs no lab that
    runs: it starts one of its own for the browser, on free ports, so that it is in no other's way.
    """
    from lab.gadget_check.run import checked

    if not checked(path, as_json=as_json, browser=not no_browser, strict=strict):
        raise typer.Exit(FAULTS)


def show(told: dict[str, Any]) -> None:
    """Print a gadget in a line, and what its developer should know."""
    where = f"{told['role']}/{told['tab'] or 'first tab'}"
    files = f"  {told['folder']}" if "folder" in told else ""
    terminal.say(f"{told['name']}  {where}  {told['url']}{files}")
    if note := told.get("note"):
        terminal.complain(note)
