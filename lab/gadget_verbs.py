"""`finesse-lab gadget`: the gadgets that are being written, in the desktops of a lab that runs."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from lab import terminal
from lab.asking import Offset, ask, quoted

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
    from lab.workbench.here import absolute

    told = ask(port_offset, "POST", "gadgets", {"gadget": absolute(gadget)})
    terminal.say(line(told))
    if note := told.get("note"):
        terminal.complain(note)


@app.command()
def remove(
    name: Annotated[str, typer.Argument(metavar="NAME", help="As `finesse-lab gadget list` shows it.")],
    port_offset: Offset = 0,
) -> None:
    """Take a gadget away from every desktop; its files stay as they are."""
    told = ask(port_offset, "DELETE", f"gadgets/{quoted(name)}")
    terminal.say(f"{told['name']} removed")


@app.command(name="list")
def show(port_offset: Offset = 0) -> None:
    """List the gadgets: name, who sees it and where, address, and where its files are."""
    for told in ask(port_offset, "GET", "gadgets")["gadgets"]:
        terminal.say(line(told))
        if note := told.get("note"):
            terminal.complain(note)


def line(told: dict[str, Any]) -> str:
    """A gadget in a line."""
    where = f"{told['role']}/{told['tab'] or 'first tab'}"
    files = f"  {told['folder']}" if "folder" in told else ""
    return f"{told['name']}  {where}  {told['url']}{files}"
