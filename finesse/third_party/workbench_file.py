"""The file that says which gadgets are on the workbench, beside those of the layouts.

Whoever writes it replaces it as a whole. It names each gadget by the address of a server elsewhere, or by a
folder of this machine and the gadget XML in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import quote

import msgspec

from vos import private
from vos.http.web_url import WebOrigin, WebUrl

FILES = "/3rdpartygadget/files/"
BYTES = 1_000_000
GADGETS = 200
NAME = r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}\Z"
TAB = r"^[A-Za-z0-9_-]{0,64}\Z"

Role = Literal["agent", "supervisor", "all"]


class Gadget(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One gadget of the workbench: what it is called, where it is, who sees it and where."""

    name: Annotated[str, msgspec.Meta(pattern=NAME)]
    role: Role = "all"
    tab: Annotated[str, msgspec.Meta(pattern=TAB)] = ""  # a tab's id, page or header; the first tab if empty
    url: str = ""  # of one that another server has
    folder: str = ""  # of one whose files are here
    spec: str = ""  # its XML in there

    @property
    def address(self) -> str:
        """Where its XML is, as a layout names a gadget."""
        return self.url or f"{self.prefix}{quote(self.spec)}"

    @property
    def prefix(self) -> str:
        """The path below which its folder's files are."""
        return f"{FILES}{quote(self.name)}/"

    @property
    def origin(self) -> WebOrigin | None:
        """The server that has it; None when its files are here."""
        return WebUrl.parse(self.url).origin if self.url else None


class Listed(msgspec.Struct, frozen=True):
    """What the file says."""

    gadgets: Annotated[tuple[Gadget, ...], msgspec.Meta(max_length=GADGETS)] = ()


NOTHING = Listed()


def decoded(raw: bytes) -> Listed:
    """What such a file says. ValueError says what is wrong with it."""
    if len(raw) > BYTES:
        raise ValueError(f"it is longer than {BYTES} bytes")
    found = msgspec.json.decode(raw, type=Listed)
    for gadget in found.gadgets:
        if bool(gadget.url) == bool(gadget.folder and gadget.spec):
            raise ValueError(f"{gadget.name} has neither or both of a url, and a folder with a spec")
        if gadget.url and (wrong := fault_of(gadget.url)):
            raise ValueError(f"{gadget.name}: {wrong}")
    names = [gadget.name.casefold() for gadget in found.gadgets]
    if len(set(names)) < len(names):
        raise ValueError("a name is there twice")
    return found


def fault_of(url: str) -> str:
    """What is wrong with the address of a gadget elsewhere; empty when nothing is."""
    try:
        WebUrl.parse(url)
    except ValueError as error:
        return str(error)
    return ""


def write(path: Path, gadgets: Sequence[Gadget]) -> None:
    """Replace the file in one step. OSError if that cannot be."""
    private.replace(path, msgspec.json.format(msgspec.json.encode(Listed(tuple(gadgets)))))
