"""Settings: declared once, read from flags, environment and defaults."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pytest

from vos.address import Address
from vos.settings import SettingsError, arguments, load, needed, setting


@dataclass(frozen=True)
class Settings:
    """A service of the tests."""

    listen: Address = setting(Address("127.0.0.1", 8445), "where to listen")
    peers: tuple[Address, ...] = setting((Address("127.0.0.1", 1),), "whom to call")
    folder: Path | None = setting(None, "where to keep things")
    wait: float = setting(30.0, "seconds to wait, 100% of them")
    kind: Literal["product", "fast"] = setting("product", "which timers")
    open: bool = setting(False, "let everybody in")


def test_without_flags_and_environment_the_defaults_hold() -> None:
    assert load(Settings, "LAB", [], {}) == Settings()


def test_a_flag_beats_the_environment_and_the_environment_beats_the_default() -> None:
    environ = {"LAB_WAIT": "5", "LAB_OPEN": "yes"}
    assert load(Settings, "LAB", ["--wait", "7"], environ) == Settings(wait=7.0, open=True)


def test_the_flags_of_settings_make_the_same_settings() -> None:
    settings = Settings(
        Address("::1", 0), (Address("a", 1), Address("b", 2)), Path("/x"), 0.5, "fast", open=True
    )
    assert load(Settings, "LAB", arguments(settings), {}) == settings


@pytest.mark.parametrize(
    ("variable", "value", "says"),
    [
        ("LAB_LISTEN", "nowhere", "LAB_LISTEN: 'nowhere' is not host:port"),
        ("LAB_LISTEN", "host:70000", "LAB_LISTEN: 'host:70000' is not host:port"),
        ("LAB_WAIT", "long", "LAB_WAIT: 'long' is not a number"),
        ("LAB_KIND", "slow", "LAB_KIND: 'slow' is none of product, fast"),
        ("LAB_OPEN", "perhaps", "LAB_OPEN: 'perhaps' is neither true nor false"),
    ],
)
def test_a_wrong_value_names_its_setting(variable: str, value: str, says: str) -> None:
    with pytest.raises(SettingsError, match=says):
        load(Settings, "LAB", [], {variable: value})


@dataclass(frozen=True)
class Kept(Settings):
    """A service of the tests that keeps something."""

    file: Path = needed("the file of what is kept", "/srv/kept.db")


def test_what_is_needed_and_nowhere_given_is_named_with_an_example() -> None:
    with pytest.raises(SettingsError) as refused:
        load(Kept, "LAB", [], {})
    says = "--file: not given; name here or in LAB_FILE the file of what is kept, such as /srv/kept.db"
    assert str(refused.value) == says
    assert load(Kept, "LAB", [], {"LAB_FILE": "/x"}) == load(Kept, "LAB", ["--file", "/x"], {})


def test_what_is_needed_is_always_among_the_flags_of_settings() -> None:
    settings = Kept(file=Path("/srv/kept.db"))
    assert load(Kept, "LAB", arguments(settings), {}) == settings


def test_help_names_what_is_needed(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        load(Kept, "LAB", ["--help"], {})
    text = " ".join(capsys.readouterr().out.split())
    assert "the file of what is kept [LAB_FILE, needed, such as /srv/kept.db]" in text


def test_an_unknown_flag_ends_with_exit_code_2(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        load(Settings, "LAB", ["--nonsense"], {})
    assert ended.value.code == 2
    assert "--nonsense" in capsys.readouterr().err


def test_help_names_flag_variable_and_default(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        load(Settings, "LAB", ["--help"], {})
    text = " ".join(capsys.readouterr().out.split())
    assert "--listen VALUE where to listen [LAB_LISTEN, default 127.0.0.1:8445]" in text
    assert "100% of them" in text
