"""Names and addresses by which other machines reach the lab."""

import pytest

from lab import reach
from vos.settings import SettingsError


def test_on_loopback_no_name_is_needed() -> None:
    assert reach.checked_names("127.0.0.1", ()) == reach.checked_names("::1", ()) == ()


def test_names_are_kept_in_small_letters_and_their_order() -> None:
    names = reach.checked_names("0.0.0.0", ["Lab.Example.com", "192.0.2.5", "fe80::1"])
    assert names == ("lab.example.com", "192.0.2.5", "fe80::1")


@pytest.mark.parametrize("listen", ["0.0.0.0", "::", "192.0.2.5"])
def test_open_to_others_without_a_name_is_refused_with_this_machine_s_own(
    listen: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reach, "own_names", lambda: ["box", "192.0.2.5"])
    with pytest.raises(SettingsError, match=r"as in --host box --host 192\.0\.2\.5"):
        reach.checked_names(listen, ())


@pytest.mark.parametrize("name", ["", "a b", "-a", "a..b", "lab_1", "ünï", "x" * 64, "a/b", "http://a"])
def test_what_is_no_name_is_refused(name: str) -> None:
    with pytest.raises(SettingsError, match="neither a host's name nor an IP address"):
        reach.checked_names("0.0.0.0", [name])


def test_a_node_is_not_called_by_a_number_with_colons() -> None:
    with pytest.raises(SettingsError, match="cannot be the first"):
        reach.checked_names("::", ["fe80::1"])


@pytest.mark.parametrize("listen", ["", "everywhere", "256.1.1.1", "localhost", "1.2.3.4:80"])
def test_what_is_no_address_is_refused(listen: str) -> None:
    with pytest.raises(SettingsError, match="is no IP address"):
        reach.checked_address(listen)


def test_the_suggestion_is_never_empty() -> None:
    assert reach.own_names()
