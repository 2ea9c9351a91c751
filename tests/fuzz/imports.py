"""Whatever bytes come, files of contacts, forms and bodies raise their documented errors and nothing else.

An input is: what to do - and the bytes.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import Any

from finesse import contacts_file
from finesse.api import body
from finesse.api.errors import BadRequest
from finesse.contacts_file import Faults, NoContacts
from finesse.uploaded_form import NoFile, file_in

HEADING = b"First Name,Last Name,Phone Number,Notes\r\n"


def instrument(function: Callable[[Any], Any]) -> None:
    """Nothing here is made while running."""


def check(data: bytes) -> None:
    """Raise where the code does what is documented nowhere."""
    if data:
        DEEDS[data[0] % len(DEEDS)](data[1:])


def _file(data: bytes) -> None:
    """What was read of a file, exported, reads the same."""
    faults = Faults()
    with contextlib.suppress(NoContacts):
        found = list(contacts_file.read(data, 1, faults))
        assert list(contacts_file.read(contacts_file.written(found).encode(), 1, faults)) == found


def _records(data: bytes) -> None:
    _file(HEADING + data)


def _form(data: bytes) -> None:
    """A form, after a line with its Content-Type."""
    content_type, _, form = data.partition(b"\n")
    with contextlib.suppress(NoFile):
        file_in(form, content_type.decode("latin-1"))


def _parts(data: bytes) -> None:
    """Parts of a form whose boundary is `y`."""
    with contextlib.suppress(NoFile):
        file_in(b"--y\r\n" + data, "multipart/form-data; boundary=y")


def _body(data: bytes) -> None:
    """What a long body is, a short one is as well."""
    try:
        found = body.parse_much(data, "a")
    except BadRequest:
        return
    assert body.parse(data, "a").value == found.value


DEEDS: tuple[Callable[[bytes], None], ...] = (_file, _records, _form, _parts, _body)
