from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finesse.shindig.features import ALWAYS, SETS, BadFeature, Feature, Library, read
from vos.http.browser_modules import GADGETS


def feature(folder: Path, name: str, *needs: str, **scripts: str) -> None:
    (folder / name).mkdir(parents=True)
    dependencies = "".join(f"<dependency>{each}</dependency>" for each in needs)
    sides = "".join(f'<{side}><script src="{side}.js"/></{side}>' for side in scripts)
    (folder / name / "feature.xml").write_text(f"<feature><name>{name}</name>{dependencies}{sides}</feature>")
    for side, text in scripts.items():
        (folder / name / f"{side}.js").write_text(text)


def test_a_set_has_what_its_features_need_before_them(tmp_path: Path) -> None:
    feature(tmp_path, "b", "c", gadget="b()")
    feature(tmp_path, "c", gadget="c()")
    feature(tmp_path, "a", "b", "c", gadget="a()")
    library = Library.of(tmp_path)
    assert library.with_needed(["a"]) == ["c", "b", "a"]
    text = library.script(["a"], container=False).text
    assert text.index(b"c()") < text.index(b"b()") < text.index(b"a()")


def test_what_is_always_there_comes_first_and_is_not_asked_for(tmp_path: Path) -> None:
    feature(tmp_path, "zoom", gadget="zoom()")
    feature(tmp_path, "core", gadget="core()")
    script = Library.of(tmp_path).script(["zoom", "core"], container=False)
    assert script.names == ("zoom",)
    assert script.text.index(b"core()") < script.text.index(b"zoom()")


def test_each_side_gets_its_own_scripts_and_those_of_both(tmp_path: Path) -> None:
    feature(tmp_path, "rpc", gadget="inside()", container="around()", all="both()")
    library = Library.of(tmp_path)
    inside = library.script(["rpc"], container=False).text
    around = library.script(["rpc"], container=True).text
    assert (b"inside()" in inside, b"around()" in inside, b"both()" in inside) == (True, False, True)
    assert (b"inside()" in around, b"around()" in around, b"both()" in around) == (False, True, True)


def test_the_version_is_the_same_for_the_same_scripts_and_another_for_others(tmp_path: Path) -> None:
    feature(tmp_path, "a", gadget="a()")
    feature(tmp_path, "b", gadget="b()")
    library = Library.of(tmp_path)
    one = library.script(["b", "a", "unknown"], container=False)
    assert one.version == Library.of(tmp_path).script(["a", "b"], container=False).version
    assert one.version != library.script(["a"], container=False).version


def test_features_that_need_each_other_end(tmp_path: Path) -> None:
    feature(tmp_path, "a", "b", gadget="a()")
    feature(tmp_path, "b", "a", gadget="b()")
    assert sorted(Library.of(tmp_path).with_needed(["a"])) == ["a", "b"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<feature></feature>", "<name>"),
        ("<thing><name>a</name></thing>", "<feature>"),
        ("<feature><name>a b</name></feature>", "<name>"),
        ("<feature>", "cannot be read"),
        ('<feature><name>a</name><all><script src="none.js"/></all></feature>', "none.js"),
        ('<feature><name>a</name><all><script src="../out.js"/></all></feature>', "not in its folder"),
    ],
)
def test_a_feature_declared_wrongly_is_named(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "out.js").write_text("1")
    (tmp_path / "a" / "feature.xml").write_text(text)
    with pytest.raises(BadFeature, match=said):
        Library.of(tmp_path)


def test_a_script_may_stand_in_the_declaration(tmp_path: Path) -> None:
    (tmp_path / "feature.xml").write_text(
        "<feature><name>a</name><gadget><script>go()</script></gadget></feature>"
    )
    assert read(tmp_path / "feature.xml") == Feature("a", (), ("go()",), ())


def test_no_more_sets_are_kept_than_the_limit() -> None:
    library = Library(Feature(f"f{number}", (), (f"{number}",), ()) for number in range(SETS + 9))
    for number in range(SETS + 9):
        library.script([f"f{number}"], container=False)
    assert len(library._scripts) == SETS


def test_a_folder_that_has_changed_is_read_again(tmp_path: Path) -> None:
    feature(tmp_path, "a", gadget="a()")
    library = Library.of(tmp_path)
    before = library.script(["a"], container=False)
    library.renew(tmp_path)
    assert library.script(["a"], container=False) is before
    feature(tmp_path, "b", gadget="b()")
    library.renew(tmp_path)
    assert library.known(["a", "b"]) == ["a", "b"]
    (tmp_path / "a" / "gadget.js").write_text("another()")
    library.renew(tmp_path)
    assert b"another()" in library.script(["a"], container=False).text


def test_while_a_feature_is_declared_wrongly_all_stay_as_they_were(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    feature(tmp_path, "a", gadget="a()")
    library = Library.of(tmp_path)
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "feature.xml").write_text("<feature>")
    library.renew(tmp_path)
    assert library.known(["a", "b"]) == ["a"]
    assert "b/feature.xml cannot be read" in caplog.text
    (tmp_path / "b" / "feature.xml").write_text("<feature><name>b</name></feature>")
    library.renew(tmp_path)
    assert library.known(["a", "b"]) == ["a", "b"]


NAMES = st.sampled_from(["a", "b", "c", "d", "e", *ALWAYS[:2]])


@given(
    declared=st.dictionaries(NAMES, st.lists(NAMES, max_size=4), min_size=1),
    asked=st.lists(NAMES, max_size=5),
)
def test_every_feature_is_there_once_with_all_that_it_needs(
    declared: dict[str, list[str]], asked: list[str]
) -> None:
    library = Library(Feature(name, tuple(needs), (name,), ()) for name, needs in declared.items())
    found = library.with_needed(asked)
    assert len(found) == len(set(found))
    wanted = {name for name in [*asked, *ALWAYS] if name in declared}
    assert wanted <= set(found)
    assert all(need in found for name in found for need in declared[name] if need in declared)


def test_all_that_our_own_features_need_is_there() -> None:
    library = Library.of(GADGETS / "features")
    assert {need for one in library.features.values() for need in one.needs} <= set(library.features)
