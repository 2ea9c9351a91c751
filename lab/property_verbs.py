"""`finesse-lab property`: the desktop's properties, as the product's `utils finesse set_property desktop`."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from lab import terminal
from lab.asking import Offset, ask
from vos.settings import SettingsError

app = typer.Typer(
    help="Properties of every desktop, which a layout's own may outdo; desktops have them from their next "
    "sign-in or reload on.",
    no_args_is_help=True,
)

Key = Annotated[str, typer.Argument(metavar="KEY", help="As `finesse-lab property list` shows it.")]


@app.command(name="list")
def list_properties(port_offset: Offset = 0) -> None:
    """List the properties: key, value, and what it may be; a star before those that are set."""
    for each in ask(port_offset, "GET", "properties")["properties"]:
        mark = " " if each["value"] is None else "*"
        terminal.say(f"{mark} {each['key']:38} {value_of(each) or '-':24} {allowed(each)}".rstrip())


@app.command()
def show(key: Key, port_offset: Offset = 0) -> None:
    """Print the value that counts, what is set or else the default."""
    for each in ask(port_offset, "GET", "properties")["properties"]:
        if each["key"] == key:
            terminal.say(value_of(each))
            return
    raise SettingsError(f"KEY: {key!r} is no property of the desktop; see `finesse-lab property list`")


@app.command(name="set")
def set_property(
    key: Key,
    value: Annotated[str, typer.Argument(metavar="VALUE", help="Such as true, 10, or a text.")],
    port_offset: Offset = 0,
) -> None:
    """Set a property."""
    _put(key, value, port_offset)


@app.command()
def unset(key: Key, port_offset: Offset = 0) -> None:
    """Give a property its default again."""
    _put(key, None, port_offset)


def value_of(told: dict[str, Any]) -> str:
    """The value that counts."""
    value: str = told["default"] if told["value"] is None else told["value"]
    return value


def allowed(told: dict[str, Any]) -> str:
    """What a property may be, in a word or two."""
    if told["choices"]:
        return " | ".join(told["choices"])
    if told["kind"] == "text":
        return f"text, {told['most']} characters"
    return f"{told['least']} to {told['most']}" if told["most"] is not None else f"{told['least']} or more"


def _put(key: str, value: str | None, port_offset: int) -> None:
    for each in ask(port_offset, "PUT", "properties", {"values": {key: value}})["properties"]:
        if each["key"] == key:
            terminal.say(f"{key} {value_of(each)}".rstrip())
