"""Each rule finds what it looks for, in its line, and nothing in a gadget that is right."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finesse.shindig.features import Library
from lab.gadget_check import finding
from lab.gadget_check.features import KNOWN, OF_SHINDIG
from lab.gadget_check.finding import RULES
from tests.lab.gadget_check.gadgets import HEAD, LIBRARIES, content, prefs, reviewed, rules, spec
from vos.http.browser_modules import GADGETS

BUNDLE = '<messagebundle>\n<msg name="a">A</msg>\n</messagebundle>'
HREF, CANVAS = 'href="a.html"', 'view="canvas"'


@dataclass(frozen=True)
class Case:
    """A gadget with one fault; the faulty line has the mark."""

    xml: str
    mark: str = ""
    files: dict[str, str | None] = field(default_factory=dict)
    modes: dict[str, int] = field(default_factory=dict)
    file: str = "Clock.xml"
    name: str = "Clock.xml"


CASES: dict[str, list[Case]] = {
    "xml": [
        Case(f"{HEAD}<ModulePrefs title='a'>\n</Module>", "</Module>"),
        Case(f"{HEAD}{prefs()}<Content type='html'>\na &nbsp; b</Content></Module>", "&nbsp;"),
        Case("", ""),
    ],
    "xml-cdata": [Case(spec(script="let a = b[c[0]]>1;"), "b[c[0]]>1")],
    "xml-dtd": [Case('<?xml version="1.0"?>\n<!DOCTYPE Module [<!ENTITY a "b">]>\n<Module/>', "<!DOCTYPE")],
    "xml-encoding": [
        Case(spec().replace("UTF-8", "ISO-8859-1", 1), "ISO-8859-1"),
        Case(spec(), "", files={"Clock.xml": None}),
    ],
    "xml-root": [Case('<?xml version="1.0"?>\n<Modul/>', "<Modul/>")],
    "spec-ending": [Case(spec(), "<?xml", name="Clock.html", file="Clock.html")],
    "spec-prefs": [Case(f"{HEAD}{content('x')}</Module>", "<Module>")],
    "spec-title": [Case(spec(before=prefs(attributes='title=" "')), "<ModulePrefs")],
    "spec-content": [
        Case(f"{HEAD}{prefs()}</Module>", "<Module>"),
        Case(f"{HEAD}{prefs()}<Content type='html'> </Content></Module>", "<Content"),
    ],
    "content-type": [
        Case(f"{HEAD}{prefs()}<Content type='flash'>x</Content></Module>", "flash"),
        Case(f"{HEAD}{prefs()}<Content type='url'>x</Content></Module>", "<Content"),
    ],
    "content-both": [Case(f"{HEAD}{prefs()}{content('x', HREF)}</Module>", "a.html", files={"a.html": "x"})],
    "content-view": [Case(f"{HEAD}{prefs()}{content('x', CANVAS)}</Module>", "canvas")],
    "feature-unknown": [Case(spec(before=prefs('<Require feature="flash"/>')), '"flash"')],
    "feature-unconfirmed": [Case(spec(before=prefs('<Require feature="dynamic-width"/>')), "dynamic-width")],
    "feature-needed": [
        Case(spec(before=prefs(required=("setprefs", "dynamic-height"))), "<ModulePrefs"),
        Case(spec(before=prefs(required=("pubsub-2", "dynamic-height"))), "<ModulePrefs"),
        Case(spec(before=prefs(required=("pubsub-2", "setprefs"))), "adjustHeight"),
        Case(spec(script="gadgets.loadingindicator.dismiss();"), "dismiss"),
        Case(
            f"{HEAD}{prefs(required=())}{content('<script>gadgets.Hub.publish(1)</script>')}</Module>",
            "<ModulePrefs",
        ),
    ],
    "feature-twice": [Case(spec(before=prefs('<Require  feature="setprefs"/>')), "<Require  feature")],
    "loading-dismissed": [
        Case(
            spec(
                before=prefs(
                    '<Require feature="loadingindicator">\n'
                    '<Param name="manual-dismiss">true</Param></Require>'
                )
            ),
            "manual-dismiss",
        )
    ],
    "pref-name": [Case(spec("", '<UserPref name="my pref"/>'), "my pref")],
    "pref-unknown": [
        Case(spec(script='new gadgets.Prefs().getString("colour");'), "colour"),
        Case(spec("<p>__UP_colour__</p>"), "__UP_colour__"),
    ],
    "pref-required": [Case(spec("", '<UserPref name="colour" required="true"/>'), "colour")],
    "locale-default": [
        Case(spec(before=prefs('<Locale lang="de" messages="de.xml"/>')), "de.xml", files={"de.xml": BUNDLE})
    ],
    "locale-broken": [
        Case(
            spec(before=prefs('<Locale messages="all.xml"/>')),
            "</messagebundle>",
            files={"all.xml": "<messagebundle>\n<msg name='b'>\n</messagebundle>"},
            file="all.xml",
        ),
        Case(
            spec(before=prefs('<Locale messages="all.xml"/>')),
            "<other",
            files={"all.xml": "<other/>"},
            file="all.xml",
        ),
        Case(
            spec(before=prefs('<Locale messages="all.xml"/>')),
            "<msg>",
            files={"all.xml": "<messagebundle>\n<msg>x</msg></messagebundle>"},
            file="all.xml",
        ),
    ],
    "message-missing": [
        Case(
            spec("<p>__MSG_b.c__</p>", before=prefs('<Locale messages="all.xml"/>')),
            "__MSG_b.c__",
            files={"all.xml": BUNDLE},
        ),
        Case(
            spec(script='new gadgets.Prefs().getMsg("b.c");', before=prefs('<Locale messages="all.xml"/>')),
            'getMsg("b.c")',
            files={"all.xml": BUNDLE},
        ),
    ],
    "file-missing": [
        Case(spec('<script src="clock.js"></script>'), "clock.js"),
        Case(spec('<img src="img/a.png">'), "img/a.png"),
        Case(spec('<script src="/3rdpartygadget/files/clock/app.js"></script>'), "app.js"),
        Case(spec(before=prefs('<Locale messages="all.xml"/>')), "all.xml"),
        Case(f"{HEAD}{prefs()}<Content type='html' href='a.html'/></Module>", "a.html"),
        Case(
            spec('<link rel="stylesheet" href="a.css">'),
            "none.png",
            files={"a.css": "p {}\np { background: url('none.png') }"},
            file="a.css",
        ),
    ],
    "file-case": [Case(spec('<script src="Clock.js"></script>'), "Clock.js", files={"clock.js": ""})],
    "file-mode": [
        Case(
            spec('<script src="clock.js"></script>'),
            "clock.js",
            files={"clock.js": ""},
            modes={"clock.js": 0o600},
        ),
        Case(spec(), "<?xml", modes={"Clock.xml": 0o640}),
    ],
    "file-outside": [Case(spec('<script src="../common/a.js"></script>'), "../common")],
    "file-absolute": [Case(spec('<script type="module" src="/built/index.js"></script>'), "/built/")],
    "file-jsp": [Case(spec('<iframe src="page.jsp?a=b"></iframe>'), "page.jsp")],
    "file-name": [
        Case(spec('<script src="my%20clock.js"></script>'), "my%20clock", files={"my clock.js": ""})
    ],
    "mixed-content": [
        Case(spec('<img src="http://crm.example.com/a.png">'), "crm.example.com"),
        Case(spec(script='fetch("http://crm.example.com/a");'), "crm.example.com"),
        Case(spec(script="xhr.open('GET', 'http://crm.example.com/a');"), "crm.example.com"),
        Case(spec(script='new WebSocket("ws://crm.example.com/");'), "crm.example.com"),
    ],
    "finesse-host": [
        Case(spec('<img src="https://uccx1.example.com:8445/desktop/favicon.ico">'), "uccx1"),
        Case(spec(script='const server = "https://uccx1.example.com:8445";'), "uccx1"),
        Case(spec(script='const api = "https://uccx1.example.com/finesse/api/User/";'), "uccx1"),
    ],
    "other-host": [Case(spec('<script src="https://cdn.example.com/vue.js"></script>'), "cdn.example.com")],
    "finesse-js-missing": [
        Case(spec(libraries=LIBRARIES.splitlines(keepends=True)[0]), "finesse.clientservices"),
    ],
    "finesse-js-order": [
        Case(
            spec('<script src="/desktop/assets/js/finesse.js"></script>', libraries=""),
            "<script>",
        ),
    ],
    "finesse-js-old": [
        Case(
            spec(libraries='<script src="finesse-10.0.1.js"></script>'),
            "finesse-10.0.1.js",
            files={"finesse-10.0.1.js": ""},
        )
    ],
    "jquery-missing": [
        Case(spec(script='$("#a").hide();', libraries=LIBRARIES.splitlines(keepends=True)[1]), '$("#a")')
    ],
    "jquery-order": [
        Case(
            spec(
                '<script src="/desktop/assets/js/jquery.min.js"></script>',
                script='$("#a").hide();',
                libraries=LIBRARIES.splitlines(keepends=True)[1],
            ),
            "<script>",
        )
    ],
    "on-connect": [
        Case(
            HEAD
            + prefs()
            + content(LIBRARIES + "<script>gadgets.window.adjustHeight(finesse.x);</script>")
            + "</Module>",
            "<Content",
        )
    ],
    "before-connect": [
        Case(spec(script="finesse.containerservices.ContainerServices.init();"), "ContainerServices"),
        Case(spec(script="if (a) { b(); }\ngadgets.Hub.publish('a', 1);"), "gadgets.Hub.publish"),
    ],
    "client-services": [
        Case(
            HEAD
            + prefs()
            + content(
                LIBRARIES
                + "<script>gadgets.HubSettings.onConnect = () => {\nnew finesse.restservices.User({});\n"
                + "gadgets.window.adjustHeight(); };</script>"
            )
            + "</Module>",
            "restservices.User",
        )
    ],
    "adjust-height": [
        Case(
            HEAD
            + prefs()
            + content(LIBRARIES + "<script>gadgets.HubSettings.onConnect = f;</script>")
            + "</Module>",
            "<Content",
        )
    ],
    "blocking-dialog": [
        Case(spec(script='alert("hello");'), "alert("),
        Case(spec(script="if (window.confirm(text)) { f(); }"), "confirm("),
        Case(spec('<a onclick="prompt(1)">x</a>'), "prompt("),
    ],
    "sync-request": [
        Case(spec(script='xhr.open("GET", url(a), false);'), "xhr.open"),
        Case(spec(script="$.ajax({ url, async: false });"), "async"),
    ],
    "private-field": [Case(spec(script="const id = _user._id;"), "_user._id")],
    "desktop-page": [Case(spec(script="window.parent.document.title = 1;"), "parent.document")],
    "own-timer": [Case(spec(script="setInterval(tick, 1000);"), "setInterval")],
}


def line_of(text: str, mark: str) -> int:
    return next((at for at, line in enumerate(text.splitlines(), 1) if mark in line), 1)


def test_every_rule_has_a_case_and_a_cure() -> None:
    assert CASES.keys() == RULES.keys()
    assert all(rule.cure and rule.id == name for name, rule in RULES.items())


@pytest.mark.parametrize(("rule", "case"), [(rule, case) for rule, cases in CASES.items() for case in cases])
def test_what_a_rule_looks_for_is_found_in_its_line(rule: str, case: Case) -> None:
    found = [each for each in reviewed(case.xml, case.files, case.modes, case.name) if each.rule.id == rule]
    assert found, reviewed(case.xml, case.files, case.modes, case.name)
    text = {case.name: case.xml, **case.files}[case.file] or ""
    assert (case.file, line_of(text, case.mark)) in {(each.place.file, each.place.line) for each in found}


FINE = {
    "plain": spec(),
    "own-files": spec('<script src="js/clock.js?v=1"></script><link rel="stylesheet" href="css/clock.css">'),
    "absolute": spec('<script src="/3rdpartygadget/files/clock/js/clock.js"></script>'),
    "comments": spec(script='// alert("x")\n/* setInterval(a) */ const text = "alert(1) parent.document";'),
    "proxied": spec(script='gadgets.io.makeRequest("http://localhost:8082/finesse/api/User/1", f, {});'),
    "namespace": spec(script='document.createElementNS("http://www.w3.org/2000/svg", "svg");'),
    "later": spec(
        script="const start = () => gadgets.Hub.publish('a', 1);\n$(() => { gadgets.Hub.publish('b'); });"
    ),
    "own-alert": spec(script="banner.alert(text); const o = { confirm() { return 1; } }; o.confirm();"),
    "own-private": spec(script="this._user = 1; self._data = 2;"),
    "given-prefs": spec(
        script='new gadgets.Prefs().getString("teamName"); __x.getString("a");'.replace(
            '__x.getString("a");', ""
        )
    ),
    "declared-pref": spec("__UP_colour__", '<UserPref name="colour" default_value="red"/>'),
    "optional-feature": spec(before=prefs('<Optional feature="flash"/>')),
    "messages": spec("__MSG_a__", before=prefs('<Locale messages="all.xml"/>')),
    "url": f"{HEAD}{prefs(required=())}<Content type='url' href='https://crm.example.com/'/></Module>",
    "deferred": spec('<script defer src="js/clock.js"></script>'),
    "an-arrow-in-two-lines": spec(
        script="const start = () =>\n  gadgets.Hub.publish('a', 1);\n"
        "ready.then(() =>\n  finesse.containerservices.ContainerServices.init(),\n);"
    ),
    "another-name": HEAD
    + prefs()
    + content(
        LIBRARIES + "<script>\nconst services = finesse.clientservices.ClientServices;\n"
        'gadgets.HubSettings["onConnect"] = () => {\n services.init(settings);\n'
        " new finesse.restservices.User({ id });\n gadgets.window.adjustHeight(); };\n</script>"
    )
    + "</Module>",
    "amd": HEAD
    + prefs()
    + content('<script data-main="amd/main" src="js/require.js"></script>')
    + "</Module>",
    "amd-inside": HEAD
    + prefs()
    + content(f'{LIBRARIES}<script src="js/require.js"></script><script>require(["amd/view"]);</script>')
    + "</Module>",
    "asked-for-later": HEAD
    + prefs()
    + content(f'{LIBRARIES}<script type="module">(await import("./amd/view.js")).begin();</script>')
    + "</Module>",
    "this-machine": spec(script='new WebSocket("ws://localhost:4000/");\nfetch("http://127.0.0.1:3000/a");'),
    "own-dialogs": spec(
        script="const alert = show;\nconst { confirm, prompt } = dialogs;\n"
        'alert("a"); confirm("b"); prompt("c");'
    ),
    "hangman": spec('<img src="__UP_scheme__://__UP_host__:__UP_hostPort__/desktop/favicon.ico">'),
}


@pytest.mark.parametrize("name", FINE)
def test_a_gadget_that_is_right_has_nothing_to_complain_of(name: str) -> None:
    files: dict[str, str | None] = {
        "js/clock.js": "finesse.modules.clock = {};",
        "js/require.js": "",
        "amd/main.js": 'require.config({ paths: { finesse: "/desktop/assets/js/finesse" } });\n'
        'require(["finesse", "./view"], () => finesse.clientservices.ClientServices.init(config));',
        "amd/view.js": "define([], () => { gadgets.HubSettings.onConnect = () => {\n"
        "finesse.clientservices.ClientServices.init(config); gadgets.window.adjustHeight(); }; });",
        "css/clock.css": "a { background: url(../img/a.png) url(data:image/png;base64,AA) }",
        "img/a.png": None,
        "all.xml": BUNDLE,
    }
    assert reviewed(FINE[name], files) == []


@pytest.mark.parametrize("rule", RULES)
def test_a_cure_is_one_line(rule: str) -> None:
    assert re.fullmatch(r"[^\n]{10,150}", RULES[rule].cure)


LOADS = "const s = document.createElement('script'); s.src = `/3rdpartygadget/files/${'clock'}/built/app.js`;"
WAITS = '<Require feature="loadingindicator"><Param name="manual-dismiss">true</Param></Require>'


def test_what_a_script_of_the_folder_does_counts_when_another_puts_it_into_the_page() -> None:
    files: dict[str, str | None] = {"built/app.js": "gadgets.loadingindicator.dismiss();"}
    assert rules(spec(script=LOADS, before=prefs(WAITS)), files) == set()
    assert rules(spec(script=LOADS.replace("app.js", "other.js"), before=prefs(WAITS)), files) == {
        "loading-dismissed"
    }


@pytest.mark.parametrize("size", [10, 200_000])
def test_a_library_that_is_part_of_a_bundle_is_not_missed(size: int) -> None:
    bundle: dict[str, str | None] = {"all.js": "finesse.clientservices = {};" + " " * size}
    found = rules(spec('<script src="all.js"></script>', libraries=""), bundle)
    assert ("finesse-js-missing" in found) is (size < 100_000)


@given(st.text(alphabet="<>/!=\"'`[]{}()\\\n -*abscriptC;$.", max_size=200), st.text(max_size=60))
def test_any_text_is_reviewed(text: str, script: str) -> None:
    for xml in (text, spec(text.replace("]]>", ""), script=script.replace("]]>", ""))):
        for each in reviewed(xml, {"a.js": script}):
            assert each.rule.id in RULES
            assert each.place.line >= 1


def test_a_feature_that_is_spelled_nearly_right_is_told_by_its_name() -> None:
    found = reviewed(spec(before=prefs('<Require feature="setitle"/>')))
    assert [each.text for each in found] == ["Finesse has no feature 'setitle'; 'settitle' is one"]


def test_what_is_taken_for_known_is_what_the_lab_gives() -> None:
    given = Library.of(GADGETS / "features").features.keys() - {"inspection", "org.openajax.hub"}
    assert given == KNOWN
    assert not KNOWN & OF_SHINDIG


def test_a_copy_of_the_library_from_before_10_sets_no_preference() -> None:
    def found(version: str) -> set[str]:
        xml = spec(
            before=prefs(required=("pubsub-2", "dynamic-height")),
            libraries=f'<script src="finesse-{version}.js"></script>',
        )
        return rules(xml, {f"finesse-{version}.js": ""})

    assert found("9.1.1") == {"finesse-js-old"}
    assert found("10.0.1") == {"finesse-js-old", "feature-needed"}


def test_what_a_script_that_is_not_there_may_do_is_not_missed() -> None:
    outside = '<script type="module" src="https://gadgets.example.com/main.js"></script>'
    xml = f"{HEAD}{prefs()}{content(LIBRARIES + '<script>let a;</script>' + outside)}</Module>"
    assert rules(xml) == {"other-host"}
    assert rules(xml.replace(outside, "")) == {"on-connect", "adjust-height"}


def test_a_file_whose_name_has_other_capitals_is_reviewed_all_the_same() -> None:
    assert rules(spec('<script src="Clock.js"></script>'), {"clock.js": "alert(1);"}) == {
        "file-case",
        "blocking-dialog",
    }


def test_only_so_much_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    assert finding.RULES
    assert len(reviewed(spec(script="alert(1);\n" * 2_000))) == 500


def test_rules_are_told_by_their_names() -> None:
    assert rules(spec(script="alert(1);")) == {"blocking-dialog"}
