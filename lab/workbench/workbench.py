"""The gadgets on a lab's workbench: what `up` was given, and what is added and removed while it runs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from finesse.third_party import workbench_file
from finesse.third_party.watched import folders_of
from finesse.third_party.workbench_file import GADGETS, Gadget
from lab.failure import LabError
from lab.plan.wanted import Wanted
from lab.workbench import wish
from lab.workbench.gadget_files import gadget_of
from lab.workbench.wish import BadWish, Wish
from vos import private
from vos.settings import SettingsError

NOT_SAFE = re.compile(r"[^A-Za-z0-9._-]+")
STEM = 48  # characters of a name, before what makes it unique


class Workbench:
    """What Finesse is told by the file; each change replaces that as a whole."""

    def __init__(self, file: Path, uploaded: Path, gadgets: Iterable[Gadget] = ()) -> None:
        self._file = file
        self._uploaded = uploaded
        self._gadgets = tuple(gadgets)

    @classmethod
    def begun(cls, wanted: Wanted) -> Workbench:
        """With the gadgets that `up` was given; those of an earlier run are forgotten.

        SettingsError names one that is none. OSError if nothing can be written in the lab's home.
        """
        private.folder(wanted.third_party)
        private.folder(wanted.data)
        workbench = cls(wanted.workbench, wanted.third_party)
        try:
            for text in wanted.gadgets:
                workbench._take(wish.read(text, lambda path: Path(path).exists()))
        except BadWish as wrong:
            raise SettingsError(f"--gadget: {wrong}") from None
        workbench_file.write(workbench._file, workbench._gadgets)
        return workbench

    @property
    def gadgets(self) -> tuple[Gadget, ...]:
        return self._gadgets

    def add(self, text: str, role: str = "", tab: str = "") -> Gadget:
        """Show one more. LabError says why it cannot be."""
        before = self._gadgets
        try:
            return self._write(
                self._take(wish.read(text, lambda path: Path(path).exists(), role, tab)), before
            )
        except BadWish as wrong:
            raise LabError(400, f"gadget: {wrong}", "see finesse-lab gadget add --help") from None

    def remove(self, name: str) -> Gadget:
        """Show it no more. LabError if there is none of that name."""
        for gadget in self._gadgets:
            if gadget.name == name:
                before = self._gadgets
                self._gadgets = tuple(each for each in before if each is not gadget)
                return self._write(gadget, before)
        raise LabError(404, f"no gadget {name} is on the workbench", "see finesse-lab gadget list")

    def _take(self, wanted: Wish) -> Gadget:
        if len(self._gadgets) == GADGETS:
            raise BadWish(f"there are {GADGETS} gadgets already, and no more may be; remove some")
        if wanted.is_url:
            place = {"url": wanted.where}
            stem = Path(unquote(urlsplit(wanted.where).path)).stem
        else:
            spec = gadget_of(Path(wanted.where))
            place, stem = {"folder": str(spec.parent), "spec": spec.name}, spec.stem
        gadget = Gadget(name=self._name(stem), role=wanted.role, tab=wanted.tab, **place)
        for each in self._gadgets:
            if (each.url, each.folder, each.spec, each.tab) == (
                gadget.url,
                gadget.folder,
                gadget.spec,
                gadget.tab,
            ):
                raise BadWish(f"{wanted.where} is there already, as {each.name}")
        self._gadgets = (*self._gadgets, gadget)
        return gadget

    def _name(self, stem: str) -> str:
        """A name that is nobody's yet, nor that of a folder of uploaded gadgets."""
        stem = NOT_SAFE.sub("-", stem).strip("-._")[:STEM] or "gadget"
        taken = {each.name.casefold() for each in self._gadgets}
        name, number = stem, 1
        while name.casefold() in taken or (self._uploaded / name).exists():
            number += 1
            name = f"{stem}-{number}"
        return name

    def _write(self, gadget: Gadget, before: tuple[Gadget, ...]) -> Gadget:
        try:
            workbench_file.write(self._file, self._gadgets)
        except OSError as error:
            self._gadgets = before
            raise LabError(500, f"cannot write {self._file}: {error.strerror}", "make room there") from None
        return gadget


def shown(gadget: Gadget) -> dict[str, Any]:
    """A gadget as JSON; `note` says what its developer should know."""
    told: dict[str, Any] = {
        "name": gadget.name,
        "url": gadget.address,
        "role": gadget.role,
        "tab": gadget.tab,
    }
    if gadget.folder:
        told |= {"folder": gadget.folder, "spec": gadget.spec}
        if note := folders_of(Path(gadget.folder)).note:
            told["note"] = note
    return told
