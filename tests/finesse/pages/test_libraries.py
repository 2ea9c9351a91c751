"""jQuery, Bootstrap and the other libraries, at the addresses that gadgets name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from yarl import URL

from finesse.pages import libraries
from tests.finesse.pages.conftest import Client


# source: gadget reference, script and style URLs of public gadgets
@pytest.mark.parametrize(
    ("path", "content_type", "words"),
    [
        ("/desktop/assets/js/jquery.min.js", "text/javascript", "jQuery v3.7.1"),
        ("/desktop/assets/js/doT.min.js", "text/javascript", "doT"),
        ("/desktop/thirdparty/jquery/js/jquery-1.8.2.min.js", "text/javascript", "jQuery Migrate"),
        ("/desktop/thirdparty/jquery/js/jquery-ui-1.8.9.custom.min.js", "text/javascript", "jQuery UI"),
        ("/desktop/thirdparty/bootstrap/3.2.0/css/bootstrap.css", "text/css", "Bootstrap v3.2.0"),
        ("/desktop/thirdparty/ace/editor.js", "text/javascript", "ace/theme/cloud_editor_dark"),
        ("/desktop/thirdparty/ace/editor.css", "text/css", ".ace_search"),
        ("/desktop/thirdparty/bootstrap/3.2.0/js/bootstrap.min.js", "text/javascript", "Bootstrap v3.2.0"),
        ("/desktop/thirdparty/bootstrap/5.3.1/css/bootstrap.css", "text/css", "Bootstrap  v5.3.1"),
        ("/desktop/thirdparty/bootstrap/5.3.1/js/bootstrap.min.js", "text/javascript", "Bootstrap v5.3.1"),
        ("/desktop/thirdparty/bootstrap/5.3.1/js/bootstrap.bundle.min.js", "text/javascript", "v5.3.1"),
    ],
)
async def test_a_library_is_where_gadgets_look_for_it(
    client: Client, path: str, content_type: str, words: str
) -> None:
    answer = await client.get(path)
    assert (answer.status, answer.content_type) == (200, content_type)
    assert words in (await answer.text())
    assert answer.headers["Cache-Control"] == "max-age=3600"


async def test_a_style_sheet_finds_its_fonts(client: Client) -> None:
    style = "/desktop/thirdparty/bootstrap/3.2.0/css/bootstrap.css"
    fonts = re.findall(r"url\('\.\./(fonts/[^?#']+)", await (await client.get(style)).text())
    assert fonts
    for font in fonts:
        answer = await client.get(f"/desktop/thirdparty/bootstrap/3.2.0/{font}")
        assert (answer.status, len(await answer.read()) > 1000) == (200, True), font


async def test_the_editor_s_style_sheet_finds_its_pictures(client: Client) -> None:
    style = await (await client.get("/desktop/thirdparty/ace/editor.css")).text()
    pictures = set(re.findall(r"""url\("\./([^"]+)"\)""", style))
    assert pictures
    for picture in pictures:
        assert (await client.get(f"/desktop/thirdparty/ace/{picture}")).status == 200, picture


async def test_each_package_s_licence_goes_along() -> None:
    licences = list((libraries.FOLDER / "licences").iterdir())
    assert {"jquery.txt", "bootstrap-5.3.txt", "dot.txt", "ace-builds.txt"} <= {one.name for one in licences}
    assert all("ermission" in one.read_text("utf-8") for one in licences)


@pytest.mark.parametrize(
    "name",
    ["js/none.js", "%2e%2e/3.2.0/css/bootstrap.css", "%2e%2e%2f%2e%2e%2f%2e%2e%2f%2e%2e%2flibraries.toml"],
)
async def test_nothing_else_of_the_folder_is_served(client: Client, name: str) -> None:
    answer = await client.get(URL(f"/desktop/thirdparty/bootstrap/5.3.1/{name}", encoded=True))
    assert answer.status == 404


async def test_a_tree_that_was_not_set_up_says_what_to_do(
    client: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(libraries, "FOLDER", tmp_path / "none")
    answer = await client.get("/desktop/assets/js/jquery.min.js")
    assert answer.status == 404
    assert "pip install" in await answer.text()
