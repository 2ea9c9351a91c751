"""Frames with what they mean. `vectors.json` holds those derived from the message tables of the CTI guide."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from ccx_engine.cti.codec import Codec, codec_for

OWN = Path(__file__).with_name("vectors.json")


@dataclass(frozen=True)
class Vector:
    """One frame: the form it is written in, and the message that it holds, if it is valid."""

    name: str
    message: str
    version: int
    length_width: int
    frame: bytes
    valid: bool
    error: str | None
    fixed: dict[str, Any]
    floating: list[dict[str, Any]]

    def __str__(self) -> str:
        return self.name

    @property
    def codec(self) -> Codec:
        return codec_for(self.version, None, self.length_width)


def load(config: pytest.Config) -> list[Vector]:
    """Our own vectors, and those of `--cti-samples` that are not among them."""
    vectors = read(OWN)
    samples: Path | None = config.getoption("--cti-samples", default=None)
    if samples is not None:
        known = {(vector.version, vector.frame) for vector in vectors}
        vectors += [vector for vector in read(samples) if (vector.version, vector.frame) not in known]
    return vectors


def read(path: Path) -> list[Vector]:
    return [
        Vector(
            name=f"{each['message']}-v{each['version']}-{path.stem}-{number}",
            message=each["message"],
            version=each["version"],
            length_width=each.get("length_width", 1),
            frame=bytes.fromhex(each["hex"]),
            valid=each["valid"],
            error=each.get("error"),
            fixed=each["fields"].get("fixed", {}),
            floating=each["fields"].get("floating", []),
        )
        for number, each in enumerate(json.loads(path.read_text("utf-8")))
    ]
