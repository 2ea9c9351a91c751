from __future__ import annotations

import asyncio
import shutil
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from finesse import shindig
from finesse.shindig import messages
from finesse.shindig.documents import LARGEST
from finesse.shindig.fetching import held
from finesse.shindig.fetching.held import SMALL
from finesse.shindig.keys import FETCHER
from finesse.third_party.keys import FORGET
from tests.finesse.one_node import a_node
from tests.finesse.shindig.gadget_files import HOME, GadgetFiles, body, config, module, preloaded, told
from vos.http.browser_modules import GADGETS
from vos.http.web_url import WebOrigin


async def test_a_page_has_its_parts_in_the_order_that_gadgets_rely_on(files: GadgetFiles) -> None:
    bundle = '<messagebundle><msg name="hi">Hello</msg></messagebundle>'
    files.write("a/all.xml", bundle)
    prefs = '<Locale messages="all.xml"/><Preload href="/desktop/config.json"/>'
    url = files.write("a/A.xml", module("<p>__MSG_hi__</p>", prefs, user_prefs='<UserPref name="x"/>'))
    page = await files.page(url)
    order = [
        "<!DOCTYPE html>",
        '<base href="/3rdpartygadget/files/a/A.xml">',
        "<style>",
        '<script src="/gadgets/js/',
        "gadgets.config.init(",
        "gadgets.Prefs.setMessages_(",
        "gadgets.Prefs.setDefaultPrefs_(",
        "gadgets.io.preloaded_=",
        "<body>",
        "<p>Hello</p>",
        "gadgets.util.runOnLoadHandlers();</script></body></html>",
    ]
    found = [page.index(part) for part in order]
    assert found == sorted(found)


async def test_a_gadget_without_a_doctype_gets_the_plain_style_and_another_none(files: GadgetFiles) -> None:
    plain = await files.page(files.write("plain.xml", module("<p>1</p>")))
    strict = await files.page(files.write("strict.xml", module("\n <!-- x -->\n <!DOCTYPE html><p>1</p>")))
    assert "#551a8b" in plain
    assert "<style>" not in strict
    assert strict.startswith("<!DOCTYPE html>\n<html")


async def test_a_gadget_that_scrolls_gets_a_style_for_it(files: GadgetFiles) -> None:
    url = files.write("a.xml", module("<!DOCTYPE html>", attributes='scrolling="true"'))
    assert "html,body{height:100%;width:100%;overflow:auto}" in await files.page(url)


@pytest.mark.parametrize(
    ("written", "height"), [("120", 120), (" 90px ", 90), ("0", 0), ("auto", 0), ("1000000", 0)]
)
async def test_the_page_around_learns_how_high_the_frame_is_to_be(
    files: GadgetFiles, written: str, height: int
) -> None:
    page = await files.page(files.write("a.xml", module("<p>1</p>", attributes=f'height="{written}"')))
    assert f'"height":{height}' in page


SHAPES = [
    "\n   <!DOCTYPE html>\n<link rel=stylesheet href=/x.css><script src=/x.js></script>"
    '<body class="claro">in</body><script>after()</script>',
    "<head><title>t</title></head><p>no html</p>",
    '<!DOCTYPE html><html lang="es"><head><meta charset="utf-8"></head><body>whole</body></html>',
    "</body></html><script>late()</script>",
    "<script type='module' src='/3rdpartygadget/files/x/index.js'></script><div id=root></div>",
    "",
    "text alone",
    "<script>if (1 < 2 && x) { y = '<b>'; }</script>",
]


@pytest.mark.parametrize("content", SHAPES)
async def test_content_of_every_shape_stands_whole_between_our_head_and_our_end(
    files: GadgetFiles, content: str
) -> None:
    assert await files.content(content) == content


async def test_content_may_be_a_document_beside_the_gadget(files: GadgetFiles) -> None:
    files.write("a/sub/page.html", '<!DOCTYPE html><html><body><img src="x.png">__UP_n__</body></html>')
    xml = (
        '<Module><ModulePrefs/><UserPref name="n" default_value="1"/>'
        '<Content type="html" href="sub/page.html"/></Module>'
    )
    page = await files.page(files.write("a/A.xml", xml))
    assert '<base href="/3rdpartygadget/files/a/sub/page.html">' in page
    assert '<img src="/3rdpartygadget/files/a/sub/x.png">1</body>' in page
    assert "<style>" not in page


async def test_contents_of_one_view_stand_one_behind_the_other(files: GadgetFiles) -> None:
    xml = (
        "<Module><ModulePrefs/><Content view='default,canvas'>both</Content>"
        "<Content view='canvas'>canvas</Content><Content>all</Content></Module>"
    )
    url = files.write("a.xml", xml)
    assert body(await files.page(url, view="canvas")) == "both\ncanvas\nall"
    assert body(await files.page(url, view="default")) == "both\nall"


async def test_a_gadget_that_is_a_page_elsewhere_sends_the_frame_there(files: GadgetFiles) -> None:
    xml = (
        '<Module><ModulePrefs/><UserPref name="host"/><UserPref name="size" default_value="2"/>'
        '<Content type="url" href="https://elsewhere.example.com/page?a=1#x"/></Module>'
    )
    answer = await files.frame(files.write("a.xml", xml), up_host="h", up_secret="s", lang="es", country="ES")
    assert answer.status == 302
    where = urlsplit(answer.headers["Location"])
    query = parse_qs(where.query)
    assert f"{where.scheme}://{where.netloc}{where.path}" == "https://elsewhere.example.com/page"
    assert (query["a"], query["up_host"], query["up_size"], query["lang"]) == (["1"], ["h"], ["2"], ["es"])
    assert "up_secret" not in query
    assert query["libs"][0].startswith("http://127.0.0.1:")


@pytest.mark.parametrize("href", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd"])
async def test_a_frame_is_sent_to_pages_only(files: GadgetFiles, href: str) -> None:
    xml = f'<Module><ModulePrefs/><Content type="url" href="{href}"/></Module>'
    answer = await files.frame(files.write("a.xml", xml))
    assert (answer.status, "Location" in answer.headers) == (502, False)


async def test_what_features_are_configured_with(files: GadgetFiles) -> None:
    prefs = (
        '<Require feature="core"/><Require feature="no.such"/><Optional feature="nor.such"/>'
        '<Require feature="rpc"><Param name="a">1</Param>'
        '<Param name="b">1</Param><Param name="b">2</Param></Require>'
    )
    found = config(await files.page(files.write("a.xml", module("", prefs)), st="a:b"))
    assert found["shindig.auth"] == {"authToken": "a:b"}
    assert found["core.io"]["jsonProxyUrl"] == "/gadgets/makeRequest"
    assert found["lab"]["unknownFeatures"] == ["no.such"]
    assert found["lab"]["unknownOptionalFeatures"] == ["nor.such"]
    assert set(found["views"]) == {"default", "canvas"}
    assert found["core.util"]["rpc"] == {"a": "1", "b": ["1", "2"]}


async def test_without_a_token_a_gadget_gets_the_products(files: GadgetFiles) -> None:
    found = config(await files.page(files.write("a.xml", module(""))))
    assert found["shindig.auth"] == {"authToken": "john.doe:john.doe:appid:cont:url:0:default"}


async def test_messages_are_those_of_the_language_and_country(files: GadgetFiles) -> None:
    files.write("m/all.xml", '<messagebundle><msg name="a">A</msg><msg name="b">B</msg></messagebundle>')
    files.write("m/es.xml", '<messagebundle><msg name="a">Á &amp; &lt;b></msg></messagebundle>')
    prefs = '<Locale messages="m/all.xml"/><Locale lang="es" messages="m/es.xml"/>'
    url = files.write("a.xml", module("__MSG_a__ __MSG_b__ __MSG_c__", prefs, attributes='title="__MSG_a__"'))
    english, spanish = await files.page(url), await files.page(url, lang="es", country="MX")
    assert body(english) == "A B __MSG_c__"
    assert body(spanish) == "Á & <b> B __MSG_c__"
    assert told(spanish, "setMessages_") == {"a": "Á & <b>", "b": "B"}
    assert "<title>Á &amp; &lt;b&gt;</title>" in spanish
    assert ('<html lang="en">' in english, '<html lang="es">' in spanish) == (True, True)


async def test_a_language_written_from_the_right_turns_the_page(files: GadgetFiles) -> None:
    prefs = '<Locale lang="ar" language_direction="rtl"/>'
    url = files.write("a.xml", module("__BIDI_START_EDGE__", prefs))
    assert '<body dir="rtl">right' in await files.page(url, lang="ar")
    assert "<body>left" in await files.page(url, lang="en")


async def test_messages_that_are_missing_do_not_keep_a_gadget_away(files: GadgetFiles) -> None:
    url = files.write("a.xml", module("__MSG_a__", '<Locale messages="none.xml"/>'))
    page = await files.page(url)
    assert body(page) == "__MSG_a__"
    assert "none.xml" in config(page)["lab"]["problems"][0]


async def test_messages_that_are_no_xml_are_read_once_and_told(
    files: GadgetFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[bytes] = []
    reading = messages.read
    monkeypatch.setattr(messages, "read", lambda data: read.append(data) or reading(data))
    files.write("m.xml", "<messagebundle>\n<msg>")
    url = files.write("a.xml", module("x", '<Locale messages="m.xml"/>'))
    pages = [await files.page(url, mid=str(mid)) for mid in range(3)]
    assert "m.xml: line 2" in config(pages[2])["lab"]["problems"][0]
    assert len(read) == 1


async def test_preferences_are_given_by_the_address_or_by_default(files: GadgetFiles) -> None:
    prefs = '<UserPref name="host"/><UserPref name="size" default_value="2"/>'
    url = files.write("a.xml", module("__UP_host__ __UP_size__ __UP_other__ __MODULE_ID__", user_prefs=prefs))
    page = await files.page(url, up_host="<h>", up_other="o", mid="12")
    assert body(page) == "&lt;h&gt; 2 __UP_other__ 12"
    assert told(page, "setDefaultPrefs_") == {"host": "", "size": "2"}


async def test_preloads_are_asked_for_by_the_server(files: GadgetFiles) -> None:
    files.write("a/data.json", '{"a": "</script>"}')
    prefs = (
        '<Preload href="data.json"/><Preload href="/3rdpartygadget/files/none.json"/>'
        '<Preload href="http://127.0.0.1:1/x"/><Preload href="x" views="canvas"/>'
        '<Preload href="y" authz="signed"/>'
    )
    page = await files.page(files.write("a/A.xml", module("", prefs)))
    found = preloaded(page)
    assert [(one["id"], one["rc"]) for one in found] == [
        ("data.json", 200),
        ("/3rdpartygadget/files/none.json", 404),
        ("http://127.0.0.1:1/x", 500),
        ("y", 403),
    ]
    assert found[0]["body"] == '{"a": "</script>"}'
    assert page.count("</script>") == 3


@pytest.mark.parametrize("name", ["http://localhost:8082", "http://localhost", "https://localhost:8445"])
async def test_this_node_has_many_names_and_its_gadgets_one_base(files: GadgetFiles, name: str) -> None:
    path = files.write("a.xml", module("<img src='x.png'>"))
    page = await files.page(name + path)
    assert f'<base href="{path}">' in page
    assert f"<img src='{HOME}x.png'>" in page


@pytest.mark.parametrize(
    ("url", "status", "code"),
    [
        ("", 400, "badRequest"),
        ("x.xml", 400, "badRequest"),
        ("javascript:alert(1)", 400, "badRequest"),
        ("//example.com/x.xml", 400, "badRequest"),
        ("http://localhost:8082/3rdpartygadget/files/\0", 400, "badRequest"),
        ("/3rdpartygadget/files/a b.xml", 400, "badRequest"),
        ("/" + "x" * 5_000, 400, "badRequest"),
        (HOME + "none.xml", 404, "notFound"),
        (HOME + "../../finesse/api/SystemInfo", 403, "forbidden"),
        (HOME + "%2e%2e%2f%2e%2e%2fetc/passwd", 403, "forbidden"),
        (HOME + "a%2f..%2f..%2fx.xml", 403, "forbidden"),
        (HOME + "x%00.xml", 403, "forbidden"),
        ("/etc/passwd", 403, "forbidden"),
        ("http://169.254.169.254/latest/meta-data", 403, "forbidden"),
        ("http://example.com/x.xml", 403, "forbidden"),
        ("/finesse/api/User/agent1", 403, "forbidden"),
    ],
)
async def test_a_gadget_that_is_not_there_is_told_of_with_its_kind(
    files: GadgetFiles, url: str, status: int, code: str
) -> None:
    answer = await files.frame(url)
    text = await answer.text()
    assert (answer.status, f'data-gadget-error="{code}"' in text) == (status, True)
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert answer.headers["Cache-Control"] == "no-store"


BAD = {
    "empty": "",
    "docType": "<!DOCTYPE Module [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><Module>&a;</Module>",
    "notXml": "<Module>\n<ModulePrefs>\n</Module>",
    "notModule": "<html/>",
    "noPrefs": "<Module><Content/></Module>",
    "noContent": "<Module><ModulePrefs/></Module>",
    "noHref": "<Module><ModulePrefs/><Content type='url'/></Module>",
    "noName": "<Module><ModulePrefs><Require/></ModulePrefs><Content/></Module>",
    "tooLarge": f"<Module>{'<a/>' * 6_000}</Module>",
}


@pytest.mark.parametrize("fault", BAD)
async def test_a_file_that_is_no_gadget_is_told_of_in_the_users_language(
    files: GadgetFiles, fault: str
) -> None:
    url = files.write("a.xml", BAD[fault])
    english, spanish = await files.frame(url), await files.frame(url, lang="es")
    assert english.status == spanish.status == 502
    assert "This gadget cannot be shown" in await english.text()
    assert "No se puede mostrar este gadget" in await spanish.text()
    assert 'data-gadget-error="malformed"' in await spanish.text()


async def test_the_line_that_is_wrong_is_named(files: GadgetFiles) -> None:
    answer = await files.frame(files.write("a.xml", "<Module>\n<ModulePrefs title=x/>\n</Module>"), lang="es")
    assert "Línea 2:" in await answer.text()


async def test_why_a_server_refuses_is_told(files: GadgetFiles) -> None:
    url = files.write("a.xml", module("x"))
    (files.folder / "a.xml").chmod(0o600)
    answer = await files.frame(url)
    assert answer.status == 404
    assert "<code>404: " in await answer.text()


async def test_a_huge_gadget_is_refused(files: GadgetFiles) -> None:
    url = files.write("a.xml", module("x" * (LARGEST + 1)))
    answer = await files.frame(url)
    assert (answer.status, 'data-gadget-error="tooLarge"' in await answer.text()) == (502, True)


async def test_a_view_of_which_a_gadget_has_nothing_is_told_of(files: GadgetFiles) -> None:
    url = files.write("a.xml", "<Module><ModulePrefs/><Content view='canvas'>x</Content></Module>")
    answer = await files.frame(url)
    assert (answer.status, 'data-gadget-error="noContent"' in await answer.text()) == (404, True)


class Tags(HTMLParser):
    """The elements of a page, by name."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.handlers: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.handlers += [name for name, _ in attrs if name.startswith("on")]


HOSTILE = [
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "' onmouseover='alert(1)",
    "</title><script>alert(1)</script>",
    "<!--<script>",
    "]]>&lt;script&gt;",
    "`${alert(1)}`",
    "\\'-alert(1)//",
    "\u2028alert(1)\u2029",
    "__UP_a__</script>",
]


@pytest.mark.parametrize("text", HOSTILE)
async def test_what_a_user_or_address_says_becomes_no_part_of_the_page(files: GadgetFiles, text: str) -> None:
    content = """<p title="__UP_a__" lang='__UP_a__'>__UP_a__</p><script>var a = '__UP_a__';</script>"""
    url = files.write("a.xml", module(content, user_prefs='<UserPref name="a"/>'))
    harmless = await files.page(url, up_a="x")
    page = await files.page(url, up_a=text, st=text, mid=text, lang=text, country=text)
    assert Tags(page).names == Tags(harmless).names
    assert Tags(page).handlers == []
    assert "\u2028" not in page.partition("<body>")[0]


@pytest.mark.parametrize("text", HOSTILE)
async def test_what_a_gadget_says_in_its_head_becomes_no_element_of_the_page(
    files: GadgetFiles, text: str
) -> None:
    quoted = text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    bundle = f'<messagebundle><msg name="m">{quoted.replace(">", "&gt;")}</msg></messagebundle>'

    async def page(title: str, messages: str) -> str:
        files.write("m.xml", messages)
        prefs = f'<Locale messages="m.xml"/><Require feature="{title}"/>'
        user_prefs = f'<UserPref name="a" default_value="{title}"/>'
        url = files.write(
            "a.xml", module("<p>1</p>", prefs, user_prefs=user_prefs, attributes=f'title="{title}"')
        )
        return await files.page(url, nocache="1")

    harmless = await page("x", '<messagebundle><msg name="m">x</msg></messagebundle>')
    hostile = await page(quoted, bundle)
    assert Tags(hostile).names == Tags(harmless).names
    assert told(hostile, "setMessages_") == {"m": text.strip()}


@pytest.mark.parametrize("text", HOSTILE)
async def test_an_error_page_holds_what_was_asked_for_as_text(files: GadgetFiles, text: str) -> None:
    answer = await files.frame(HOME + text.replace(" ", ""), lang=text)
    page = await answer.text()
    assert set(Tags(page).names) <= {
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "main",
        "h1",
        "p",
        "code",
    }
    assert Tags(page).handlers == []


async def test_a_changed_gadget_is_seen_when_it_is_asked_for_anew(files: GadgetFiles) -> None:
    url = files.write("a.xml", module("old"))
    await files.page(url)
    files.write("a.xml", module("new"))
    assert body(await files.page(url)) == "old"
    assert body(await files.page(url, nocache="1")) == "new"
    files.write("a.xml", module("newer"))
    assert body(await files.page(url, bypassServerCache="true")) == "newer"
    assert body(await files.page(url)) == "newer"


async def test_many_frames_of_one_gadget_ask_its_server_once(
    files: GadgetFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = files.write("a.xml", module("x"))
    fetcher = files.node.client.app[FETCHER]  # type: ignore[index]
    asked: list[str] = []
    fetch = fetcher.fetch

    async def counted(one: object, **rest: object) -> object:
        asked.append(one.url)  # type: ignore[attr-defined]
        return await fetch(one, **rest)

    monkeypatch.setattr(fetcher, "fetch", counted)
    await asyncio.gather(*(files.page(url, mid=str(mid)) for mid in range(30)))
    assert len(asked) == 1


async def test_a_browser_asks_again_and_hears_that_nothing_changed(files: GadgetFiles) -> None:
    url = files.write("a.xml", module("x"))
    first = await files.frame(url, refresh="86400")
    assert first.headers["Cache-Control"] == "no-cache"
    again = await files.frame(url, refresh="86400", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status, await again.read()) == (304, b"")
    other = await files.frame(url, mid="1", st="other", headers={"If-None-Match": first.headers["ETag"]})
    assert other.status == 200


async def test_whose_pages_show_a_gadget_is_a_setting(tmp_path: Path) -> None:
    crm = WebOrigin.parse("https://crm.example.com:8443")
    (tmp_path / "files").mkdir()
    async with a_node(tmp_path, third_party=tmp_path / "files", frame_access=(crm,)) as node:
        files = GadgetFiles(node, tmp_path / "files")
        shown = await files.frame(files.write("a.xml", module("x")))
        missing = await files.frame(HOME + "none.xml")
        desktop = await node.client.get("/desktop")
    for answer in (shown, missing, desktop):
        policy = answer.headers["Content-Security-Policy"]
        assert "frame-ancestors 'self' https://crm.example.com:8443" in policy


async def test_only_this_servers_pages_show_a_gadget(files: GadgetFiles) -> None:
    answer = await files.frame(files.write("a.xml", module("x")))
    assert answer.headers["Content-Security-Policy"] == "frame-ancestors 'self'"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


async def test_a_frame_that_is_inspected_has_what_tells_of_it_and_another_has_not(files: GadgetFiles) -> None:
    url = files.write("a.xml", module("<p>1</p>"))
    plain = await files.page(url)
    inspected = await files.page(url, inspect="1")
    assert "inspection" not in plain
    assert "/gadgets/js/inspection" in inspected
    assert config(plain)["core.util"] == config(inspected)["core.util"]
    assert await files.page(url) == plain


async def test_a_feature_that_is_written_is_there_once_a_gadget_is_saved(
    files: GadgetFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shindig, "FEATURES", tmp_path / "features")
    shutil.copytree(GADGETS / "features", tmp_path / "features")
    url = files.write("a.xml", module("", '<Require feature="clock"/>'))
    assert config(await files.page(url))["lab"]["unknownFeatures"] == ["clock"]
    (tmp_path / "features" / "clock").mkdir()
    (tmp_path / "features" / "clock" / "feature.xml").write_text("<feature><name>clock</name></feature>")
    assert files.node.client.app is not None
    for forget in files.node.client.app[FORGET]:
        forget(url)
    assert config(await files.page(url))["lab"]["unknownFeatures"] == []


async def test_large_pages_that_nobody_reads_are_only_so_many(
    files: GadgetFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    small, large = (files.write(f"{size}.xml", module("x" * size)) for size in (10, SMALL))
    assert (await files.frame(large)).status == 200
    monkeypatch.setattr(held, "OF_ONE", SMALL)
    assert [(await files.frame(url)).status for url in (small, large)] == [200, 503]
