from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finesse.shindig.spec import (
    ATTRIBUTES,
    BYTES,
    ELEMENTS,
    BadSpec,
    Locale,
    Preload,
    UserPref,
    WantedFeature,
    read,
)

WHOLE = b"""<?xml version="1.0" encoding="UTF-8"?>
<!-- before the root -->
<Module>
  <ModulePrefs title="__MSG_title__"
    description="a gadget"
    scrolling="true" height="0">
    <Require feature="pubsub-2"/>
    <Require feature="loadingindicator">
      <Param name="manual-dismiss">true</Param>
      <Param name="loading-timeout"> 20 </Param>
    </Require>
    <Optional feature="content-rewrite"
    ><Param name="exclude-url">a</Param><Param name="exclude-url">b</Param></Optional>
    <Locale messages="all.xml"/>
    <Locale lang="EN" country="us" messages="en.xml" language_direction="ltr"/>
    <Locale lang="ar" language_direction="rtl"><msg name="a.b"> text </msg></Locale>
    <Preload href="/x" authz="NONE" views="canvas"/>
    <Link rel="icon" href="x.png"/>
    <Icon>x</Icon>
  </ModulePrefs>
  <UserPref name="scheme" display_name="" default_value="" datatype="hidden"/>
  <UserPref name="size" datatype="enum" required="true"><EnumValue value="1" display_value="one"/></UserPref>
  <Content type="html" view="default,canvas"><![CDATA[<b>1</b>]]></Content>
  <Content type="html" view="canvas" href="more.html"/>
</Module>
"""


def test_all_that_gadgets_say_is_read() -> None:
    spec = read(WHOLE)
    assert spec.title == "__MSG_title__"
    assert spec.attributes["description"] == "a gadget"
    assert (spec.scrolling, spec.height) == (True, 0)
    assert spec.features == (
        WantedFeature("pubsub-2", True, (), 7),
        WantedFeature("loadingindicator", True, (("manual-dismiss", "true"), ("loading-timeout", "20")), 8),
        WantedFeature("content-rewrite", False, (("exclude-url", "a"), ("exclude-url", "b")), 13),
    )
    assert spec.locales == (
        Locale("", "", "all.xml", line=14),
        Locale("en", "US", "en.xml", line=15),
        Locale("ar", "", "", True, (("a.b", "text"),), 16),
    )
    assert spec.preloads == (Preload("/x", "none", ("canvas",), 17),)
    assert spec.links == (("icon", "x.png"),)
    assert spec.prefs == (
        UserPref("scheme", datatype="hidden"),
        UserPref("size", datatype="enum", required=True, values=(("1", "one"),)),
    )
    assert [one.text for one in spec.shown_in("default")] == ["<b>1</b>"]
    assert [one.href for one in spec.shown_in("canvas")] == ["", "more.html"]


def module(content: str, prefs: str = "<ModulePrefs/>") -> bytes:
    return f"<Module>{prefs}{content}</Module>".encode()


def test_content_without_a_view_is_shown_in_all() -> None:
    spec = read(module("<Content>a</Content><Content view='canvas'>b</Content>"))
    assert [one.text for one in spec.shown_in("canvas")] == ["a", "b"]
    assert [one.text for one in spec.shown_in("default")] == ["a"]


def test_a_view_of_which_nothing_is_said_shows_the_default() -> None:
    spec = read(module("<Content view='default'>a</Content><Content view='canvas'>b</Content>"))
    assert [one.text for one in spec.shown_in("profile")] == ["a"]


def test_a_gadget_may_have_nothing_for_a_view() -> None:
    spec = read(module("<Content view='canvas'>b</Content>"))
    assert spec.shown_in("default") == []


def test_a_gadget_without_a_title_has_an_empty_one() -> None:
    assert read(module("<Content>a</Content>")).title == ""


@pytest.mark.parametrize(
    ("data", "fault", "line"),
    [
        (b"", "empty", 0),
        (b" \n ", "empty", 0),
        (b"<Module>" + b" " * BYTES + b"</Module>", "tooLarge", 0),
        (module("<Content>a</Content>" + "<a/>" * ELEMENTS), "tooLarge", 0),
        (module("<Content " + " ".join(f"a{each}=''" for each in range(90_000)) + "/>"), "tooLarge", 0),
        (b'<!DOCTYPE Module [<!ENTITY x "y">]><Module>&x;</Module>', "docType", 0),
        (
            b'<?xml version="1.0"?>\n<!DOCTYPE Module SYSTEM "http://example.com/x.dtd">\n<Module/>',
            "docType",
            0,
        ),
        ("<!DOCTYPE Module><Module/>".encode("utf-16"), "docType", 0),
        (b"{}", "notXml", 1),
        (b"<Module>\n<ModulePrefs title=x/>\n</Module>", "notXml", 2),
        (b"<Module>\n\n&nbsp;</Module>", "notXml", 3),
        (b"<Module>", "notXml", 1),
        (b"\n<?xml version='1.0'?><Module/>", "notXml", 2),
        (b"<html><body/></html>", "notModule", 1),
        (b"<Module>\n<Content/></Module>", "noPrefs", 1),
        (b"\n<Module><ModulePrefs/></Module>", "noContent", 2),
        (module("\n\n<Content type='url'/>"), "noHref", 3),
        (module("<Content/>", "\n<ModulePrefs><Require/></ModulePrefs>"), "noName", 2),
        (module("<Content/>\n<UserPref default_value='1'/>"), "noName", 2),
    ],
)
def test_what_is_no_gadget_is_refused_with_its_line(data: bytes, fault: str, line: int) -> None:
    with pytest.raises(BadSpec) as refused:
        read(data)
    assert (refused.value.fault, refused.value.line) == (fault, line)
    assert "\n" not in str(refused.value)


@given(
    st.binary(max_size=200)
    | st.text(max_size=200).map(lambda text: f"<Module>{text}".encode("utf-8", "replace"))
)
def test_whatever_the_bytes_are_they_are_read_or_refused(data: bytes) -> None:
    with contextlib.suppress(BadSpec):
        assert read(data).contents


@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=80)
)
def test_content_is_what_stands_in_the_section(text: str) -> None:
    section = text.replace("]]>", "]] >")
    spec = read(module(f"<Content><![CDATA[{section}]]></Content>"))
    assert spec.contents[0].text == section


def test_an_element_may_have_as_many_attributes_as_the_bound() -> None:
    many = " ".join(f"a{each}=''" for each in range(ATTRIBUTES))
    assert len(read(module(f"<Content {many}/>")).contents[0].attributes) == ATTRIBUTES
