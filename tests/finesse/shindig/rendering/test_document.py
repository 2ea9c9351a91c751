from __future__ import annotations

import json

from finesse.shindig.rendering.document import View, page
from finesse.shindig.rendering.script_json import script_json

VALUES = {"LANGUAGE": "en", "SECURITY": '"t"', "MODULE_ID": "1", "PRELOADS": "[]"}


def shown(**view: object) -> str:
    given = {"content": "x", "base": "/a/A.xml", "script": "/gadgets/js/core.js", **view}
    return page(View(**given)).filled(VALUES).decode()  # type: ignore[arg-type]


def test_a_gadget_that_has_a_base_of_its_own_keeps_it() -> None:
    found = shown(content='<base href="sub/"><img src="x.png">')
    assert '<base href="/a/A.xml">' not in found
    assert '<base href="/a/sub/">' in found


def test_a_gadget_that_says_its_language_keeps_it() -> None:
    assert shown(content='<html lang="fr">').startswith("<!DOCTYPE html>\n<html><head>")
    assert shown().startswith('<!DOCTYPE html>\n<html lang="en"><head>')


def test_the_first_title_is_the_gadgets() -> None:
    assert shown(title="A", content="<title>B</title>").index("<title>A") < shown(title="A").index("<body>")
    assert "<title>" not in shown()


def test_only_what_there_is_is_told() -> None:
    found = shown()
    assert "setMessages_" not in found
    assert "setDefaultPrefs_" not in found
    assert "preloaded_" not in found


def test_json_in_a_script_ends_nothing_and_is_read_as_it_was() -> None:
    value = {"</script><!--": ["\u2028\u2029", "&<>'\"\\", None, 1.5, True]}
    text = script_json(value)
    assert not set(text) & set("<>&\u2028\u2029")
    assert json.loads(text) == value
