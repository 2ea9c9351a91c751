"""What a request to AXL costs to read grows with its size, whatever it is made of."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ccx_engine.cucm.axl.soap import ENVELOPE, Fault, parse
from tests.linear import must_be_linear


def envelope(inside: str, attributes: str = "") -> bytes:
    return (
        f'<e:Envelope xmlns:e="{ENVELOPE}" xmlns:ns="http://www.cisco.com/AXL/API/12.5"><e:Body>'
        f"<ns:updateUser {attributes}>{inside}</ns:updateUser></e:Body></e:Envelope>"
    ).encode()


MADE: dict[str, Callable[[int], bytes]] = {
    "attributes": lambda size: envelope("", " ".join(f'a{number}="1"' for number in range(size))),
    "attributes of one namespace": lambda size: envelope(
        "", 'xmlns:x="urn:x" ' + " ".join(f'x:a{number}="1"' for number in range(size))
    ),
    "namespaces": lambda size: envelope(
        "", " ".join(f'xmlns:x{number}="urn:x{number}"' for number in range(size))
    ),
    "namespaces that are used": lambda size: envelope(
        "".join(f'<x{number}:a xmlns:x{number}="urn:{number}"/>' for number in range(size))
    ),
    "children": lambda size: envelope("<a>x</a>" * size),
    "children of different names": lambda size: envelope("".join(f"<a{n}>x</a{n}>" for n in range(size))),
    "depth": lambda size: envelope("<a>" * min(size // 50, 250) + "</a>" * min(size // 50, 250)),
    "references": lambda size: envelope("<a>" + "&quot;&#10;" * size + "</a>"),
    "comments": lambda size: envelope("<!-- -->" * size),
    "instructions": lambda size: envelope("<?a b?>" * size),
    "character data": lambda size: envelope("<a>" + "<![CDATA[x]]>" * size + "</a>"),
}


@pytest.mark.parametrize("make", MADE.values(), ids=MADE)
def test_a_request_is_read_in_proportion_to_its_size(make: Callable[[int], bytes]) -> None:
    def step(body: bytes) -> None:
        try:
            given = parse(body).given
        except Fault:
            return
        given.texts()
        given.tags()

    must_be_linear(make, step, 1_500)
