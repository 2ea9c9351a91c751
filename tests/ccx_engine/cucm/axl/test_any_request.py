"""Whatever a request says, it is answered or refused with a fault, and the cluster stays whole."""

from __future__ import annotations

import asyncio
import contextlib
from xml.sax.saxutils import escape

from hypothesis import given, settings
from hypothesis import strategies as st

from ccx_engine.cucm.axl.operations import OPERATIONS
from ccx_engine.cucm.axl.schema import fields
from ccx_engine.cucm.axl.shapes import SHAPES
from ccx_engine.cucm.axl.soap import Fault
from tests.ccx_engine.cucm.axl.world import PHONE, ROUTE_POINT, USER, World
from tests.ccx_engine.cucm.configuration.test_administration import consistent

TEXTS = st.one_of(
    st.sampled_from(
        ["", "1", "2", "true", "f", "%", "agent1", "AGENT2", "SEP000000001001", "SEP0000000000AA", "Trigger",
         "CCX_7001", "1001", "1900", "\\+4930", "Device", "Phone", "Cisco 8845", "CTI Port", "Default", "On",
         "Directory URI", "Standard CTI Enabled", "select * from device", "Call Recording Disabled", "lab"]
    ),
    st.text(st.characters(codec="utf-8", exclude_characters="\x00", min_codepoint=32), max_size=8),
)  # fmt: skip
BEGINNINGS = {"XUser": USER, "XPhone": PHONE, "XCtiRoutePoint": ROUTE_POINT}


@st.composite
def contents(draw: st.DrawFn, shape: str, depth: int = 0) -> str:
    """Some of the fields of a shape, with texts that may fit or not."""
    known = fields(shape)
    if not known:
        return ""
    chosen = draw(st.lists(st.sampled_from(known), max_size=4 if depth else 5))
    parts = []
    for field in chosen:
        if field.type in SHAPES and depth < 4:
            beginning = draw(st.sampled_from(["", BEGINNINGS.get(field.type, "")]))
            inside = beginning + draw(contents(SHAPES[field.type], depth + 1))
        else:
            inside = escape(draw(TEXTS))
        uuid = draw(st.sampled_from(["", "", ' uuid="{58C958D5-E9F9-5577-8FB0-E3F03718FBD3}"', ' uuid="x"']))
        parts.append(f"<{field.name}{uuid}>{inside}</{field.name}>")
    return "".join(parts)


@st.composite
def requests(draw: st.DrawFn) -> tuple[str, str]:
    """An operation, and what it is asked."""
    shape = draw(st.sampled_from([each.shape for each in OPERATIONS.values()]))
    return shape.name, draw(contents(shape.request))


@settings(max_examples=40, deadline=None)
@given(st.lists(requests(), min_size=1, max_size=6))
def test_any_request_is_answered_or_refused(asked: list[tuple[str, str]]) -> None:
    async def ask() -> None:
        world = World()
        for operation, content in asked:
            with contextlib.suppress(Fault):
                await world.reply(operation, content)
            consistent(world.cluster)
        for kind, tag in (
            ("User", "userid"),
            ("Phone", "name"),
            ("Line", "pattern"),
            ("CtiRoutePoint", "name"),
        ):
            everything = f"<searchCriteria><{tag}>%</{tag}></searchCriteria><returnedTags/>"
            answer = await world.ask(f"list{kind}", everything)
            for found in answer.iterfind("return/*"):
                await world.reply(f"get{kind}", f"<uuid>{found.get('uuid')}</uuid>")
        await world.sql("select count(*) from devicenumplanmap")

    asyncio.run(ask())
