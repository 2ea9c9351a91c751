"""Whatever the REST and CTI sides and the notification service can refuse, the desktop says in sentences."""

from __future__ import annotations

import inspect
import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from ccx_engine.cti.enums import CcxErrorCode, ControlFailure
from finesse.api import errors
from finesse.realtime.failures import failure

ROOT = Path(__file__).parents[3]
MODULES = (ROOT / "gadgets" / "desktop").as_uri()
SPEAKER = (ROOT / "tests" / "gadgets" / "speaker.mjs").as_uri()

SCRIPT = f"""
import {{ readFileSync }} from "node:fs";
import {{ errorText, streamText }} from "{MODULES}/model/errors.js";
import {{ LOCALES, speaker }} from "{SPEAKER}";
const {{ refusals, reasons }} = JSON.parse(readFileSync(0, "utf8"));
const texts = [...refusals.map(errorText), ...reasons.map((reason) => streamText(reason, "ccx1:7443"))];
const said = Object.keys(LOCALES).map((locale) => [locale, texts.map((text) => speaker(locale)(text))]);
console.log(JSON.stringify(Object.fromEntries(said)));
"""

# Beside CTI's own, of conferences and silent monitoring. Source: Finesse Web Services guide, Dialog.
NUMBERS_OF_DIALOGS = (20700, 20999, 88049, 13145)
STATUSES = (400, 401, 403, 404, 405, 408, 413, 415, 416, 429, 500, 501, 502, 503, 504)

# sources: RFC 6120 §4.9.3 (streams) and §6.5 (SASL), §7.7 and §8.3.3 (binding); XEP-0124 §17.2
STREAM_CONDITIONS = [
    "bad-format",
    "bad-namespace-prefix",
    "conflict",
    "connection-timeout",
    "host-gone",
    "host-unknown",
    "improper-addressing",
    "internal-server-error",
    "invalid-from",
    "invalid-namespace",
    "invalid-xml",
    "not-authorized",
    "not-well-formed",
    "policy-violation",
    "remote-connection-failed",
    "reset",
    "resource-constraint",
    "restricted-xml",
    "see-other-host",
    "system-shutdown",
    "undefined-condition",
    "unsupported-encoding",
    "unsupported-feature",
    "unsupported-stanza-type",
    "unsupported-version",
    "aborted",
    "account-disabled",
    "credentials-expired",
    "encryption-required",
    "incorrect-encoding",
    "invalid-authzid",
    "invalid-mechanism",
    "malformed-request",
    "mechanism-too-weak",
    "temporary-auth-failure",
    "bad-request",
    "not-allowed",
    "item-not-found",
    "service-unavailable",
    "other-request",
    "see-other-uri",
    "unreachable",
    "closed",
    "timeout",
]


def kinds(of: type[errors.ApiError]) -> list[type[errors.ApiError]]:
    return [of, *(kind for under in of.__subclasses__() for kind in kinds(under))]


def raised(kind: type[errors.ApiError]) -> errors.ApiError:
    """An error of that kind, with something for each argument that it must have."""
    needed = [one for one in inspect.signature(kind).parameters.values() if one.default is one.empty]
    return kind(*("22" for _ in needed))


def refusals() -> list[dict[str, Any]]:
    """Every error as the desktop has it: a notification's without a status, an answer's with one."""
    told = [failure(number) for number in (*ControlFailure, *CcxErrorCode, *NUMBERS_OF_DIALOGS)]
    of_cti = [
        {"type": one.error_type, "text": one.error_message, "data": str(one.error_data)} for one in told
    ]
    of_rest = [
        {"status": one.status, "type": one.error_type, "text": one.error_message, "data": one.error_data}
        for one in map(raised, kinds(errors.ApiError))
    ]
    of_others = [{"status": status, "type": "", "text": "", "data": ""} for status in STATUSES]
    return [*of_cti, *of_rest, *of_others]


@pytest.fixture(scope="module")
def said(node: Path) -> dict[str, list[str]]:
    """What the desktop says to each, by language."""
    asked = json.dumps({"refusals": refusals(), "reasons": STREAM_CONDITIONS})
    command = [node, "--input-type=module", "--eval", SCRIPT]
    done = subprocess.run(command, input=asked, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    sentences: dict[str, list[str]] = json.loads(done.stdout)
    return sentences


UNKNOWN = {"en_US": "The server refused this.", "es_ES": "El servidor lo denegó."}
PROTOCOL = re.compile(r"CF_|finesse\.|[a-z]Error\.|\{|undefined")


@pytest.mark.parametrize("locale", UNKNOWN)
def test_every_error_has_a_sentence_of_its_own(said: dict[str, list[str]], locale: str) -> None:
    asked = [*refusals(), *STREAM_CONDITIONS]
    assert len(asked) == len(said[locale]) > 200
    for error, sentence in zip(asked, said[locale], strict=True):
        assert sentence != UNKNOWN[locale], error
        assert sentence.endswith("."), error


def test_both_languages_tell_errors_apart_alike(said: dict[str, list[str]]) -> None:
    pairs = set(zip(said["en_US"], said["es_ES"], strict=True))
    assert len(pairs) == len(set(said["en_US"])) == len(set(said["es_ES"]))
    assert all(english != spanish for english, spanish in pairs)


def test_no_sentence_speaks_the_protocols_language(said: dict[str, list[str]]) -> None:
    for sentence in (one for sentences in said.values() for one in sentences):
        assert not PROTOCOL.search(sentence), sentence
