"""Gadgets by their address: which address means one, which of its messages count, what is read once."""

from __future__ import annotations

import asyncio

import pytest

from finesse.shindig import spec
from finesse.shindig.gadgets import AT_ONCE, LOCALES, absolute
from finesse.shindig.keys import GADGETS
from finesse.shindig.spec import BadSpec
from tests.finesse.shindig.gadget_files import HOME, GadgetFiles, body, module


async def test_of_many_locales_the_special_ones_count(files: GadgetFiles) -> None:
    locales = "".join(f'<Locale><msg name="a">{each}</msg></Locale>' for each in range(LOCALES))
    own = '<Locale lang="en" country="US"><msg name="a">own</msg></Locale>'
    assert (
        body(await files.page(files.write("a.xml", module("__MSG_a__", locales + own)), country="US"))
        == "own"
    )


async def test_a_gadget_with_a_namespace_is_read(files: GadgetFiles) -> None:
    xml = module("x").replace("<Module>", '<Module xmlns="http://ns.opensocial.org/2008/gadgets">')
    assert body(await files.page(files.write("a.xml", xml))) == "x"


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        (HOME + "x.xml", "http://localhost:8082" + HOME + "x.xml"),
        (" https://a.example.com/x.xml?b=1#c ", "https://a.example.com/x.xml?b=1"),
        ("HTTP://a.example.com/x.xml", "HTTP://a.example.com/x.xml"),
    ],
)
def test_a_path_is_one_of_this_node(given: str, meant: str) -> None:
    assert absolute(given) == meant


@pytest.mark.parametrize("size", [10, AT_ONCE])
async def test_of_what_is_no_gadget_nothing_is_kept_but_its_fault(files: GadgetFiles, size: int) -> None:
    url = files.write("a.xml", f"<Other>{'x' * size}</Other>")
    assert (await files.frame(url)).status == 502
    kept = files.node.client.app[GADGETS].documents.known(absolute(url))  # type: ignore[index]
    assert kept is not None
    (fault,) = kept.made.values()
    assert isinstance(fault, BadSpec)
    assert (fault.fault, fault.__traceback__, fault.__context__) == ("notModule", None, None)


async def test_a_large_gadget_is_read_once_for_all_who_ask_at_once(
    files: GadgetFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads: list[bytes] = []
    read = spec.read
    monkeypatch.setattr(spec, "read", lambda data: reads.append(data) or read(data))
    url = files.write("a.xml", module("x" * AT_ONCE))
    await asyncio.gather(*(files.page(url, mid=str(each)) for each in range(5)))
    assert len(reads) == 1
