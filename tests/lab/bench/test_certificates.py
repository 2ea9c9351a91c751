"""Certificates that are good are kept without a look inside; others are made anew."""

import datetime
from pathlib import Path

import pytest

from certs import make
from lab.bench import certificates
from lab.failure import StartFailed

HOSTS = ("localhost", "127.0.0.1")


def made(folder: Path) -> bytes:
    certificates.ensure(folder, "localhost", HOSTS)
    return (folder / "localhost.pem").read_bytes()


def test_what_is_missing_is_made_and_then_accepted_for_every_host(tmp_path: Path) -> None:
    made(tmp_path)
    assert all(certificates.accepted(tmp_path, "localhost", host) for host in HOSTS)
    assert not certificates.accepted(tmp_path, "localhost", "example.com")


def test_what_is_good_is_kept_and_the_maker_not_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = made(tmp_path)

    def asked(*_: object) -> None:
        pytest.fail("the certificates were good")

    monkeypatch.setattr(make, "ensure", asked)
    assert made(tmp_path) == before


@pytest.mark.parametrize("file", ["ca.pem", "localhost.pem", "localhost.key"])
def test_what_is_broken_or_gone_is_made_anew(tmp_path: Path, file: str) -> None:
    made(tmp_path)
    if file == "ca.pem":  # another authority: the node's certificate is not its own any more
        (tmp_path / "ca.pem").unlink()
        (tmp_path / "ca.key").unlink()
    else:
        (tmp_path / file).write_text("broken")
    made(tmp_path)
    assert all(certificates.accepted(tmp_path, "localhost", host) for host in HOSTS)


def test_a_ca_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    made(tmp_path)
    (tmp_path / "ca.pem").write_text("broken")
    with pytest.raises(StartFailed, match=r"the lab's CA in .* is broken"):
        made(tmp_path)


def test_a_clock_before_the_ca_s_time_is_told_with_the_cure(tmp_path: Path) -> None:
    in_two_days = datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=2)
    make.ensure(tmp_path, "localhost", HOSTS, now=in_two_days)
    with pytest.raises(StartFailed, match=r"the lab's CA in .* is valid from .*; set the clock right"):
        made(tmp_path)


def test_a_ca_that_has_ended_is_made_anew_with_what_it_signed(tmp_path: Path) -> None:
    long_ago = datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=make.CA_DAYS + 1)
    make.ensure(tmp_path, "localhost", HOSTS, now=long_ago)
    before = (tmp_path / "ca.pem").read_bytes()
    made(tmp_path)
    assert (tmp_path / "ca.pem").read_bytes() != before
    assert all(certificates.accepted(tmp_path, "localhost", host) for host in HOSTS)


def test_what_ends_within_a_week_is_made_anew(tmp_path: Path) -> None:
    long_ago = datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=make.NODE_DAYS - 3)
    make.ensure(tmp_path, "localhost", HOSTS, now=long_ago)
    before = (tmp_path / "localhost.pem").read_bytes()
    assert not certificates.accepted(tmp_path, "localhost", "localhost")
    assert made(tmp_path) != before
