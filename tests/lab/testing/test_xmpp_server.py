from __future__ import annotations

from pathlib import Path

import pytest

from lab.testing.xmpp_server import written


def test_a_port_that_reads_like_another_is_left_as_it_was_put_in(tmp_path: Path) -> None:
    template = tmp_path / "template"
    template.write_text("5222 at /etc/certs/5222, 5223")
    file = written(tmp_path / "file", template, {"c2s": 45223, "c2s_tls": 55222}, {"/etc/certs": "/5223"})
    assert file.read_text() == "45223 at /5223/45223, 55222"


def test_a_documented_file_without_a_port_is_told(tmp_path: Path) -> None:
    template = tmp_path / "template"
    template.write_text("5223")
    with pytest.raises(AssertionError, match="template does not name 5222"):
        written(tmp_path / "file", template, {"c2s": 1}, {})
