"""The pages' colours: each has a name and a value for either scheme, and can be told from its ground.

Sources: WCAG 2.2, 1.4.3 (text: 4.5) and 1.4.11 (what shows a control and its state: 3).
"""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest

from tests.docs.test_docs import tracked

ROOT = Path(__file__).parents[2]
BASE = ROOT / "gadgets" / "desktop" / "css" / "base.css"
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
LITERAL = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color)\(", re.IGNORECASE)
NAMED = re.compile(r"[:\s](?:white|black|gr[ae]y|red|green|blue|navy|orange|yellow|purple|silver)\b(?!-)")
DECLARED = re.compile(r"(--[\w-]+):\s*([^;]+);")
USED = re.compile(r"var\((--[\w-]+)\)")
HEX = re.compile(r"#[0-9a-f]{6}")
SCHEMES = ("light", "dark")

TEXT = [
    *product(("ink", "muted"), ("ground", "card", "sunken", "field", "line-soft")),
    *product(("ink",), ("blue-pale", "red-pale", "amber-pale", "green-pale", "violet-pale")),
    *product(("blue", "blue-deep", "red", "red-deep"), ("card", "sunken", "ground")),
    *product(("amber", "green", "violet"), ("card", "sunken", "ground")),
    *((f"{tone}-deep", f"{tone}-pale") for tone in ("blue", "green", "red", "amber")),
    *((tone, f"{tone}-pale") for tone in ("blue", "green", "red", "amber", "violet", "slate")),
    *product(("on-accent",), ("blue", "blue-deep", "green", "green-deep", "red", "red-deep", "amber")),
    *product(
        ("on-night", "on-night-strong", "on-night-muted", "on-night-green", "on-night-amber"),
        ("night", "night-2", "night-3"),
    ),
    ("on-disabled", "disabled"),
    ("on-disabled", "card"),
    ("on-avatar", "avatar"),
    ("night", "on-night-amber"),
]
CONTROLS = [
    *product(("line-strong",), ("card", "field", "ground", "sunken")),
    *product(("focus",), ("card", "field", "ground", "sunken")),
    *product(("focus-on-night", "state-ring"), ("night", "night-2")),
    *product(("blue", "red", "amber"), ("card", "ground")),
]


def sheets() -> dict[str, str]:
    """The style sheets of our pages, without comments."""
    files = [file for file in tracked("gadgets/**") if file.suffix == ".css"]
    return {str(file.relative_to(ROOT)): COMMENT.sub("", file.read_text("utf-8")) for file in files}


def variables() -> dict[str, tuple[str, str]]:
    """Each colour's value in the light and in the dark scheme."""
    root = COMMENT.sub("", BASE.read_text("utf-8")).partition("}")[0]
    found = {name[2:]: HEX.findall(value.lower()) for name, value in DECLARED.findall(root)}
    return {name: (values[0], values[-1]) for name, values in found.items() if len(values) in (1, 2)}


def luminance(colour: str) -> float:
    def linear(part: str) -> float:
        share = int(part, 16) / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    return sum(
        weight * linear(colour[at : at + 2])
        for weight, at in zip((0.2126, 0.7152, 0.0722), (1, 3, 5), strict=True)
    )


def contrast(one: str, other: str) -> float:
    dark, light = sorted(map(luminance, (one, other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


def test_no_rule_has_a_colour_of_its_own() -> None:
    literal = [
        f"{name}: {line.strip()}"
        for name, text in sheets().items()
        for line in text.splitlines()
        if (LITERAL.search(line) or NAMED.search(line))
        and not (name.endswith("css/base.css") and DECLARED.match(line.strip()))
    ]
    assert literal == []


def test_every_variable_that_a_rule_uses_is_there() -> None:
    scripts = "\n".join(file.read_text("utf-8") for file in tracked("gadgets/**") if file.suffix == ".js")
    declared = {name for text in sheets().values() for name, _ in DECLARED.findall(text)}
    missing = [
        f"{name}: {used}"
        for name, text in sheets().items()
        for used in USED.findall(text)
        if used not in declared and f'"{used}"' not in scripts
    ]
    assert missing == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_text_can_be_read_on_its_ground(scheme: str) -> None:
    assert too_weak(scheme, TEXT, 4.5) == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_controls_can_be_seen_on_their_ground(scheme: str) -> None:
    assert too_weak(scheme, CONTROLS, 3) == []


def too_weak(scheme: str, pairs: list[tuple[str, str]], least: float) -> list[str]:
    values = {name: both[SCHEMES.index(scheme)] for name, both in variables().items()}
    return [
        f"{one} on {ground}: {measured:.2f}"
        for one, ground in pairs
        if (measured := contrast(values[one], values[ground])) < least
    ]
