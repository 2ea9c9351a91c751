"""The number that a call is to go to, as it is given: letters are not mapped, punctuation is not stripped."""

from __future__ import annotations

from finesse.api.errors import InvalidInput
from finesse.api.form import Filled

BYTES = 39  # what CTI's DialedNumber holds


def dialled_number(form: Filled) -> str:
    """The element toAddress: any ASCII that CTI can carry."""
    destination: str = form.needed("toAddress")
    if not destination.isascii() or not destination.isprintable() or len(destination) > BYTES:
        raise InvalidInput("toAddress")
    return destination
