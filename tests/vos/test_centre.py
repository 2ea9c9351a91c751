"""The contact centre's file: read by table, wrong values named."""

from pathlib import Path

import pytest

from vos import centre
from vos.settings import SettingsError


def written(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "centre.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_the_sample_centre_has_a_table_for_every_service() -> None:
    for service in ("cucm", "rmcm", "notification", "finesse"):
        assert centre.read(centre.SAMPLE, service).mapping()


def test_a_broken_file_is_named_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"centre\.toml is not valid TOML.*line 2"):
        centre.read(written(tmp_path, "[cucm]\nversion =\n"), "cucm")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"cannot read .*nobody\.toml: No such file"):
        centre.read(tmp_path / "nobody.toml", "cucm")


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"has no table \[rmcm\]"):
        centre.read(written(tmp_path, "[cucm]\n"), "rmcm")


def test_a_value_of_another_type_is_named_with_where_it_stands(tmp_path: Path) -> None:
    file = written(tmp_path, "[rmcm]\n[[rmcm.teams]]\nid = 1\n[[rmcm.teams]]\nid = true\n")
    first, second = centre.read(file, "rmcm").tables("teams")
    assert first.get("id", int) == 1
    with pytest.raises(SettingsError, match=r"rmcm\.teams\[1\]\.id: True is not of type int"):
        second.get("id", int)
    with pytest.raises(SettingsError, match=r"rmcm\.teams\[0\] has no 'name'"):
        first.get("name", str)


def test_arrays_are_checked_item_by_item(tmp_path: Path) -> None:
    table = centre.read(written(tmp_path, '[rmcm]\ncsqs = [1, "2"]\nteams = [3]\n'), "rmcm")
    assert table.items("absent", int) == ()
    with pytest.raises(SettingsError, match=r"csqs: not all of type int"):
        table.items("csqs", int)
    with pytest.raises(SettingsError, match=r"teams: not an array of tables"):
        table.tables("teams")


def test_a_file_may_be_based_on_another_and_say_only_what_differs(tmp_path: Path) -> None:
    (tmp_path / "base.toml").write_text(
        '[finesse]\nadministrator = "ada"\ncodes = [1, 2]\n[cucm]\nversion = "12"\n'
    )
    (tmp_path / "between.toml").write_text('based_on = "base.toml"\n[finesse]\ncodes = [3]\n')
    file = written(tmp_path, 'based_on = "between.toml"\n[finesse]\ncolour = "red"\n')
    assert centre.read(file, "finesse").mapping() == {"administrator": "ada", "codes": [3], "colour": "red"}
    assert centre.read(file, "cucm").get("version", str) == "12"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('based_on = "nobody.toml"', r"cannot read .*nobody\.toml: No such file"),
        ('based_on = "centre.toml"', "more than 8 files are based on each other"),
        ("based_on = 7", "based_on: 7 is not of type str"),
        ('based_on = "a\\u0000b"', "embedded null"),
    ],
)
def test_a_base_that_cannot_be_is_named(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(SettingsError, match=words):
        centre.read(written(tmp_path, text), "cucm")


def test_the_plain_centre_is_the_sample_without_reason_codes() -> None:
    plain, sample = centre.whole(centre.PLAIN), centre.whole(centre.SAMPLE)
    assert sample["finesse"].pop("reason_codes")
    assert plain["finesse"].pop("reason_codes") == []
    assert plain == sample


def test_what_one_reader_changes_in_the_tables_no_other_sees() -> None:
    centre.whole(centre.SAMPLE)["finesse"]["reason_codes"].clear()
    assert centre.whole(centre.SAMPLE)["finesse"]["reason_codes"]
